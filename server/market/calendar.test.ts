import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dayKind, tableYears } from '../../shared/us-holidays.ts'
import { isExpectedQuiet, staleAfterMs, tradedAs } from './calendar.ts'

const stock = 'FINNHUB:AAPL'
const quiet = (time: string) => isExpectedQuiet(stock, Date.parse(time))

it('expects stocks to be quiet outside the regular session alone', () => {
  expect(quiet('2026-11-20T12:00:00Z')).toBe(true)
  expect(quiet('2026-11-20T15:00:00Z')).toBe(false)
  expect(quiet('2026-11-20T22:00:00Z')).toBe(true)
  expect(quiet('2026-11-21T15:00:00Z')).toBe(true)
  expect(quiet('2026-11-26T15:00:00Z')).toBe(true)
  expect(quiet('2026-11-27T17:00:00Z')).toBe(false)
  expect(quiet('2026-11-27T18:30:00Z')).toBe(true)
})

it('gives a stock minutes after the opening to trade first', () => {
  expect(quiet('2026-11-20T14:30:01Z')).toBe(true)
  expect(quiet('2026-11-20T14:36:00Z')).toBe(false)
})

it('never expects crypto to be quiet', () => {
  for (const time of ['2026-11-21T15:00:00Z', '2026-12-25T03:00:00Z']) {
    expect(isExpectedQuiet('BINANCE:BTCUSDT', Date.parse(time))).toBe(false)
  }
})

it('lets a stock be silent for longer than crypto', () => {
  expect([tradedAs(stock), tradedAs('KRAKEN:BTC/USD')]).toEqual(['stock', 'spot'])
  expect(staleAfterMs(stock)).toBeGreaterThan(staleAfterMs('KRAKEN:BTC/USD'))
})

const source = new URL('../../../shared/data/tables/us_equity_market_hours.json', import.meta.url)
const absent = !existsSync(source)

it.skipIf(absent)(
  `closes on the days of the source${absent ? ' (skipped: the table is not beside the project)' : ''}`,
  () => {
    const { holidays, earlyCloses }: { holidays: string[]; earlyCloses: Record<string, string> } =
      JSON.parse(readFileSync(source, 'utf8'))['Equity-usa-[*]']
    const named = (days: string[]) =>
      new Set(days.map((day) => new Date(`${day} UTC`).toISOString().slice(0, 10)))
    const closed = named(holidays)
    const short = named(Object.keys(earlyCloses))
    expect(new Set(Object.values(earlyCloses))).toEqual(new Set(['13:00:00']))
    const { first, last } = tableYears
    for (let time = Date.UTC(first, 0, 1); time < Date.UTC(last + 1, 0, 1); time += 86_400_000) {
      const day = new Date(time)
      if (day.getUTCDay() % 6 === 0) continue
      const date = day.toISOString().slice(0, 10)
      const expected = closed.has(date) ? 'closed' : short.has(date) ? 'short' : 'whole'
      const kind = dayKind(day.getUTCFullYear(), date.slice(5).replace('-', ''))
      expect([date, kind]).toEqual([date, expected])
    }
  },
)
