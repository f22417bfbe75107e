import type { Candle } from '../../shared/candle.ts'
import { chartIntervalMs, intervalStart } from '../../shared/rollup.ts'
import type { CandleRow } from './database.ts'
import { gradeOf, seenOf } from './grade.ts'
import type { Scaled, SeenCandle, StoredCandle } from './storage.ts'

/** Volumes may be sums beyond 2^53, where a number is approximate; a column holds 2^63. */
const maxVolume = 2 ** 62

/** A candle as its row; throws for one that no fold of trades can have made. */
export function rowOf(candle: StoredCandle, instrument: number): CandleRow {
  const { interval, time, open, high, low, close, volume } = candle
  const { decimals, sizeDecimals } = candle.instrument
  return [
    instrument,
    chartIntervalMs[interval] / 1_000,
    time / 1_000,
    ...[open, high, low, close, volume],
    decimals,
    sizeDecimals,
    gradeOf(candle),
  ]
}

export function checkCandle(candle: StoredCandle): void {
  const { interval, time, open, high, low, close, volume } = candle
  const prices = [open, high, low, close].every((price) => Number.isSafeInteger(price) && price > 0)
  const ordered = low <= Math.min(open, close) && high >= Math.max(open, close)
  const counted = Number.isInteger(volume) && volume >= 0 && volume <= maxVolume
  const placed = Number.isSafeInteger(time) && time >= 0 && intervalStart(time, interval) === time
  if (prices && ordered && counted && placed) return
  const text = JSON.stringify({ ...candle, instrument: candle.instrument.id })
  throw new Error(`This can't be a candle and is not stored; mend what made it: ${text}`)
}

/** A row of `readColumns` as a candle in the units of `scale`; `undefined` where they can't hold it. */
export function candleOf(row: ArrayLike<number>, scale: Scaled): SeenCandle | undefined {
  const [time, open, high, low, close, volume, decimals, sizeDecimals, grade] = Array.from(row)
  const priced = 10 ** (scale.decimals - (decimals ?? 0))
  const sized = 10 ** (scale.sizeDecimals - (sizeDecimals ?? 0))
  const candle = {
    time: (time ?? Number.NaN) * 1_000,
    open: rescale(open, priced),
    high: rescale(high, priced),
    low: rescale(low, priced),
    close: rescale(close, priced),
    volume: rescale(volume, sized),
    ...seenOf(grade ?? Number.NaN),
  }
  return isHeld(candle) ? candle : undefined
}

function rescale(units: number | undefined, factor: number): number {
  if (units === undefined) return Number.NaN
  // Dividing by a power of ten rounds once; multiplying by its inverse would round twice.
  return factor >= 1 ? units * factor : Math.round(units / Math.round(1 / factor))
}

function isHeld({ open, high, low, close }: Candle): boolean {
  return [open, high, low, close].every((price) => price > 0 && Number.isSafeInteger(price))
}
