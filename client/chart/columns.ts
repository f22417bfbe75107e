import type { Span } from './view.ts'

/** Candles side by side, as uPlot draws them. Times are epoch seconds, figures plain numbers. */
export interface Columns {
  time: number[]
  open: number[]
  high: number[]
  low: number[]
  close: number[]
  /** Null where only the live price is known: what was traded in between never reached this device. */
  volume: (number | null)[]
  /** Rises whenever anything else changes than the last candle, or candles after it. */
  rewrites: number
}

/** What a server or the device's cache gives: as `Columns`, but times in epoch ms and every volume known. */
export interface Candles {
  time: readonly number[]
  open: readonly number[]
  high: readonly number[]
  low: readonly number[]
  close: readonly number[]
  volume: readonly number[]
}

/** Older candles than this many are let go. */
export const capacity = 20_000

export function emptyColumns(): Columns {
  return { time: [], open: [], high: [], low: [], close: [], volume: [], rewrites: 0 }
}

/**
 * Folds a live price into the last candle, or into a new one after it; `start` is when its interval
 * began, epoch ms. It is provisional: prices come conflated, so highs and lows in between may be missing until the fetched
 * candle takes its place. A price from before the last candle changes nothing. Returns whether a new
 * candle was begun. Intervals without a price have no candle.
 */
export function foldPrice(
  columns: Columns,
  { price, start }: { price: number; start: number },
): boolean {
  const time = start / 1_000
  const last = columns.time.length - 1
  const lastTime = columns.time[last]
  if (lastTime !== undefined && time < lastTime) return false
  if (time === lastTime) {
    columns.high[last] = Math.max(columns.high[last] ?? price, price)
    columns.low[last] = Math.min(columns.low[last] ?? price, price)
    columns.close[last] = price
    return false
  }
  columns.time.push(time)
  columns.open.push(price)
  columns.high.push(price)
  columns.low.push(price)
  columns.close.push(price)
  columns.volume.push(null)
  trim(columns)
  return true
}

/**
 * Puts fetched candles in the place of whatever stood in their span, from the first to the last of
 * them; what lies before and after stays. The fetched ones are the truth, so a candle of ours that
 * they don't have within their span goes.
 */
export function mergeCandles(columns: Columns, candles: Candles): void {
  const first = candles.time[0]
  const last = candles.time.at(-1)
  if (first === undefined || last === undefined) return
  const from = firstAtOrAfter(columns.time, first / 1_000)
  const to = firstAtOrAfter(columns.time, last / 1_000 + 1e-6)
  splice(
    columns.time,
    from,
    to,
    candles.time.map((ms) => ms / 1_000),
  )
  splice(columns.open, from, to, candles.open)
  splice(columns.high, from, to, candles.high)
  splice(columns.low, from, to, candles.low)
  splice(columns.close, from, to, candles.close)
  splice<number | null>(columns.volume, from, to, candles.volume)
  columns.rewrites++
  trim(columns)
}

/** Lets the oldest candles go. */
export function dropOldest(columns: Columns, count: number): void {
  const { time, open, high, low, close, volume } = columns
  for (const column of [time, open, high, low, close, volume]) column.splice(0, count)
  columns.rewrites++
}

/** Index of the first time at or after `time` in an ascending column; its length where there is none. */
export function firstAtOrAfter(times: readonly number[], time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Candles from an index to another, which is exclusive. */
export interface Reach {
  from: number
  to: number
}

/** The candles within a span, epoch seconds, and one more at each side, whose lines reach into it. */
export function reachOf(times: readonly number[], { from, to }: Span): Reach {
  return {
    from: Math.max(0, firstAtOrAfter(times, from) - 1),
    to: Math.min(times.length, firstAtOrAfter(times, to) + 1),
  }
}

/** Index of the time closest to `time` in a reach of an ascending column; `undefined` where that is empty. */
export function closestTo(
  times: readonly number[],
  time: number,
  { from, to }: Reach,
): number | undefined {
  if (from >= to) return undefined
  const after = Math.min(Math.max(firstAtOrAfter(times, time), from), to - 1)
  const before = Math.max(after - 1, from)
  return time - (times[before] ?? 0) < (times[after] ?? 0) - time ? before : after
}

function splice<T>(column: T[], from: number, to: number, added: readonly T[]): void {
  // Spread arguments have a limit that ten thousand candles could meet; concat has none.
  const tail = column.slice(to)
  column.length = from
  for (const value of added) column.push(value)
  for (const value of tail) column.push(value)
}

function trim(columns: Columns): void {
  const excess = columns.time.length - capacity
  if (excess > 0) dropOldest(columns, excess)
}
