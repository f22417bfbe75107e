import { expect, it } from 'vitest'
import type { LivePrice } from './live.ts'
import { createShown } from './shown.ts'

const row = (symbol: string, price: number, epoch: string, sequence: number): LivePrice => ({
  symbol,
  venue: 'BINANCE',
  quote: 'USDT',
  decimals: 2,
  price,
  change24h: undefined,
  bid: undefined,
  ask: undefined,
  time: price,
  knownAt: price,
  stale: false,
  epoch,
  sequence,
})
const message = (prices: LivePrice[], about: { replace?: boolean; cached?: boolean } = {}) =>
  ({ type: 'prices', prices, replace: false, cached: false, ...about }) as const
const pricesOf = (admitted: { prices: LivePrice[] } | undefined) =>
  admitted?.prices.map(({ price }) => price)

it('shows rows from the device at once, and the server word over them', () => {
  const shown = createShown()
  expect(
    pricesOf(shown.admit(message([row('A', 1, 'a', 5)], { replace: true, cached: true }))),
  ).toEqual([1])
  expect(pricesOf(shown.admit(message([row('A', 1, 'a', 5)], { replace: true })))).toEqual([1])
  expect(pricesOf(shown.admit(message([row('A', 2, 'a', 6)])))).toEqual([2])
})

it('never goes back when a reborn worker starts from what it had saved', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9)], { replace: true }))
  expect(
    shown.admit(message([row('A', 5, 'a', 5)], { replace: true, cached: true })),
  ).toBeUndefined()
  expect(shown.admit(message([row('A', 7, 'a', 7)]))).toBeUndefined()
  expect(shown.admit(message([row('A', 9, 'a', 9)]))).toBeUndefined()
  expect(pricesOf(shown.admit(message([row('A', 10, 'a', 10)])))).toEqual([10])
})

it('fills rows that are new to the page from the device without touching the others', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9)], { replace: true }))
  const cached = message([row('A', 5, 'a', 5), row('B', 6, 'a', 5)], {
    replace: true,
    cached: true,
  })
  expect(shown.admit(cached)).toMatchObject({ prices: [{ symbol: 'B' }], replace: false })
})

it('lets a new epoch in, and a late word of the one before it not', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9)], { replace: true }))
  expect(pricesOf(shown.admit(message([row('A', 12, 'b', 1)], { replace: true })))).toEqual([12])
  expect(shown.admit(message([row('A', 11, 'a', 11)]))).toBeUndefined()
  expect(
    shown.admit(message([row('A', 9, 'a', 9)], { replace: true, cached: true })),
  ).toBeUndefined()
})

it('goes back to an epoch only with something newer than what is shown', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9)], { replace: true }))
  shown.admit(message([row('A', 12, 'b', 1)], { replace: true }))
  expect(pricesOf(shown.admit(message([row('A', 13, 'a', 12)], { replace: true })))).toEqual([13])
})

it('keeps the newer row where a replacement brings an older one', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9), row('B', 9, 'a', 9)], { replace: true }))
  const replaced = shown.admit(
    message([row('A', 8, 'a', 8), row('C', 8, 'a', 8)], { replace: true }),
  )
  expect(replaced?.replace).toBe(true)
  expect(pricesOf(replaced)).toEqual([9, 8])
})

it('remembers a row that was out of sight', () => {
  const shown = createShown()
  shown.admit(message([row('A', 9, 'a', 9)], { replace: true }))
  shown.admit(message([], { replace: true }))
  const back = shown.admit(message([row('A', 5, 'a', 5)], { replace: true, cached: true }))
  expect(pricesOf(back)).toEqual([9])
})

it('takes the same state once more where it tells more of it', () => {
  const shown = createShown()
  shown.admit(message([row('A', 3, 'a', 5)], { replace: true }))
  expect(shown.admit(message([row('A', 3, 'a', 5)]))).toBeUndefined()
  const full = { ...row('A', 3, 'a', 5), bid: 1, ask: 2 }
  expect(shown.admit(message([full]))?.prices).toEqual([full])
  expect(shown.admit(message([full]))).toBeUndefined()
})
