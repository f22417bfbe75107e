import { type Histogram, lowerEdge, quantile } from '../../engine/histogram.ts'

/** Between two of these is a bar, ms. */
const edges = [0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, Number.POSITIVE_INFINITY]

export interface LatencyBar {
  /** What falls into it is at most this, ms; infinite for the last. */
  upToMs: number
  frames: number
}

export interface Latency {
  half: number
  ninety: number
  ninetyNine: number
  bars: LatencyBar[]
}

/** The distribution as a person can take it in; `undefined` where nothing was measured. */
export function latencyOf(histogram: Histogram): Latency | undefined {
  const [half, ninety, ninetyNine] = [0.5, 0.9, 0.99].map((q) => quantile(histogram, q))
  if (half === undefined || ninety === undefined || ninetyNine === undefined) return undefined
  const bars = edges.slice(1).map((upToMs) => ({ upToMs, frames: 0 }))
  for (const [index, frames] of histogram.entries()) {
    const middle = (lowerEdge(index) + lowerEdge(index + 1)) / 2
    const bar = bars.find(({ upToMs }) => middle <= upToMs)
    if (bar) bar.frames += frames
  }
  return { half, ninety, ninetyNine, bars }
}
