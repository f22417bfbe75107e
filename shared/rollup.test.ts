import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Candle, type FoldedCandle, foldTrade, openCandle } from './candle.ts'
import {
  type ChartInterval,
  chartIntervalMs,
  intervalStart,
  rolledFrom,
  rollUp,
  type StoredInterval,
} from './rollup.ts'
import type { Trade } from './trade.ts'

const rolledIntervals = ['1m', '5m', '15m', '1h', '4h', '1d', '1w'] as const

const trades = fc
  .array(
    fc.record({
      // Three weeks around a Monday, dense enough that intervals of every length hold several.
      time: fc.oneof(
        fc.integer({ min: 0, max: 21 * 86_400_000 }),
        fc.integer({ min: 0, max: 900_000 }),
      ),
      price: fc.integer({ min: 1, max: 1_000 }),
      size: fc.integer({ min: 1, max: 50 }),
    }),
    { maxLength: 300 },
  )
  .map((list) =>
    list
      .sort((a, b) => a.time - b.time)
      .map(({ time, price, size }, id): Trade => {
        const at = time + Date.UTC(2024, 1, 26)
        return {
          instrument: 'BINANCE:X',
          time: at,
          receivedAt: at,
          price,
          size,
          side: undefined,
          id,
        }
      }),
  )

/** Every trade folded from the start, grouped by nothing but the interval it falls in. */
function fold(list: readonly Trade[], interval: ChartInterval): Candle[] {
  const candles = new Map<number, FoldedCandle>()
  for (const trade of list) {
    const start = intervalStart(trade.time, interval)
    const candle = candles.get(start)
    if (candle) foldTrade(candle, trade)
    else candles.set(start, openCandle(trade, start))
  }
  return [...candles.values()].map(({ openedBy, closedBy, ...candle }) => candle)
}

it('rolls seconds up to every interval as a fold of the trades gives them', () => {
  fc.assert(
    fc.property(trades, fc.constantFrom(...rolledIntervals), (list, interval) => {
      expect(rollUp(fold(list, '1s'), interval)).toEqual(fold(list, interval))
    }),
  )
})

it('gives the same when rolled up by way of the stored intervals', () => {
  fc.assert(
    fc.property(trades, fc.constantFrom('5m', '15m', '4h', '1w'), (list, interval) => {
      const seconds = fold(list, '1s')
      const minutes = rollUp(seconds, '1m')
      const stored: Record<StoredInterval, Candle[]> = {
        '1s': seconds,
        '1m': minutes,
        '1h': rollUp(minutes, '1h'),
        '1d': rollUp(rollUp(minutes, '1h'), '1d'),
      }
      expect(rollUp(stored[rolledFrom[interval]], interval)).toEqual(fold(list, interval))
    }),
  )
})

it('begins every interval at or before the time in it and less than its length earlier', () => {
  const times = fc.integer({ min: -1e12, max: 4e12 })
  fc.assert(
    fc.property(times, fc.constantFrom(...rolledIntervals), (time, interval) => {
      const start = intervalStart(time, interval)
      expect(start).toBeLessThanOrEqual(time)
      expect(time - start).toBeLessThan(chartIntervalMs[interval])
      expect(intervalStart(start, interval)).toBe(start)
    }),
  )
})

it('starts weeks on Monday and days at midnight, UTC', () => {
  const sunday = Date.UTC(2024, 2, 3, 23, 59, 59)
  expect(intervalStart(sunday, '1w')).toBe(Date.UTC(2024, 1, 26))
  expect(intervalStart(sunday + 1_000, '1w')).toBe(Date.UTC(2024, 2, 4))
  expect(intervalStart(sunday, '1d')).toBe(Date.UTC(2024, 2, 3))
})

it('leaves gaps as gaps', () => {
  const at = (time: number): Candle => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 })
  const hours = rollUp([at(0), at(60_000), at(3 * 3_600_000)], '1h')
  expect(hours.map(({ time, volume }) => [time, volume])).toEqual([
    [0, 2],
    [3 * 3_600_000, 1],
  ])
})
