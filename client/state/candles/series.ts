import {
  type Candles,
  type Columns,
  capacity,
  dropOldest,
  emptyColumns,
  firstAtOrAfter,
  foldPrice,
  mergeCandles,
} from '../../chart/columns.ts'

/** Candles of one page of the past, and as many go at once where there is no more room. */
export const pageCandles = 1_000

/** What has become of the candles of one instrument and interval, for what is computed of them. */
export interface Series {
  /** Changed in place. */
  readonly columns: Columns
  /**
   * Rises whenever more was changed than the last candle and those after it. `changedFrom` is the
   * first index that the newest rise has touched: what was computed of those before it still holds.
   */
  readonly revision: number
  readonly changedFrom: number
  /** How many candles the newest rise has put before the others, which it left as they were; else 0. */
  readonly prepended: number
  /** The first candle behind a stretch of time that isn't known and is still to be fetched. */
  readonly hole: number | undefined
}

/**
 * The newest candles, `capacity` at most. One live candle too many lets a whole page of the oldest
 * go, so that what is computed from the first one on isn't begun anew at each candle; a page of the
 * past is asked for only where there is room for it.
 *
 *     beginning of history     knownSince                          hole      now
 *            │   not asked for yet  │ pages │ opening │ folded │ ?  │ folded  │
 */
export function makeSeries() {
  const columns = emptyColumns()
  let revision = 0
  let changedFrom = 0
  let prepended = 0
  let knownSince: number | undefined
  /** When the candle behind the hole began, epoch seconds. */
  let holeEnd: number | undefined

  function holeAt(): number | undefined {
    return holeEnd === undefined ? undefined : firstAtOrAfter(columns.time, holeEnd)
  }

  function changed(from: number): void {
    revision += 1
    changedFrom = from
    prepended = 0
  }

  function drop(count: number): void {
    dropOldest(columns, count)
    knownSince = startOf(columns, 0)
    changed(0)
  }

  /** `filled`: the index of a hole that they fill. */
  function put(candles: Candles, filled = Number.POSITIVE_INFINITY): void {
    const from = Math.min(difference(columns, candles), filled)
    mergeCandles(columns, candles)
    if (Number.isFinite(from)) changed(from)
  }

  return {
    columns,
    get revision() {
      return revision
    },
    get changedFrom() {
      return changedFrom
    },
    get prepended() {
      return prepended
    },
    get hole() {
      return holeAt()
    },
    /** Since when every candle is here, but for those behind a hole; epoch ms. */
    get knownSince() {
      return knownSince
    },
    hasRoom: () => columns.time.length + pageCandles <= capacity,
    /** `isAfterGap`: prices may have been missed since the last candle. Returns whether a new one was begun. */
    fold(live: { price: number; start: number }, isAfterGap: boolean): boolean {
      const began = foldPrice(columns, live)
      if (began && isAfterGap && columns.time.length > 1) holeEnd ??= columns.time.at(-1)
      if (columns.time.length >= capacity) drop(pageCandles)
      return began
    },
    /** Nothing of what is here holds any more. */
    forget(): void {
      drop(columns.time.length)
      holeEnd = undefined
    },
    /** The newest from the server: with them nothing is missing. What they don't reach back to goes. */
    mergeNewest(candles: Candles): void {
      const first = candles.time[0]
      const known = holeAt() ?? columns.time.length
      if (first !== undefined && known > 0 && (startOf(columns, known - 1) ?? 0) < first) {
        drop(known)
        knownSince = undefined
      }
      put(candles, holeAt())
      holeEnd = undefined
      knownSince ??= first
    },
    /** A page of the past that reaches back to `since`, epoch ms, and may be empty. */
    mergeOlder(candles: Candles, since: number): void {
      const last = candles.time.at(-1)
      const first = startOf(columns, 0)
      put(candles)
      knownSince = since
      if (last !== undefined && first !== undefined && last < first) prepended = candles.time.length
    },
    /** What the device kept: between it and what has been heard since, something is missing. */
    mergeKept(candles: Candles): void {
      const last = candles.time.at(-1)
      if (last === undefined) return
      put(candles)
      knownSince ??= candles.time[0]
      holeEnd = columns.time[firstAtOrAfter(columns.time, last / 1_000) + 1]
    },
  }
}

/** When the candle at an index began, epoch ms. */
function startOf({ time }: Columns, index: number): number | undefined {
  const seconds = time[index]
  return seconds === undefined ? undefined : seconds * 1_000
}

/**
 * The first index at which the columns will be other than now, once the candles have taken their place;
 * infinite where there is none.
 */
function difference(columns: Columns, candles: Candles): number {
  const from = firstAtOrAfter(columns.time, (candles.time[0] ?? 0) / 1_000)
  const other = candles.time.findIndex((time, index) => {
    const at = from + index
    return (
      columns.time[at] !== time / 1_000 ||
      columns.open[at] !== candles.open[index] ||
      columns.high[at] !== candles.high[index] ||
      columns.low[at] !== candles.low[index] ||
      columns.close[at] !== candles.close[index] ||
      columns.volume[at] !== candles.volume[index]
    )
  })
  return other < 0 ? Number.POSITIVE_INFINITY : from + other
}
