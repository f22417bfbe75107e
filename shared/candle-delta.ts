import type { CandlesResponse, DeltaCandlesResponse, DeltaColumns } from './api.ts'
import type { Candle } from './candle.ts'
import { type ChartInterval, chartIntervalMs } from './rollup.ts'

/** Digits of the largest volume: what is beyond is nobody's to see, and half of all bytes. */
const volumeDigits = 7

/** Candles, ascending, as small integers, each next to what it differs little from. */
export function encodeDelta(
  list: readonly Candle[],
  { interval, sizeDecimals }: { interval: ChartInterval; sizeDecimals: number },
): DeltaColumns {
  const most = list.reduce((max, { volume }) => Math.max(max, volume), 1)
  const cut = Math.max(0, Math.floor(Math.log10(most)) + 1 - volumeDigits)
  // No coarser than whole units of the base.
  const coarser = Math.min(cut, sizeDecimals)
  const columns: DeltaColumns = {
    start: list[0]?.time ?? 0,
    volume_decimals: sizeDecimals - coarser,
    ...{ step: [], open: [], high: [], low: [], close: [], volume: [] },
  }
  let { start: time } = columns
  let closed = 0
  for (const candle of list) {
    const { open, high, low, close, volume } = candle
    columns.step.push((candle.time - time) / chartIntervalMs[interval])
    columns.open.push(open - closed)
    columns.close.push(close - open)
    columns.high.push(high - Math.max(open, close))
    columns.low.push(Math.min(open, close) - low)
    columns.volume.push(Math.round(volume / 10 ** coarser))
    time = candle.time
    closed = close
  }
  return columns
}

/** The same as `GET /api/candles` answers without `format`, but for the last digits of volumes. */
export function decodeDelta(response: DeltaCandlesResponse): CandlesResponse {
  const { start, step, open, high, low, close, volume, volume_decimals, ...rest } = response
  const columns: Pick<CandlesResponse, keyof Candle> = {
    ...{ time: [], open: [], high: [], low: [], close: [], volume: [] },
  }
  const price = 10 ** rest.decimals
  let time = start
  let closed = 0
  for (const [index, steps] of step.entries()) {
    time += steps * chartIntervalMs[rest.interval]
    const opened = closed + (open[index] ?? 0)
    closed = opened + (close[index] ?? 0)
    columns.time.push(time)
    columns.open.push(opened / price)
    columns.high.push((Math.max(opened, closed) + (high[index] ?? 0)) / price)
    columns.low.push((Math.min(opened, closed) - (low[index] ?? 0)) / price)
    columns.close.push(closed / price)
    columns.volume.push((volume[index] ?? 0) / 10 ** volume_decimals)
  }
  return { ...rest, ...columns }
}
