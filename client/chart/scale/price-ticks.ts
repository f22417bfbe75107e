import { type PriceScale, percentOf } from './price-scale.ts'

/** A scale with more ticks than this would be a mistake; the loops end here. */
const mostTicks = 100

/**
 * Round prices (round per cents, on such a scale) within the prices' part of the plot, in units of
 * the scale and at least `space` units apart. On a logarithmic scale the steps grow with the prices.
 */
export function priceTicks(
  scale: PriceScale,
  { space, decimals }: { space: number; decimals: number },
): number[] {
  const tick = 10 ** -decimals
  if (!(space > 0)) return []
  switch (scale.kind) {
    case 'linear':
      return roundBetween(scale.foot, scale.top, Math.max(tick, roundStep(space))).filter(isPrice)
    case 'percent':
      return percentTicks(scale, space).filter(isPrice)
    case 'log':
      return logTicks(scale, { space, tick })
  }
}

const isPrice = (price: number) => price > 0

function percentTicks({ foot, top, base }: PriceScale, space: number): number[] {
  const step = roundStep((space / base) * 100)
  return roundBetween(percentOf(foot, base), percentOf(top, base), step).map(
    (percent) => base * (1 + percent / 100),
  )
}

function logTicks(scale: PriceScale, { space, tick }: { space: number; tick: number }): number[] {
  const ticks: number[] = []
  const highest = scale.priceOf(scale.top)
  let price = scale.priceOf(scale.foot)
  while (ticks.length < mostTicks) {
    // The first round price that stands far enough above the one before it.
    const step = Math.max(tick, roundStep(price * (Math.exp(space) - 1)))
    price = (Math.floor(nearlyWhole(price / step)) + 1) * step
    const before = ticks.at(-1)
    const unit = scale.unitOf(price)
    if (before !== undefined && unit - before < space * 0.999) continue
    if (price > highest) break
    ticks.push(unit)
  }
  return ticks
}

/**
 * What rounding has left a hair below a whole number counts as that: else a step from it would lead
 * back to it.
 */
function nearlyWhole(steps: number): number {
  return steps * (1 + 1e-12) + 1e-9
}

/** Multiples of `step` from `low` to `high`. */
export function roundBetween(low: number, high: number, step: number): number[] {
  const ticks: number[] = []
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.min(Math.floor(high / step + 1e-9), first + mostTicks)
  // Nought is added because -0 would be written with its sign.
  for (let count = first; count <= last; count++) ticks.push(count * step + 0)
  return ticks
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-12)
  const share = least / power
  return power * (share <= 1 + 1e-9 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10)
}
