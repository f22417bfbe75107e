import { expect, it } from 'vitest'
import type { Candle } from '../../shared/candle.ts'
import {
  type ChartInterval,
  chartIntervalMs,
  chartIntervals,
  intervalStart,
  rolledFrom,
  storedIntervals,
} from '../../shared/rollup.ts'
import { makeCandles } from '../market/candles.ts'
import type { SeenCandle, StoredQuery } from '../storage/storage.ts'
import { makeReader, mergeCandles } from './reader.ts'
import { btc, candleAt, tradeOf } from './testing.ts'

const start = Date.UTC(2026, 0, 1)
const day = 86_400_000

function storeOf(stored: (query: StoredQuery) => SeenCandle[]) {
  return {
    async read(query: StoredQuery) {
      const { from = 0, to = Number.MAX_SAFE_INTEGER, limit } = query
      return stored(query)
        .filter(({ time }) => time >= from && time <= to)
        .slice(-limit)
    },
  }
}

/** By interval: 40 days, or as many seconds as there is patience for, and every seventh is missing. */
const series = new Map(
  storedIntervals.map((interval) => {
    const ms = chartIntervalMs[interval]
    const times = Array.from({ length: Math.min(6_000, (40 * day) / ms) }, (_, i) => start + i * ms)
    const kept = times.filter((_, i) => i % 7 !== 3)
    const how = { source: 'live', partial: false } as const
    return [interval, kept.map((time): SeenCandle => ({ ...candleAt(time, interval), ...how }))]
  }),
)
const nearlyAll = ({ interval }: Pick<StoredQuery, 'interval'>) => series.get(interval) ?? []

function readerOf(stored: (query: StoredQuery) => SeenCandle[]) {
  const candles = makeCandles()
  candles.begin([btc], false)
  const troubles: unknown[] = []
  const reader = makeReader({ candles, store: storeOf(stored), onTrouble: (e) => troubles.push(e) })
  return { candles, reader, troubles }
}

/** Rolled up another way: all of it, by groups. */
function independent(interval: ChartInterval): Candle[] {
  const groups = new Map<number, Candle[]>()
  for (const candle of nearlyAll({ interval: rolledFrom[interval] })) {
    const time = intervalStart(candle.time, interval)
    groups.set(time, [...(groups.get(time) ?? []), candle])
  }
  return [...groups].map(([time, group]) => ({
    time,
    open: group[0]?.open ?? 0,
    high: Math.max(...group.map(({ high }) => high)),
    low: Math.min(...group.map(({ low }) => low)),
    close: group.at(-1)?.close ?? 0,
    volume: group.reduce((sum, { volume }) => sum + volume, 0),
  }))
}

it('rolls up whole candles only, in whatever range and limit', async () => {
  const { reader } = readerOf(nearlyAll)
  for (const interval of chartIntervals) {
    const all = independent(interval)
    const ms = chartIntervalMs[interval]
    const middle = all[Math.floor(all.length / 2)]?.time ?? 0
    for (const limit of [1, 2, 5]) {
      const base = { instrument: btc, interval, limit }
      expect(await reader.read(base)).toEqual(all.slice(-limit))
      const inRange = (from: number, to: number) =>
        all.filter(({ time }) => time >= from && time <= to).slice(-limit)
      for (const [from, to] of [
        [middle, middle + 3 * ms],
        [middle + 1, middle + 3 * ms - 1],
        [middle - ms / 2, middle + ms / 2],
      ] as const) {
        expect(await reader.read({ ...base, from, to })).toEqual(inRange(from, to))
      }
    }
  }
})

it('weeks begin on Monday', async () => {
  const { reader } = readerOf(nearlyAll)
  const weeks = await reader.read({ instrument: btc, interval: '1w', limit: 10 })
  expect(weeks.map(({ time }) => new Date(time).getUTCDay())).toEqual(weeks.map(() => 1))
})

it('of two of the same time takes memory, unless that is in part and the store has it whole', () => {
  const candle = (time: number, close: number, partial: boolean) => ({
    ...{ time, open: 1, high: 9, low: 1, close, volume: 1, partial },
    openedBy: { time, id: 0 },
    closedBy: { time, id: 0 },
    source: 'live' as const,
  })
  const stored = [candle(0, 1, false), candle(1, 1, false), candle(2, 1, true), candle(9, 1, false)]
  const heard = [candle(1, 2, true), candle(2, 2, true), candle(3, 2, false), candle(9, 2, false)]
  expect(mergeCandles(stored, heard).map(({ time, close }) => [time, close])).toEqual([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [9, 2],
  ])
})

it('makes a forming day of its hours, but for a stock, whose day is the regular session', async () => {
  const stock = { ...btc, id: 'FINNHUB:AAPL', venue: 'FINNHUB' } as const
  // A Thursday, before the opening and after it, New York.
  const opening = Date.UTC(2026, 0, 15, 14, 30)
  for (const [instrument, volume] of [
    [btc, 8],
    [stock, 5],
  ] as const) {
    const candles = makeCandles()
    candles.begin([instrument], false)
    candles.fold(tradeOf(instrument.id, opening - 3_600_000, 1_000, 3))
    candles.fold(tradeOf(instrument.id, opening + 60_000, 1_010, 5))
    const store = { read: async () => [] }
    const reader = makeReader({ candles, store, onTrouble() {} })
    const [today] = await reader.read({ instrument, interval: '1d', limit: 1 })
    expect(today?.volume).toBe(volume)
  }
})

it('answers from memory while the store is out of reach', async () => {
  const { reader, candles, troubles } = readerOf(() => {
    throw new Error('gone')
  })
  candles.fold(tradeOf(btc.id, start, 1_000))
  expect(await reader.read({ instrument: btc, interval: '5m', limit: 5 })).toHaveLength(1)
  expect(troubles).toHaveLength(1)
})
