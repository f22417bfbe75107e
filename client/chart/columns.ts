/** Candles side by side, as uPlot draws them. Times are epoch seconds, figures plain numbers. */
export interface Columns {
  time: number[]
  open: number[]
  high: number[]
  low: number[]
  close: number[]
  /** Null where only the live price is known: what was traded in between never reached this device. */
  volume: (number | null)[]
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
export const capacity = 5_000

export function emptyColumns(): Columns {
  return { time: [], open: [], high: [], low: [], close: [], volume: [] }
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
  trim(columns)
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

function splice<T>(column: T[], from: number, to: number, added: readonly T[]): void {
  // Spread arguments have a limit that ten thousand candles could meet; concat has none.
  const tail = column.slice(to)
  column.length = from
  for (const value of added) column.push(value)
  for (const value of tail) column.push(value)
}

function trim(columns: Columns): void {
  const excess = columns.time.length - capacity
  if (excess <= 0) return
  for (const column of [
    columns.time,
    columns.open,
    columns.high,
    columns.low,
    columns.close,
    columns.volume,
  ]) {
    column.splice(0, excess)
  }
}
