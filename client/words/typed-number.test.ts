import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { formatDecimal } from './format.ts'
import { setFormats } from './formats.ts'
import { type NumberStyle, numberStyles } from './formatters.ts'
import { parseDecimal, typedDecimal } from './typed-number.ts'

afterEach(() => setFormats({ numbers: 'language' }))

const read = (text: string) => {
  const plain = parseDecimal(text)
  return plain === undefined ? undefined : Number(plain)
}

const parsed = (numbers: NumberStyle, texts: string[]) => {
  setFormats({ numbers })
  return texts.map(read)
}

it.each(numberStyles)('reads back whatever is written as %s', (numbers) => {
  setFormats({ numbers })
  fc.assert(
    fc.property(
      fc.integer({ min: -1e15, max: 1e15 }),
      fc.integer({ min: 0, max: 8 }),
      (units, decimals) => {
        const value = units / 10 ** decimals
        const text = formatDecimal(value, decimals)
        const back = read(text)
        // The one thing that is written and not read: a thousand that may be one and a bit.
        if (back === undefined) expect(text).toMatch(/^−?[1-9]\d{0,2}\.\d{3}$/)
        else expect(back).toBe(Number(value.toFixed(decimals)))
      },
    ),
  )
})

it('reads plain numbers in every format', () => {
  const texts = ['0', '42', '1234.5', '0.125', '.5', '7.', '-3', '+3', '−3']
  for (const numbers of numberStyles) {
    expect(parsed(numbers, texts)).toEqual([0, 42, 1234.5, 0.125, 0.5, 7, -3, 3, -3])
  }
})

it('takes a thousand for one only where the format says so', () => {
  expect(parsed('1,234.5', ['1,234', '1.234', '12,345.678'])).toEqual([1234, 1.234, 12345.678])
  expect(parsed('1.234,5', ['1,234', '12.345,678', '1.234.567'])).toEqual([
    1.234, 12345.678, 1234567,
  ])
})

describe('guesses nothing', () => {
  it('where a point may part thousands or decimals', () => {
    expect(parsed('1.234,5', ['1.234', '-12.345', '999.999'])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('where groups are of no such size', () => {
    const texts = [
      '1,5',
      '12,34',
      '1,2345',
      ',123',
      '0,123',
      '1,,234',
      '1234,567',
      '1.5.5',
      '1.5,5',
    ]
    expect(parsed('1,234.5', texts)).toEqual(texts.map(() => undefined))
    expect(parsed('1.234,5', ['1.5.5', '1,5,5', '12.34,5'])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('of what is no number', () => {
    const texts = ['', ' ', '.', '-', '--1', '1e5', '0x10', 'Infinity', 'NaN', '1 2', '12a', '$5']
    for (const numbers of numberStyles) {
      expect(parsed(numbers, texts)).toEqual(texts.map(() => undefined))
    }
  })
})

it('takes any space for the narrow one, and the digits of a Korean or Chinese keyboard', () => {
  expect(parsed('1\u202f234,5', ['1 234,5', '1\u00a0234', '1\u202f234\u202f567'])).toEqual([
    1234.5, 1234, 1234567,
  ])
  expect(parsed('language', ['１，２３４．５', ' 42 '])).toEqual([1234.5, 42])
})

it('reads lakhs and crores', () => {
  expect(parsed('1,23,456.7', ['12,34,567.8', '1,234', '1,234,567'])).toEqual([
    1234567.8, 1234, 1234567,
  ])
})

it.each(numberStyles)(
  'reads what a field holds, and loses no digit of what is longer than any number, as %s',
  (numbers) => {
    setFormats({ numbers })
    for (const text of [
      '1.123456789012345678',
      '-0.000000000000000001',
      '123456789012345678.5',
      '42',
      '1234.567',
      '1000000',
    ]) {
      expect(parseDecimal(typedDecimal(text))).toBe(text)
    }
    expect(['.5', '007.', '-3', 'x', ''].map(parseDecimal)).toEqual([
      '0.5',
      '7',
      '-3',
      undefined,
      undefined,
    ])
  },
)
