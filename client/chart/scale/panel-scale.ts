import type { Reach } from '../columns.ts'
import type { Panel } from '../view.ts'
import { widen } from './price-range.ts'
import { roundBetween, roundStep } from './price-ticks.ts'

export interface PanelScale {
  low: number
  high: number
  /** Values that the panel's axis names: its marks, or round ones. */
  ticks: readonly number[]
}

/** The scale of a panel's figures in sight; `space` is the least share of the height between two ticks. */
export function fitPanel(
  { range, lines, histogram, marks }: Panel,
  reach: Reach,
  { space, decimals }: { space: number; decimals: number },
): PanelScale | undefined {
  if (range) {
    const [low, high] = range
    return { low, high, ticks: marks }
  }
  const seen = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  for (const { values } of lines) widen(seen, values, reach)
  if (histogram) {
    widen(seen, histogram, reach)
    // Bars stand on nought.
    seen.low = Math.min(seen.low, 0)
    seen.high = Math.max(seen.high, 0)
  }
  for (const mark of marks) widen(seen, [mark], { from: 0, to: 1 })
  if (seen.high < seen.low) return undefined
  const tick = 10 ** -decimals
  const { low } = seen
  const high = Math.max(seen.high, low + tick)
  if (marks.length > 0) return { low, high, ticks: marks }
  const step = Math.max(tick, roundStep((high - low) * Math.min(1, space)))
  return { low, high, ticks: roundBetween(low, high, step) }
}
