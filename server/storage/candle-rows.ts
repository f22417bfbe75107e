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
export function candleOf(row: CandleRow, scale: Scaled): SeenCandle | undefined {
  const [time = 0, open = 0, high = 0, low = 0, close = 0, volume = 0, ...how] = row
  const [decimals = 0, sizeDecimals = 0, grade = 0] = how
  const finer = scale.decimals - decimals
  const candle = {
    time: time * 1_000,
    open: rescale(open, finer),
    high: rescale(high, finer),
    low: rescale(low, finer),
    close: rescale(close, finer),
    volume: rescale(volume, scale.sizeDecimals - sizeDecimals),
    ...seenOf(grade),
  }
  return finer === 0 || isHeld(candle) ? candle : undefined
}

/** Units counted by so many decimals more; dividing rounds once. */
function rescale(units: number, finer: number): number {
  if (finer === 0) return units
  return finer > 0 ? units * 10 ** finer : Math.round(units / 10 ** -finer)
}

function isHeld({ open, high, low, close }: Candle): boolean {
  return [open, high, low, close].every((price) => price > 0 && Number.isSafeInteger(price))
}
