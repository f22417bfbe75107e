import type { Candle } from './candle.ts'

/** Intervals that a chart may ask for. */
export const chartIntervals = ['1s', '1m', '5m', '15m', '1h', '4h', '1d', '1w'] as const
export type ChartInterval = (typeof chartIntervals)[number]

/** Intervals whose candles are kept; the others are rolled up from these on reading. */
export const storedIntervals = ['1s', '1m', '1h', '1d'] as const
export type StoredInterval = (typeof storedIntervals)[number]

export const chartIntervalMs: Record<ChartInterval, number> = {
  '1s': 1_000,
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
}

/** The stored interval whose candles make those of a chart's interval. */
export const rolledFrom: Record<ChartInterval, StoredInterval> = {
  '1s': '1s',
  '1m': '1m',
  '5m': '1m',
  '15m': '1m',
  '1h': '1h',
  '4h': '1h',
  '1d': '1d',
  '1w': '1d',
}

/** Weeks start on Monday, 00:00 UTC (ISO 8601); the epoch was a Thursday. */
const firstMonday = Date.UTC(1970, 0, 5)

export function isChartInterval(text: string): text is ChartInterval {
  return (chartIntervals as readonly string[]).includes(text)
}

/** Start of the interval that contains `time`, both epoch ms, UTC. */
export function intervalStart(time: number, interval: ChartInterval): number {
  const ms = chartIntervalMs[interval]
  const origin = interval === '1w' ? firstMonday : 0
  return Math.floor((time - origin) / ms) * ms + origin
}

/**
 * Candles of a longer interval from those of a shorter one that divides it; ascending in, ascending
 * out. An interval without candles stays a gap. Equal to folding the trades anew.
 */
export function rollUp(candles: Iterable<Candle>, interval: ChartInterval): Candle[] {
  const rolled: Candle[] = []
  for (const candle of candles) {
    const last = rolled.at(-1)
    const time = intervalStart(candle.time, interval)
    if (last?.time === time) rollInto(last, candle)
    else rolled.push(openRolled(candle, interval))
  }
  return rolled
}

/** The longer candle that `candle` opens. */
function openRolled(candle: Candle, interval: ChartInterval): Candle {
  const { time, open, high, low, close, volume } = candle
  return { time: intervalStart(time, interval), open, high, low, close, volume }
}

/** Adds the next candle of the same longer interval, later than all before it; `rolled` is changed in place. */
function rollInto(rolled: Candle, candle: Candle): void {
  if (candle.high > rolled.high) rolled.high = candle.high
  if (candle.low < rolled.low) rolled.low = candle.low
  rolled.close = candle.close
  rolled.volume += candle.volume
}
