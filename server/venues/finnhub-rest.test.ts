import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { finnhubFault, readListing, readQuoteOf, stock } from './finnhub-rest.ts'

const file = new URL('../../../shared/data/fixtures/finnhub/rest.json', import.meta.url)
const absent = !existsSync(fileURLToPath(file))
const why = absent ? ' (skipped: the recorded answers are not beside the project)' : ''

const apple = stock('AAPL')
const regular = Date.parse('2026-09-16T18:00:00Z')
const quote = {
  c: 333.27,
  d: 1.93,
  dp: 0.5825,
  h: 335.48,
  l: 331.87,
  o: 331.96,
  pc: 331.34,
  t: 1_789_580_577,
}

it.skipIf(absent)(`reads every recorded answer as what it is, or names why not${why}`, () => {
  const answers: { name: string; status: number; body: string }[] = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const said = answers.map(({ name, status, body }) => {
    const value: unknown = JSON.parse(body)
    const fault = finnhubFault(value)
    if (fault) return [name, status, `${fault.kind}: ${fault.reason}`]
    try {
      const { last, open, high, low } = readQuoteOf(apple, value, regular)
      return [name, status, [last, open, high, low].join(' ')]
    } catch (error) {
      return [name, status, String(error)]
    }
  })
  expect(said).toEqual([
    ['quote', 200, '3332700 3313400 3354800 3318700'],
    ['quote_2023', 200, '1626500 1623600 1630900 1621300'],
    ['quote_unknown_symbol', 200, expect.stringContaining('It does not know AAPL')],
    ['market_status', 200, expect.stringContaining('Its quote of AAPL is {"exchange":"US"')],
    [
      'candle_forbidden',
      403,
      expect.stringContaining('refused: Finnhub answered an error: "You don\'t'),
    ],
    ['error_no_key', 401, expect.stringContaining('forbidden: Finnhub answered an error')],
    ['error_bad_key', 401, expect.stringContaining('Set EBB_FINNHUB_KEY to a valid key.')],
    ['error_rate', 429, expect.stringContaining('refused: Finnhub answered an error: "API limit')],
  ])
})

it('measures the change of the day against the previous close', () => {
  expect(readQuoteOf(apple, quote, regular)).toEqual({
    instrument: 'FINNHUB:AAPL',
    time: 1_789_580_577_000,
    receivedAt: regular,
    last: 3_332_700,
    open: 3_313_400,
    high: 3_354_800,
    low: 3_318_700,
    volume: undefined,
  })
})

it("measures before the opening against yesterday's close, which the quote still calls the price", () => {
  const morning = Date.parse('2026-09-17T12:00:00Z')
  expect(readQuoteOf(apple, quote, morning)).toMatchObject({ open: 3_332_700, high: undefined })
  const fresh = { ...quote, t: morning / 1000 - 60 }
  expect(readQuoteOf(apple, fresh, morning)).toMatchObject({ open: 3_313_400 })
})

it('never takes a quote without figures for a price', () => {
  const broken = [
    null,
    [],
    'no',
    {},
    { ...quote, c: -1 },
    { ...quote, t: 'now' },
    { ...quote, t: 0 },
  ]
  for (const body of broken) {
    expect(() => readQuoteOf(apple, body, regular)).toThrow('Its quote of AAPL is')
  }
  const partial = readQuoteOf(apple, { ...quote, pc: 0, h: null }, regular)
  expect([partial.open, partial.high]).toEqual([undefined, undefined])
})

it('lists what trades on an exchange in dollars, by symbol and name', () => {
  const row = {
    currency: 'USD',
    description: 'APPLE INC',
    displaySymbol: 'AAPL',
    mic: 'XNAS',
    symbol: 'AAPL',
    type: 'Common Stock',
  }
  const rows = [
    row,
    { ...row, symbol: 'BRK.B', description: '' },
    { ...row, symbol: 'PINKY', mic: 'OOTC' },
    { ...row, symbol: 'EURO', currency: 'EUR' },
    { ...row, symbol: 'no name' },
    { ...row, symbol: undefined },
    null,
  ]
  expect(readListing(rows)).toEqual([
    { ...apple, kind: 'stock', status: 'trading', fullName: 'APPLE INC' },
    { ...stock('BRK.B'), kind: 'stock', status: 'trading' },
  ])
  expect(() => readListing({ error: 'no' })).toThrow('Its list of symbols is')
})
