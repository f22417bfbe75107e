import { firstAtOrAfter } from '../../chart/columns.ts'
import type { Series } from '../candles/series.ts'

/**
 * Closes of another series at the times of this one, as long as its columns; null where the other one
 * has no candle. A live price of either changes the end alone.
 */
export function makeAligned() {
  const values: (number | null)[] = []
  let before: { main: Series; other: Series; revisions: number } | undefined
  /** What ends at this time or later may still change, epoch seconds. */
  let settled = 0

  function align(main: Series, other: Series, from: number): void {
    const { time } = main.columns
    const theirs = other.columns
    let at = firstAtOrAfter(theirs.time, time[from] ?? 0)
    values.length = from
    for (let index = from; index < time.length; index++) {
      const wanted = time[index] ?? 0
      while ((theirs.time[at] ?? Number.POSITIVE_INFINITY) < wanted) at += 1
      values.push(theirs.time[at] === wanted ? (theirs.close[at] ?? null) : null)
    }
  }

  return {
    values: values as readonly (number | null)[],
    update(main: Series, other: Series): void {
      const revisions = main.revision + other.revision
      const isSame =
        before?.main === main && before.other === other && before.revisions === revisions
      align(main, other, isSame ? firstAtOrAfter(main.columns.time, settled) : 0)
      before = { main, other, revisions }
      settled = Math.min(main.columns.time.at(-1) ?? 0, other.columns.time.at(-1) ?? 0)
    },
  }
}
