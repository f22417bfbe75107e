import { formatCandleTime, formatDecimal, formatVolume } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import type { CandleState } from './candles.ts'

/** The figures of the candle at an index; of the newest where there is none. */
export function legendOf(
  { series: { columns }, decimals, interval }: CandleState,
  { at }: { at: number | undefined },
) {
  const index = at !== undefined && at < columns.time.length ? at : columns.time.length - 1
  const time = columns.time[index]
  if (time === undefined) return undefined
  const open = columns.open[index] ?? Number.NaN
  const close = columns.close[index] ?? Number.NaN
  const volume = columns.volume[index]
  const price = (value: number | undefined) =>
    value === undefined ? '–' : formatDecimal(value, decimals)
  const names = words().chart
  return {
    time: formatCandleTime(time * 1_000, interval),
    way: close >= open ? ('up' as const) : ('down' as const),
    figures: [
      { name: names.open, value: price(open) },
      { name: names.high, value: price(columns.high[index]) },
      { name: names.low, value: price(columns.low[index]) },
      { name: names.close, value: price(close) },
      {
        name: names.volume,
        value: volume === null || volume === undefined ? '–' : formatVolume(volume),
      },
    ],
  }
}
