/** CSS pixels that an interval takes, unless the user has zoomed. */
const intervalWidth = 7
/** Narrower than this many intervals it never gets, so that a market of a minute isn't one fat candle. */
const fewest = 30
/** Free intervals after the last candle. */
const ahead = 4

/**
 * The newest candles, as many as are legible at this width; where there are fewer, just those.
 * `times` ascend, epoch seconds; `width` is the plot's, CSS pixels. Without candles there is no span.
 */
export function latestSpan(
  times: readonly number[],
  { intervalMs, width }: { intervalMs: number; width: number },
): [number, number] | [null, null] {
  const first = times[0]
  const last = times.at(-1)
  if (first === undefined || last === undefined) return [null, null]
  const interval = intervalMs / 1_000
  const legible = Math.max(fewest, Math.floor(width / intervalWidth))
  const present = (last - first) / interval + 1 + ahead
  const intervals = Math.min(legible, Math.max(fewest, present))
  return [last - (intervals - ahead) * interval, last + ahead * interval]
}
