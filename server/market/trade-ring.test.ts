import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Trade } from '../../shared/trade.ts'
import { keptTrades, makeTradeRing, type TradeRing } from './trade-ring.ts'

function trade(time: number, id?: number, price = time): Trade {
  const side = price % 2 === 0 ? 'buy' : 'sell'
  return { instrument: 'BINANCE:BTCUSDT', time, receivedAt: time, price, size: 7, side, id }
}

function filled(times: readonly number[], kept = 4): TradeRing {
  const ring = makeTradeRing(kept)
  for (const time of times) ring.add(trade(time, time))
  return ring
}

const all = (ring: TradeRing, since?: number) => ring.read({ since, limit: keptTrades })

it('reads the newest trades, oldest first, and drops the oldest', () => {
  const ring = filled([1, 2, 3, 4, 5, 6])
  expect(all(ring)).toEqual({
    time: [3, 4, 5, 6],
    price: [3, 4, 5, 6],
    size: [7, 7, 7, 7],
    side: ['sell', 'buy', 'sell', 'buy'],
    taken: 6,
    snapshot: true,
    unbrokenSince: 1,
  })
  expect(ring.read({ since: undefined, limit: 2 }).time).toEqual([5, 6])
})

it('keeps a side that nobody tells as unknown', () => {
  const ring = makeTradeRing()
  ring.add({ ...trade(1), side: undefined })
  expect(all(ring).side).toEqual([undefined])
})

it('reads only what came since, and nothing twice', () => {
  const ring = filled([1, 2])
  const { taken } = all(ring)
  expect(all(ring, taken)).toMatchObject({ time: [], snapshot: false })
  ring.add(trade(3, 3))
  ring.add(trade(4, 4))
  expect(all(ring, taken)).toMatchObject({ time: [3, 4], snapshot: false, taken: 4 })
})

it('reads all anew to whom it can no longer tell the rest', () => {
  const ring = filled([1, 2])
  const { taken } = all(ring)
  for (const time of [3, 4, 5, 6, 7]) ring.add(trade(time, time))
  expect(all(ring, taken)).toMatchObject({ time: [4, 5, 6, 7], snapshot: true })
  expect(ring.read({ since: taken + 2, limit: 2 })).toMatchObject({ time: [6, 7], snapshot: true })
  expect(all(ring, 99)).toMatchObject({ time: [4, 5, 6, 7], snapshot: true })
})

it('puts a late trade where it belongs, and tells all to whoever came before it', () => {
  const ring = filled([10, 20])
  const { taken } = all(ring)
  ring.add(trade(15, 15))
  expect(all(ring, taken)).toMatchObject({ time: [10, 15, 20], snapshot: true })
  const later = all(ring).taken
  ring.add(trade(30, 30))
  expect(all(ring, later)).toMatchObject({ time: [30], snapshot: false })
})

it('leaves a late trade that is older than a full ring', () => {
  const ring = filled([10, 20, 30, 40])
  ring.add(trade(5, 5))
  expect(all(ring)).toMatchObject({ time: [10, 20, 30, 40], taken: 4 })
})

it('takes a trade of the same time and id once, and one without an id each time', () => {
  const ring = filled([10, 20])
  ring.add(trade(10, 10))
  ring.add(trade(20, 20))
  expect(all(ring)).toMatchObject({ time: [10, 20], taken: 2 })
  ring.add(trade(20))
  ring.add(trade(20))
  expect(all(ring).time).toEqual([10, 20, 20, 20])
})

it('orders trades of the same millisecond by id', () => {
  const ring = makeTradeRing()
  for (const id of [3, 1, 2]) ring.add(trade(5, id, id))
  expect(all(ring).price).toEqual([1, 2, 3])
})

it('knows since when it has heard every trade', () => {
  const ring = filled([1, 2])
  ring.interrupt()
  expect(all(ring).unbrokenSince).toBeUndefined()
  ring.add(trade(9, 9))
  ring.add(trade(10, 10))
  expect(all(ring).unbrokenSince).toBe(9)
})

it('reads to a follower what it has itself, whatever came, however late and however often', () => {
  const step = fc.record({
    time: fc.integer({ min: 1, max: 30 }),
    id: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    reads: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, kept) => {
        const ring = makeTradeRing(kept)
        let since: number | undefined
        let followed: number[] = []
        for (const [price, { time, id, reads }] of steps.entries()) {
          ring.add(trade(time, id, price + 1))
          if (!reads) continue
          const read = all(ring, since)
          since = read.taken
          followed = (read.snapshot ? read.price : [...followed, ...read.price]).slice(-kept)
          const whole = all(ring)
          expect(followed).toEqual(whole.price)
          expect(whole.time).toEqual(whole.time.toSorted((a, b) => a - b))
        }
      },
    ),
  )
})
