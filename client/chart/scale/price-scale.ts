import { type Area, wholeRange } from './layout.ts'

export type PriceScaleKind = 'linear' | 'log' | 'percent'

/**
 * Where prices stand on the chart. The axis counts in units: a price is its own unit, on a
 * logarithmic scale its logarithm is, so that units are always evenly spaced.
 */
export interface PriceScale {
  kind: PriceScaleKind
  /** The price that is nought per cent. */
  base: number
  /** Units at the foot and at the top of the whole plot, panels included. */
  min: number
  max: number
  /** Units at the foot and at the top of the prices' own part. */
  foot: number
  top: number
  /** NaN where a price has no place: nothing that isn't above nought has a logarithm. */
  unitOf(price: number): number
  priceOf(unit: number): number
}

export interface PriceRange {
  low: number
  high: number
  /** The price that is nought per cent. */
  base: number
}

/** Left free above and below, as shares of the prices' height; volume takes more below. */
const breath = 0.08
const volumeRoom = 0.28
/** A flat stretch still gets this many ticks of height, so that one tick isn't drawn as a cliff. */
const fewestTicks = 8

const same = (value: number) => value
const logOf = (price: number) => (price > 0 ? Math.log(price) : Number.NaN)

/** A scale that shows a range of prices within its part of the plot. */
export function fitPrices(
  { low, high, base }: PriceRange,
  options: { kind: PriceScaleKind; decimals: number; volume: boolean; area: Area },
): PriceScale {
  const kind = kindFor(options.kind, { low, high, base })
  const unitOf = kind === 'log' ? logOf : same
  const middle = (unitOf(low) + unitOf(high)) / 2
  const tick = fewestTicks * 10 ** -options.decimals
  const flat = kind === 'log' ? tick / high : tick
  const span = Math.max(unitOf(high) - unitOf(low), flat)
  const top = middle + span * (0.5 + breath)
  const foot = middle - span * (0.5 + (options.volume ? volumeRoom : breath))
  const [min, max] = wholeRange([foot, top], options.area)
  return { kind, base, min, max, foot, top, unitOf, priceOf: kind === 'log' ? Math.exp : same }
}

/** What has no logarithm or no first price is shown as it is. */
function kindFor(kind: PriceScaleKind, { low, base }: PriceRange): PriceScaleKind {
  if (kind === 'log' && !(low > 0)) return 'linear'
  if (kind === 'percent' && !(base > 0)) return 'linear'
  return kind
}

/** A price as per cent above the base. */
export function percentOf(price: number, base: number): number {
  return (price / base - 1) * 100
}
