import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeInBasisPoints } from '../../../shared/price.ts'
import { changeInUnits, type Day, dayOf, placeInRange, spreadOf, stretchDay } from './day.ts'
import { told } from './testing.ts'

const day: Day = {
  ...{ venue: 'BINANCE', decimals: 2, sizeDecimals: 5 },
  ...{ open: 100, high: 120, low: 90, volume: 7, turnover: 700 },
}
const at = (price: number, patch: { venue?: string; cached?: boolean } = {}) => ({
  ...{ price, venue: 'BINANCE', cached: false },
  ...patch,
})

it('counts the prices of a day in units, and leaves out what nobody tells', () => {
  const answer = told({ open_24h: 61_000.1, high_24h: 62_000, low_24h: null, volume_24h: 2.5 })
  expect(dayOf(answer)).toEqual({
    ...{ venue: 'BINANCE', decimals: 2, sizeDecimals: 5 },
    ...{ open: 6_100_010, high: 6_200_000, low: undefined, volume: 2.5, turnover: undefined },
  })
})

it('takes a new high or low from the live price at once', () => {
  expect(stretchDay(day, at(121))).toMatchObject({ high: 121, low: 90 })
  expect(stretchDay(day, at(89))).toMatchObject({ high: 120, low: 89 })
  expect(stretchDay(day, at(110))).toBe(day)
})

it('takes none from a remembered price, another venue’s, or where there is no range', () => {
  expect(stretchDay(day, at(121, { cached: true }))).toBe(day)
  expect(stretchDay(day, at(121, { venue: 'OKX' }))).toBe(day)
  const unknown = { ...day, high: undefined }
  expect(stretchDay(unknown, at(121))).toBe(unknown)
})

it('tells the change since the open that was told', () => {
  expect(changeInUnits({ price: 6_183_760, change24h: 137 }, 6_100_000)).toBe(83_760)
  expect(changeInUnits({ price: 6_183_760, change24h: undefined }, 6_100_000)).toBeUndefined()
  expect(changeInUnits({ price: 6_183_760, change24h: 137 }, undefined)).toBeUndefined()
})

it('never tells a change that the one in per cent contradicts, however old the open is', () => {
  const price = fc.integer({ min: 1_000, max: 10_000_000 })
  fc.assert(
    fc.property(price, price, price, (now, open, older) => {
      const change24h = changeInBasisPoints(now, open) ?? 0
      const change = changeInUnits({ price: now, change24h }, older) ?? Number.NaN
      const shown = (change / (now - change)) * 10_000
      // Half a basis point for the rounding of the one, half a unit for that of the other.
      expect(Math.abs(shown - change24h)).toBeLessThanOrEqual(
        0.51 + (10_000 / (now - change)) * Math.max(1, now / open),
      )
      const exact = changeInUnits({ price: now, change24h }, open)
      expect(exact).toBe(now - open)
    }),
  )
})

it('places a price in its range, and nothing in none', () => {
  expect([90, 105, 120, 130, 80].map((price) => placeInRange(price, day))).toEqual([
    0, 0.5, 1, 1, 0,
  ])
  expect(placeInRange(100, { ...day, high: 90 })).toBeUndefined()
  expect(placeInRange(100, { ...day, low: undefined })).toBeUndefined()
})

it('tells a spread in units and as a part of the price', () => {
  expect(spreadOf({ bid: 9_999, ask: 10_001 })).toEqual({ units: 2, basisPoints: 2 })
  expect(spreadOf({ bid: 9_999, ask: undefined })).toBeUndefined()
})
