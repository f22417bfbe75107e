import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvText, parseCsv } from './csv.ts'

const fields = (text: string) => parseCsv(text).rows.map((row) => row.fields)

it('reads what RFC 4180 shows', () => {
  expect(fields('aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n')).toEqual([
    ['aaa', 'bbb', 'ccc'],
    ['zzz', 'yyy', 'xxx'],
  ])
  expect(fields('"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx')).toEqual([
    ['aaa', 'b\r\nbb', 'ccc'],
    ['zzz', 'yyy', 'xxx'],
  ])
  expect(fields('"aaa","b""bb","ccc"')).toEqual([['aaa', 'b"bb', 'ccc']])
})

it('reads what spreadsheets write: a mark at the beginning, semicolons, tabs, any end of a line', () => {
  expect(fields('\uFEFFa;b\r1,5;2\n\n;\n')).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ])
  expect(parseCsv('a\tb').separator).toBe('\t')
  expect(fields('a,b\n1,')).toEqual([
    ['a', 'b'],
    ['1', ''],
  ])
})

it('knows on which line of the file a row begins', () => {
  const rows = parseCsv('a,b\r\n\r\n"1\n2",3\n4,5').rows
  expect(rows.map(({ line }) => line)).toEqual([1, 3, 5])
})

it('takes all the rest for a field whose quote is not closed', () => {
  expect(fields('a,b\n1,"2\n3')).toEqual([
    ['a', 'b'],
    ['1', '2\n3'],
  ])
})

it('writes no formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1"]) {
    const [cell = ''] = csvText([[text]])
      .replaceAll('"', '')
      .split('\r\n')
    expect(cell).toBe(`'${text}`)
    expect(fields(csvText([[text, 'x']]))).toEqual([[text, 'x']])
  }
  expect(csvText([["it's", "'quoted'", undefined]])).toBe("it's,'quoted',\r\n")
})

it('reads back whatever it has written', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab\'=+-@,;"\t\r\n '.split('')), maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const wanted = rows.map((row) => ['first', ...row])
        const text = csvText([['a', 'b', 'c', 'd'], ...wanted])
        expect(fields(text).slice(1)).toEqual(wanted)
      },
    ),
  )
})
