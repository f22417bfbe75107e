import { expect, it } from 'vitest'
import { fittingInterval, isShown, periodMs, periods, spanOf } from './periods.ts'

const phone = 330
const desktop = 1_000

it('shows each period in the shortest candles that are legible', () => {
  const chosen = (width: number) =>
    periods.slice(0, -1).map((period) => fittingInterval(periodMs[period], width))
  expect(chosen(phone)).toEqual(['1m', '15m', '1h', '4h', '1d', '1w'])
  expect(chosen(desktop)).toEqual(['1m', '5m', '1h', '4h', '4h', '1d'])
})

it('shows what is longest in weeks, however many', () => {
  expect(fittingInterval(Number.POSITIVE_INFINITY, phone)).toBe('1w')
})

const extent = { first: 0, last: 99 * 3_600, intervalMs: 3_600_000, isWhole: false }

it('ends a period with the newest candle', () => {
  const span = spanOf('1d', extent)
  expect(span.from).toBe(76 * 3_600)
  expect(span.to).toBeGreaterThan(100 * 3_600)
})

it('shows no emptiness before the beginning of history, but what may still come', () => {
  expect(spanOf('1w', { ...extent, isWhole: true }).from).toBe(-3_600)
  expect(spanOf('1w', extent).from).toBe((100 - 168) * 3_600)
  expect(spanOf('all', extent).from).toBe(-3_600)
})

it('knows a period that was left', () => {
  const wanted = spanOf('1d', extent)
  expect(isShown(wanted, wanted)).toBe(true)
  expect(isShown(wanted, { from: wanted.from + 3_600, to: wanted.to + 3_600 })).toBe(true)
  expect(isShown(wanted, { from: wanted.from - 4 * 3_600, to: wanted.to - 4 * 3_600 })).toBe(false)
  expect(isShown(wanted, { from: wanted.from + 6 * 3_600, to: wanted.to })).toBe(false)
})
