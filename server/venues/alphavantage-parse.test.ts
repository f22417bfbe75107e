import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { alphaVantageFault, readDaily } from './alphavantage-parse.ts'
import { stock } from './finnhub-rest.ts'
import { candlesOf } from './klines.ts'

const file = new URL('../../../shared/data/fixtures/alphavantage/rest.json', import.meta.url)
const absent = !existsSync(fileURLToPath(file))
const why = absent ? ' (skipped: the recorded answers are not beside the project)' : ''

const all = { instrument: stock('IBM'), interval: '1d', from: 0, to: Date.UTC(2027, 0) } as const

function said(body: unknown): string {
  const fault = alphaVantageFault(body)
  if (fault) return fault.kind
  try {
    const candles = candlesOf(readDaily(body), all, Date.UTC(2026, 10, 21))
    return candles
      .map(({ time, ...figures }) => `${day(time)} ${Object.values(figures).join(' ')}`)
      .join('; ')
  } catch (error) {
    return String(error)
  }
}

const day = (time: number) => new Date(time).toISOString()

it.skipIf(absent)(`reads every recorded answer as what it is, or names why not${why}`, () => {
  const answers: { name: string; body: string }[] = JSON.parse(readFileSync(file, 'utf8'))
  const noSeries = expect.stringContaining('malformed: Its answer has no daily series')
  const short = answers.map(({ name, body }) => {
    const text = said(JSON.parse(body))
    return [name, text.replace('VenueError: ALPHAVANTAGE:', 'malformed:')]
  })
  expect(short).toEqual([
    ['global_quote_2026', noSeries],
    ['global_quote_2026_aapl', noSeries],
    ['global_quote_2018', noSeries],
    ['global_quote_unknown', 'unknown-instrument'],
    [
      'time_series_daily',
      [
        '2023-11-24T00:00:00.000Z 1551300 1554000 1539200 1551800 1799161',
        '2023-11-27T00:00:00.000Z 1549900 1561350 1547500 1555700 4053093',
        '2023-11-28T00:00:00.000Z 1554400 1557450 1548600 1556500 2666182',
      ].join('; '),
    ],
    ['time_series_intraday_PREMIUM', noSeries],
    ['symbol_search', noSeries],
    ['currency_exchange_rate', noSeries],
    ['limit_daily', 'rate-limited'],
    ['limit_burst', 'rate-limited'],
    ['premium_endpoint', 'rate-limited'],
    ['limit_old_note', 'rate-limited'],
    ['error_message', 'unknown-instrument'],
  ])
})

it('goes by the keys of an answer, whatever their wording', () => {
  expect(said({ Information: '' })).toBe('rate-limited')
  expect(said({ Note: 'in other words' })).toBe('rate-limited')
  expect(said({ 'Error Message': null })).toBe('unknown-instrument')
  expect(said({})).toBe('unknown-instrument')
  for (const body of [null, [], 'html', 5]) expect(said(body)).toBe('malformed')
  // A series beside a note of some kind is not used: it may be cut.
  expect(said({ 'Time Series (Daily)': {}, Note: '' })).toBe('rate-limited')
})

it('refuses a row that is no candle, never taking it for a price', () => {
  const row = { '1. open': '1', '2. high': '2', '3. low': '1', '4. close': '2', '5. volume': '9' }
  const series = (date: string, more: object) => ({
    'Time Series (Daily)': { [date]: { ...row, ...more } },
  })
  expect(said(series('2026-11-20', {}))).toBe('2026-11-20T00:00:00.000Z 10000 20000 10000 20000 9')
  const broken: [string, object][] = [
    ['2026-11-20', { '4. close': '0.0000' }],
    ['2026-11-20', { '4. close': 'None' }],
    ['2026-11-20', { '2. high': '0.5' }],
    ['2026-11-20', { '5. volume': '-1' }],
    ['20 November', {}],
  ]
  for (const [date, more] of broken)
    expect(said(series(date, more))).toContain('A candle of IBM is')
})
