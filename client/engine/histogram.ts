/** Four buckets to each doubling, from 1 ms to over a minute: a quantile is off by a tenth at most. */
const perDoubling = 4
const size = 65

/**
 * How many values fell into each bucket; the first is for what is below 1 ms, the last for all that is
 * above.
 */
export type Histogram = readonly number[]

export function createHistogram(): { add(ms: number): void; read(): Histogram } {
  const counts = new Array<number>(size).fill(0)
  return {
    add(ms) {
      const index = ms < 1 ? 0 : Math.min(size - 1, 1 + Math.floor(Math.log2(ms) * perDoubling))
      counts[index] = (counts[index] ?? 0) + 1
    },
    read: () => [...counts],
  }
}

/** Where a bucket begins, ms. */
export function lowerEdge(index: number): number {
  return index === 0 ? 0 : 2 ** ((index - 1) / perDoubling)
}

/** The value, ms, that a share `q` of all are at or below, 0 to 1; `undefined` where there are none. */
export function quantile(histogram: Histogram, q: number): number | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return undefined
  let left = q * total
  for (const [index, count] of histogram.entries()) {
    if (count === 0 || left > count) {
      left -= count
      continue
    }
    const from = lowerEdge(index)
    return from + (lowerEdge(index + 1) - from) * (left / count)
  }
  return lowerEdge(histogram.length)
}
