import type { Columns } from './columns.ts'

/** Candles as they are drawn; times are those of the columns that they are made of. */
export interface Drawn {
  open: readonly number[]
  high: readonly number[]
  low: readonly number[]
  close: readonly number[]
}

/**
 * Heikin-Ashi of columns that change in place. A candle's close is the mean of its four prices, its
 * open the middle of the body before it, so that each one depends on all before: only what is after
 * the last unchanged candle is made anew, in the same arrays.
 */
export function makeHeikinAshi(): (columns: Columns) => Drawn {
  const open: number[] = []
  const high: number[] = []
  const low: number[] = []
  const close: number[] = []
  let source: Columns | undefined
  let rewrites = 0

  return (columns) => {
    const count = columns.time.length
    const isSame = source === columns && rewrites === columns.rewrites
    // The last one may have been changed since, the ones before it not.
    const from = isSame ? Math.max(0, Math.min(close.length, count) - 1) : 0
    source = columns
    rewrites = columns.rewrites
    for (let index = from; index < count; index++) {
      const from = columns.open[index] ?? Number.NaN
      const most = columns.high[index] ?? Number.NaN
      const least = columns.low[index] ?? Number.NaN
      const to = columns.close[index] ?? Number.NaN
      const start =
        index === 0 ? (from + to) / 2 : ((open[index - 1] ?? from) + (close[index - 1] ?? to)) / 2
      const end = (from + most + least + to) / 4
      open[index] = start
      close[index] = end
      high[index] = Math.max(most, start, end)
      low[index] = Math.min(least, start, end)
    }
    for (const column of [open, high, low, close]) column.length = count
    return { open, high, low, close }
  }
}
