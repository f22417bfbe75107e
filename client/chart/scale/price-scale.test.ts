import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layOut } from './layout.ts'
import { fitPrices, type PriceScaleKind, percentOf } from './price-scale.ts'
import { priceTicks, roundStep } from './price-ticks.ts'

const whole = { from: 0, to: 1 }
const options = { kind: 'linear' as PriceScaleKind, decimals: 2, volume: false, area: whole }
const range = (low: number, high: number, base = low) => ({ low, high, base })

const prices = fc
  .tuple(
    fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    fc.double({ min: 1, max: 50, noNaN: true }),
  )
  .map(([low, factor]) => range(low, low * factor))
const kinds = fc.constantFrom<PriceScaleKind[]>('linear', 'log', 'percent')

it('shows the whole range of prices with a breath above and below', () => {
  const { foot, top, unitOf } = fitPrices(range(100, 200), options)
  expect([foot, top]).toEqual([92, 208])
  expect(unitOf(150)).toBe(150)
})

it('leaves room below for the volume', () => {
  const { foot, top } = fitPrices(range(100, 200), { ...options, volume: true })
  expect([foot, top]).toEqual([72, 208])
})

it('draws a tick of a flat market as a tick, not as a cliff', () => {
  const { foot, top } = fitPrices(range(100, 100.01), options)
  expect(top - foot).toBeGreaterThan(0.08)
  const log = fitPrices(range(100, 100.01), { ...options, kind: 'log' })
  expect(log.priceOf(log.top) - log.priceOf(log.foot)).toBeGreaterThan(0.08)
})

it('gives equal heights to equal ratios on a logarithmic scale', () => {
  const { unitOf } = fitPrices(range(1, 1_000), { ...options, kind: 'log' })
  expect(unitOf(100) - unitOf(10)).toBeCloseTo(unitOf(1_000) - unitOf(100))
})

it('has no place for a zero or a negative price on a logarithmic scale', () => {
  const { unitOf } = fitPrices(range(1, 10), { ...options, kind: 'log' })
  expect([unitOf(0), unitOf(-1)]).toEqual([Number.NaN, Number.NaN])
  expect(fitPrices(range(0, 10), { ...options, kind: 'log' }).kind).toBe('linear')
})

it('counts no per cent from a first price of nought', () => {
  expect(fitPrices(range(0, 10, 0), { ...options, kind: 'percent' }).kind).toBe('linear')
})

it('keeps prices in their part of the plot where there are panels', () => {
  const { prices: area } = layOut(400, 2)
  const { min, max, foot, top } = fitPrices(range(100, 200), { ...options, area })
  expect(max).toBe(top)
  expect((max - foot) / (max - min)).toBeCloseTo(area.to)
})

it('names only prices above nought, round and far enough from each other', () => {
  fc.assert(
    fc.property(prices, kinds, fc.integer({ min: 3, max: 20 }), (prices, kind, count) => {
      const scale = fitPrices(prices, { ...options, kind })
      const space = (scale.top - scale.foot) / count
      const ticks = priceTicks(scale, { space, decimals: 2 })
      expect(ticks.length).toBeLessThanOrEqual(count + 1)
      for (const [index, tick] of ticks.entries()) {
        const price = scale.priceOf(tick)
        expect(price).toBeGreaterThan(0)
        expect(tick).toBeGreaterThanOrEqual(scale.foot - 1e-9 * Math.abs(scale.foot))
        expect(tick).toBeLessThanOrEqual(scale.top + 1e-9 * Math.abs(scale.top))
        const before = ticks[index - 1]
        if (before !== undefined) expect(tick - before).toBeGreaterThan(space * 0.99)
        if (kind === 'log') expect(significantOf(price)).toBeLessThanOrEqual(9)
      }
    }),
  )
})

it('names round per cents', () => {
  const scale = fitPrices(range(90, 110, 100), { ...options, kind: 'percent' })
  const ticks = priceTicks(scale, { space: 4, decimals: 2 })
  expect(ticks.map((tick) => Math.round(percentOf(tick, 100) * 1e6) / 1e6)).toEqual([
    -10, -5, 0, 5, 10,
  ])
})

it('takes larger steps where prices are higher on a logarithmic scale', () => {
  const scale = fitPrices(range(1, 100), { ...options, kind: 'log' })
  const ticks = priceTicks(scale, { space: 0.5, decimals: 2 }).map((tick) =>
    Number(scale.priceOf(tick).toPrecision(6)),
  )
  expect(ticks).toEqual([1, 2, 4, 10, 20, 40, 100])
})

it('comes to an end where the steps are tiny beside the prices', () => {
  const scale = fitPrices(range(275_402.27, 275_402.33), { ...options, kind: 'log' })
  const ticks = priceTicks(scale, { space: (scale.top - scale.foot) / 20, decimals: 2 })
  expect(ticks.length).toBeGreaterThan(3)
  expect(ticks.length).toBeLessThan(22)
})

it('takes no step finer than a tick of the instrument', () => {
  const scale = fitPrices(range(100, 100.02), options)
  const ticks = priceTicks(scale, { space: 0.001, decimals: 2 })
  expect(ticks[1]).toBeCloseTo((ticks[0] ?? 0) + 0.01)
})

it('finds the round step that is at least as large', () => {
  expect([0.03, 1, 1.1, 2.5, 7, 50, 51].map(roundStep)).toEqual([0.05, 1, 2, 5, 10, 50, 100])
})

/** Digits that a price is written with. */
function significantOf(price: number): number {
  return Number(price.toPrecision(9))
    .toString()
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length
}
