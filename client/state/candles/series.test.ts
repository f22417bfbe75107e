import { expect, it } from 'vitest'
import { type Candles, capacity } from '../../chart/columns.ts'
import { makeSeries, pageCandles } from './series.ts'

const minute = 60_000

function candles(from: number, closes: readonly number[]): Candles {
  return {
    time: closes.map((_, index) => (from + index) * minute),
    open: closes,
    high: closes,
    low: closes,
    close: closes,
    volume: closes,
  }
}

it('tells from where on more than the last candle has changed', () => {
  const series = makeSeries()
  series.mergeNewest(candles(0, [1, 2, 3, 4]))
  const { revision } = series
  series.fold({ price: 5, start: 3 * minute }, false)
  series.fold({ price: 6, start: 4 * minute }, false)
  expect(series.revision).toBe(revision)
  series.mergeNewest(candles(1, [2, 3, 5, 6]))
  expect([series.revision, series.changedFrom]).toEqual([revision + 1, 3])
  series.mergeNewest(candles(1, [2, 3, 5, 6]))
  expect(series.revision).toBe(revision + 1)
})

it('knows a hole from silence: what was missed is a hole until it is fetched', () => {
  const series = makeSeries()
  series.mergeNewest(candles(0, [1, 2]))
  series.fold({ price: 3, start: 9 * minute }, false)
  expect(series.hole).toBeUndefined()
  series.fold({ price: 4, start: 20 * minute }, true)
  series.fold({ price: 5, start: 21 * minute }, true)
  expect(series.hole).toBe(3)
  series.mergeOlder(candles(-2, [8, 9]), -2 * minute)
  expect(series.hole).toBe(5)
  series.mergeNewest(candles(9, [3, 3, 3]))
  expect(series.hole).toBeUndefined()
  expect(series.changedFrom).toBeLessThanOrEqual(5)
})

it('lets what the newest candles do not reach back to go, because something is missing between', () => {
  const series = makeSeries()
  series.mergeNewest(candles(0, [1, 2, 3]))
  series.mergeNewest(candles(50, [4, 5]))
  expect(series.columns.close).toEqual([4, 5])
  expect(series.knownSince).toBe(50 * minute)
})

it('has a hole between what the device kept and what was heard since', () => {
  const series = makeSeries()
  series.fold({ price: 9, start: 30 * minute }, true)
  series.mergeKept(candles(0, [1, 2]))
  expect(series.columns.close).toEqual([1, 2, 9])
  expect(series.hole).toBe(2)
  series.mergeNewest(candles(1, [2, 3, 4]))
  expect(series.hole).toBeUndefined()
})

it('lets a page of the oldest go at once when there is no more room', () => {
  const series = makeSeries()
  const closes = Array.from({ length: capacity - 1 }, (_, index) => index)
  series.mergeNewest(candles(0, closes))
  expect(series.hasRoom()).toBe(false)
  const { revision } = series
  series.fold({ price: 1, start: capacity * minute }, false)
  expect(series.columns.time.length).toBe(capacity - pageCandles)
  expect(series.knownSince).toBe(pageCandles * minute)
  expect([series.revision, series.changedFrom]).toEqual([revision + 1, 0])
})

it('forgets everything, and begins anew', () => {
  const series = makeSeries()
  series.mergeNewest(candles(0, [1, 2]))
  series.forget()
  expect([series.columns.time, series.knownSince]).toEqual([[], undefined])
  series.mergeNewest(candles(7, [3]))
  expect([series.columns.close, series.knownSince]).toEqual([[3], 7 * minute])
})
