import type { Reach } from '../columns.ts'
import type { Drawn } from '../heikin-ashi.ts'
import { type ChartView, isLine, type Values } from '../view.ts'
import type { PriceRange } from './price-scale.ts'

export interface Measured extends PriceRange {
  compareFactor: number
}

/** From the lowest to the highest that is drawn in sight; `first` is the first candle in sight. */
export function measurePrices(
  view: ChartView,
  { drawn, reach, first }: { drawn: Drawn; reach: Reach; first: number },
): Measured | undefined {
  const { columns, kind, overlays, compare } = view
  const base = columns.close[first] ?? columns.close[reach.from] ?? Number.NaN
  const compareFactor = compare ? base / firstOf(compare.values, first) : 1
  const range = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  if (isLine(kind)) widen(range, columns.close, reach)
  else {
    widen(range, drawn.low, reach)
    widen(range, drawn.high, reach)
  }
  if (range.high < range.low) return undefined
  const lowest = range.low
  for (const { lines } of overlays) for (const line of lines) widen(range, line.values, reach)
  if (compare) widen(range, compare.values, reach, compareFactor)
  // A band of a wild market may reach below nought, where there are no prices and no logarithms.
  if (lowest > 0 && !(range.low > 0)) range.low = lowest
  return { ...range, base, compareFactor }
}

function firstOf(values: Values, from: number): number {
  for (let index = from; index < values.length; index++) {
    const value = values[index]
    if (value !== null && value !== undefined) return value
  }
  return Number.NaN
}

/** NaN and null widen nothing. */
export function widen(
  range: { low: number; high: number },
  values: Values,
  { from, to }: Reach,
  factor = 1,
): void {
  let { low, high } = range
  for (let index = from; index < to; index++) {
    const value = values[index]
    if (value === null || value === undefined) continue
    const price = value * factor
    if (price < low) low = price
    if (price > high) high = price
  }
  range.low = low
  range.high = high
}
