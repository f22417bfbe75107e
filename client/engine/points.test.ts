import { expect, it } from 'vitest'
import type { LivePrice } from './live.ts'
import { createPoints } from './points.ts'

const start = 1_800_000_000_000
const at = (ms: number, price: number, symbol = 'BTCUSDT'): LivePrice => ({
  symbol,
  venue: 'BINANCE',
  quote: 'USDT',
  decimals: 2,
  price,
  change24h: undefined,
  bid: undefined,
  ask: undefined,
  time: start + ms,
  knownAt: start + ms,
  stale: false,
  epoch: 'a',
  sequence: ms,
})

it('keeps the newest price of each second', () => {
  const points = createPoints()
  for (const [ms, price] of [
    [0, 1],
    [400, 2],
    [999, 3],
    [1_000, 4],
    [900, 9],
    [2_500, 5],
  ] as const) {
    points.add(at(ms, price))
  }
  expect(points.take()).toEqual([
    {
      id: 'BINANCE:BTCUSDT',
      start,
      time: [start, start + 1_000, start + 2_500],
      price: [3, 4, 5],
    },
  ])
})

it('gives only what has changed, and a new chunk every minute', () => {
  const points = createPoints()
  points.add(at(0, 1))
  points.add(at(0, 1, 'ETHUSDT'))
  expect(points.take()).toHaveLength(2)
  expect(points.take()).toEqual([])
  points.add(at(30_000, 2))
  points.add(at(60_000, 3))
  expect(points.take().map(({ start, price }) => [start, price])).toEqual([
    [start, [1, 2]],
    [start + 60_000, [3]],
  ])
})
