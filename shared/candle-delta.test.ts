import { expect, it } from 'vitest'
import type { Candle } from './candle.ts'
import { decodeDelta, encodeDelta } from './candle-delta.ts'

const minute = 60_000
const head = {
  ...{ symbol: 'BTC-USD', venue: 'COINBASE', interval: '1m', market: 'live' },
  ...{ simulated: false, decimals: 2, forming: false },
} as const

function decoded(list: readonly Candle[], sizeDecimals: number) {
  const columns = encodeDelta(list, { interval: '1m', sizeDecimals })
  return decodeDelta(JSON.parse(JSON.stringify({ ...head, ...columns })))
}

it('gives back every time and price, over gaps too', () => {
  const list = [
    { time: 5 * minute, open: 100, high: 104, low: 99, close: 101, volume: 7 },
    { time: 6 * minute, open: 100, high: 100, low: 100, close: 100, volume: 1 },
    { time: 90 * minute, open: 205, high: 206, low: 3, close: 90, volume: 123_456 },
  ]
  expect(decoded(list, 3)).toEqual({
    ...head,
    time: [300_000, 360_000, 5_400_000],
    open: [1, 1, 2.05],
    high: [1.04, 1, 2.06],
    low: [0.99, 1, 0.03],
    close: [1.01, 1, 0.9],
    volume: [0.007, 0.001, 123.456],
  })
})

it('rounds volumes to seven digits of the largest, and never beyond whole units', () => {
  const of = (volume: number) => ({ time: 0, open: 1, high: 1, low: 1, close: 1, volume })
  expect(decoded([of(123_456_789_01)], 8).volume).toEqual([123.4568])
  expect(decoded([of(123_456_789_012)], 2).volume).toEqual([1_234_567_890])
  expect(decoded([], 2).time).toEqual([])
})
