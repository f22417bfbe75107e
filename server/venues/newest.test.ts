import { expect, it } from 'vitest'
import type { VenueEvent } from './event.ts'
import { makeNewest } from './newest.ts'

function trade(id: number | undefined, time = 1000): VenueEvent {
  const rest = { receivedAt: 0, price: 1, size: 1, side: undefined }
  return { type: 'trade', trade: { instrument: 'BINANCE:BTCUSDT', time, id, ...rest } }
}

function quote(update: number | undefined): VenueEvent {
  const rest = { time: undefined, receivedAt: 0, bid: 1, bidSize: 1, ask: 2, askSize: 1 }
  return { type: 'quote', quote: { instrument: 'BINANCE:BTCUSDT', ...rest }, update }
}

it('lets each trade pass once, late ones too', () => {
  const newest = makeNewest()
  const admitted = [10, 12, 11, 12, 10, 13, 11].filter((id) => newest.admits(trade(id)))
  expect(admitted).toEqual([10, 12, 11, 13])
})

it('admits what has no number', () => {
  const newest = makeNewest()
  for (let i = 0; i < 3; i++) {
    expect(newest.admits(trade(undefined))).toBe(true)
    expect(newest.admits(quote(undefined))).toBe(true)
  }
})

it('takes a venue that began to count anew for what it is', () => {
  const newest = makeNewest()
  expect(newest.admits(trade(1, 1000))).toBe(true)
  expect(newest.admits(trade(1, 2000))).toBe(true)
  expect(newest.admits(quote(100))).toBe(true)
  expect(newest.admits(quote(5))).toBe(false)
  newest.restart()
  expect(newest.admits(quote(5))).toBe(true)
})

it('lets no older quote follow where the venue tells a time and no number', () => {
  const { admits } = makeNewest()
  const book = { receivedAt: 1, bid: 1, bidSize: 1, ask: 2, askSize: 1 }
  const admitted = [5, 7, 6, 7, 8].filter((time) =>
    admits({
      type: 'quote',
      update: undefined,
      quote: { instrument: 'KRAKEN:BTC/USD', time, ...book },
    }),
  )
  // Of two at the same time nobody can say which is older.
  expect(admitted).toEqual([5, 7, 7, 8])
})
