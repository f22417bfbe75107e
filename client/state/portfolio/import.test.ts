import { describe, expect, it } from 'vitest'
import type { Owned } from '../owned.ts'
import { holdingsAsCsv, holdingsAsJson } from './export.ts'
import { importHoldings } from './import.ts'
import type { Lot } from './lot.ts'

const id = (n: number) => n.toString(16).padStart(24, '0')
const lots: Owned<Lot>[] = [
  {
    id: id(1),
    value: {
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      quantity: '0.100000000000000001',
      cost: { amount: '61837.63', currency: 'EUR', per: 'unit' },
      date: '2026-11-22',
      note: '=HYPERLINK("http://x")\nsecond line, "quoted"',
      addedAt: 5,
    },
  },
  {
    id: id(2),
    value: {
      symbol: 'KRAKEN:BTC/USD',
      base: 'BTC',
      quote: 'USD',
      quantity: '2',
      cost: { amount: '100000', currency: 'USD', per: 'all' },
      date: undefined,
      note: '비트코인',
      addedAt: 6,
    },
  },
  {
    id: id(3),
    value: {
      symbol: 'FINNHUB:AAPL',
      base: 'AAPL',
      quote: 'USD',
      quantity: '3',
      cost: undefined,
      date: undefined,
      note: '',
      addedAt: 7,
    },
  },
]

function read(text: string, existing: Owned<Lot>[] = []) {
  let made = 100
  const result = importHoldings(text, { existing, newId: () => id(++made), now: 1_000 })
  if (result.type === 'refused') throw new Error(`The file was refused: ${result.why}.`)
  return result
}
const refusal = (text: string) => {
  const result = importHoldings(text, { existing: [], newId: () => '', now: 0 })
  return result.type === 'refused' ? result.why : undefined
}

describe('what was exported', () => {
  it('comes back whole from JSON', () => {
    expect(read(holdingsAsJson(lots, 0)).added).toEqual(lots)
  })

  it('comes back from CSV, in its order', () => {
    const { added, problems } = read(holdingsAsCsv(lots))
    expect(problems).toEqual([])
    const order = [1_000, 1_001, 1_002]
    expect(added).toEqual(
      lots.map((lot, i) => ({ ...lot, value: { ...lot.value, addedAt: order[i] } })),
    )
  })

  it('adds nothing where it is already, and changes what was edited in between', () => {
    expect(read(holdingsAsCsv(lots), lots)).toMatchObject({ added: [], changed: [], same: 3 })
    const edited = holdingsAsCsv(lots).replace('0.100000000000000001', '0.2')
    const { changed, same } = read(edited, lots)
    expect(same).toBe(2)
    expect(changed).toEqual([
      { id: id(1), value: { ...lots[0]?.value, quantity: '0.2', addedAt: 5 } },
    ])
  })

  it('opens no formula in a spreadsheet', () => {
    expect(holdingsAsCsv(lots)).toContain(`"'=HYPERLINK`)
  })
})

describe("a person's own table", () => {
  it('needs an instrument and a quantity, by any usual name', () => {
    const { added } = read('Ticker,Qty,Price\nbtcusdt,0.5,60000\nkraken:btc/usd,1,\n')
    expect(added.map(({ value }) => value)).toMatchObject([
      {
        symbol: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        quantity: '0.5',
        cost: { amount: '60000', currency: 'USDT', per: 'unit' },
      },
      { symbol: 'KRAKEN:BTC/USD', cost: undefined },
    ])
    expect(read('종목;수량;총액;통화\nBTCUSDT;0,5;30000,25;eur').added[0]?.value).toMatchObject({
      quantity: '0.5',
      cost: { amount: '30000.25', currency: 'EUR', per: 'all' },
    })
    expect(refusal('name,price\nBTC,1')).toBe('no-columns')
  })

  it('says line by line what can not be read, and takes the rest', () => {
    const { added, problems } = read(
      [
        'symbol,quantity,price,currency,date',
        'BTCUSDT,1,,,',
        'B T C,1,,,',
        'BTCUSDT,none,,,',
        'BTCUSDT,-1,,,',
        'BTCUSDT,"1,5",,,',
        'BTCUSDT,1,cheap,,',
        'BTCUSDT,1,5,$,',
        'BTCUSDT,1,,,2026-02-30',
        '',
        'BTCUSDT,"1,234.5",,,2026/02/03',
      ].join('\n'),
    )
    expect(added.map(({ value }) => value.quantity)).toEqual(['1', '1234.5'])
    expect(added[1]?.value.date).toBe('2026-02-03')
    expect(problems).toEqual([
      { line: 3, field: 'symbol', text: 'B T C' },
      { line: 4, field: 'quantity', text: 'none' },
      { line: 5, field: 'quantity', text: '-1' },
      { line: 6, field: 'quantity', text: '1,5' },
      { line: 7, field: 'price', text: 'cheap' },
      { line: 8, field: 'currency', text: '$' },
      { line: 9, field: 'date', text: '2026-02-30' },
    ])
  })

  it('is not doubled by being read twice, and two lines that are alike are two lots', () => {
    const table = 'symbol,quantity\nBTCUSDT,1\nBTCUSDT,1.0\nETHUSDT,2\n'
    const { added } = read(table)
    expect(added).toHaveLength(3)
    expect(read(table, [...added])).toMatchObject({ added: [], same: 3 })
    expect(read(`${table}BTCUSDT,1\n`, [...added]).added).toHaveLength(1)
  })

  it('makes another lot of a line that was copied with its id', () => {
    const table = `id,symbol,quantity\n${id(9)},BTCUSDT,1\n${id(9)},BTCUSDT,2\n`
    expect(read(table).added.map((lot) => lot.id)).toEqual([id(9), id(101)])
  })
})

it('refuses what is no file of holdings', () => {
  expect(refusal(' \n')).toBe('empty')
  expect(refusal('symbol,quantity\n')).toBe('empty')
  expect(refusal('{"a":')).toBe('unreadable')
  expect(refusal('{"format":"other","version":1,"holdings":[]}')).toBe('foreign')
  expect(refusal('{"format":"ebb-holdings","version":2,"holdings":[]}')).toBe('newer')
  expect(refusal('x'.repeat(5_000_001))).toBe('too-large')
  expect(refusal(`symbol,quantity\n${'BTCUSDT,1\n'.repeat(10_001)}`)).toBe('too-large')
})

it('says which item of a list can not be read', () => {
  const { added, problems } = read(JSON.stringify([lots[0]?.value, { symbol: 'BTCUSDT' }, null]))
  expect(added).toHaveLength(1)
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [2, 'item'],
    [3, 'item'],
  ])
})
