import type { Series } from '../candles/series.ts'
import type { Study, Tally } from './study.ts'

/**
 * The figures of a study beside the columns, as long as they are. A live price computes the figures of
 * the last candle anew; what was fetched, those from the first candle that it has changed; and all of
 * it equals what would be computed from nothing. Behind a hole there are none.
 */
export function makeRunning(study: Study) {
  const values: (number | null)[][] = Array.from({ length: study.figures }, () => [])
  let of: Series | undefined
  let revision = 0
  let tally: Tally | undefined
  /** The candles before this one are counted. */
  let taken = 0

  /** Counts up to `end`, writing figures from `from` on. */
  function take(end: number, from: number): void {
    for (; taken < end; taken++) write(taken, { anew: false, from })
  }

  function write(index: number, { anew, from }: { anew: boolean; from: number }): void {
    const figures = tally?.take(index, anew) ?? []
    if (index < from) return
    for (const [which, column] of values.entries()) column[index] = figures[which] ?? null
  }

  function restart(series: Series, changedFrom: number, end: number): void {
    // The last that was counted may have gone on since, before another came.
    const from = Math.max(0, Math.min(changedFrom, taken - 1, end - 1))
    taken = study.begin(series.columns, from)
    tally = study.start(series.columns)
    take(end, from)
  }

  /** Whether candles came before the others, and the last window holds none of them. */
  function isOnlyLonger({ prepended }: Series): boolean {
    return prepended > 0 && study.window !== undefined && taken >= study.window
  }

  /** What stands further in than a window is as it was; only its place is another. */
  function prepend({ columns, prepended }: Series): void {
    const { window = 1 } = study
    for (const [which, column] of values.entries()) {
      values[which] = Array<number | null>(prepended).fill(null).concat(column)
    }
    taken += prepended
    const going = tally
    tally = study.start(columns)
    for (let index = 0; index < prepended + window - 1; index++) {
      write(index, { anew: false, from: 0 })
    }
    tally = going
  }

  return {
    values: values as readonly (readonly (number | null)[])[],
    update(series: Series): void {
      const { length } = series.columns.time
      const end = series.hole ?? length
      const isNewer = series.revision > revision
      if (series !== of || series.revision > revision + 1) restart(series, 0, end)
      else if (isNewer && !isOnlyLonger(series)) restart(series, series.changedFrom, end)
      else {
        if (isNewer) prepend(series)
        if (taken > 0) write(taken - 1, { anew: true, from: 0 })
        take(end, 0)
      }
      for (const column of values) {
        column.length = end
        for (let index = end; index < length; index++) column.push(null)
      }
      of = series
      revision = series.revision
    },
  }
}

export type Running = ReturnType<typeof makeRunning>
