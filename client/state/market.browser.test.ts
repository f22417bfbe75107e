import { createEffect, createRoot } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import type { LiveMessage, LivePrice } from '../engine/live.ts'
import { makeFrames } from './frames.ts'
import { makeInbox } from './inbox.ts'
import { createMarket } from './market.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function price(patch: Partial<LivePrice> = {}): LivePrice {
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    quote: 'USDT',
    decimals: 2,
    price: 100,
    change24h: 1,
    bid: 99,
    ask: 101,
    time: 1,
    knownAt: 1,
    stale: false,
    epoch: 'a',
    sequence: 1,
    ...patch,
  }
}

function prices(
  list: LivePrice[],
  patch: { replace?: boolean; cached?: boolean } = {},
): LiveMessage {
  return { type: 'prices', prices: list, replace: false, cached: false, ...patch }
}

const inboxFor = <T>(apply: (messages: T[]) => void) => makeInbox({ apply, frames: makeFrames() })
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

it('never lets an older state take the place of a newer one', () => {
  const market = createMarket()
  market.apply([prices([price({ sequence: 5, price: 500 })])])
  market.apply([prices([price({ sequence: 4, price: 400 })])])
  expect(market.rows.BTCUSDT?.price).toBe(500)
})

it('forgets an epoch for good once another has begun', () => {
  const market = createMarket()
  market.apply([prices([price({ epoch: 'a', sequence: 900, price: 900 })])])
  market.apply([prices([price({ epoch: 'b', sequence: 1, price: 100 })], { replace: true })])
  market.apply([prices([price({ epoch: 'a', sequence: 901, price: 901 })])])
  expect(market.rows.BTCUSDT?.price).toBe(100)
})

it('lets what the device remembers never take the place of what was confirmed', () => {
  const market = createMarket()
  market.apply([prices([price({ sequence: 1, price: 100 })])])
  market.apply([prices([price({ sequence: 2, price: 200 })], { cached: true, replace: true })])
  expect(market.rows.BTCUSDT).toMatchObject({ price: 100, cached: false })
})

it('drops the rows that a snapshot does not have', () => {
  const market = createMarket()
  market.apply([prices([price(), price({ symbol: 'ETHUSDT' })])])
  market.apply([prices([price({ sequence: 2 })], { replace: true })])
  expect(Object.keys(market.rows)).toEqual(['BTCUSDT'])
})

it('flashes the way a confirmed price moved, anew each time, and not for a first or cached one', () => {
  const market = createMarket()
  const flash = () => market.rows.BTCUSDT?.flash
  const move = (sequence: number, to: number, knownAt: number) =>
    market.apply([prices([price({ sequence, price: to, knownAt })])])
  market.apply([prices([price({ price: 90 })], { cached: true })])
  move(2, 100, 1_000)
  expect(flash()).toBeUndefined()
  move(3, 101, 2_000)
  const first = flash()
  move(4, 102, 3_000)
  expect([first?.way, flash()?.way]).toEqual(['up', 'up'])
  expect(flash()?.at).not.toBe(first?.at)
  move(5, 50, 3_100)
  expect(flash()?.way).toBe('down')
})

it('flashes the same way again once it has faded, not at every change', () => {
  const market = createMarket()
  let flashes = 0
  let before: unknown
  for (let tick = 0; tick <= 100; tick++) {
    const knownAt = tick * 50
    market.apply([prices([price({ sequence: tick, price: 100 + tick, knownAt })])])
    const flash = market.rows.BTCUSDT?.flash
    if (flash?.at !== before) flashes += 1
    before = flash?.at
  }
  // Five seconds of a price that rises 20 times in each.
  expect(flashes).toBe(7)
})

it('wakes only what reads a figure that changed', () => {
  const market = createMarket()
  market.apply([prices([price(), price({ symbol: 'ETHUSDT' })])])
  const runs = { btc: 0, eth: 0, decimals: 0 }
  const dispose = createRoot((end) => {
    createEffect(() => {
      void market.rows.BTCUSDT?.price
      runs.btc++
    })
    createEffect(() => {
      void market.rows.ETHUSDT?.price
      runs.eth++
    })
    createEffect(() => {
      void market.rows.BTCUSDT?.decimals
      runs.decimals++
    })
    return end
  })
  market.apply([prices([price({ sequence: 2, price: 101 })])])
  dispose()
  expect(runs).toEqual({ btc: 2, eth: 1, decimals: 1 })
})

it('lists a transition once, also when a worker that was held anew tells its log again', () => {
  const market = createMarket()
  const one = {
    at: 1,
    from: 'idle',
    to: 'live',
    transport: 'sse',
    intervalMs: 1,
    reason: { type: 'answered' },
  } as const
  market.apply([{ type: 'transitions', transitions: [one] }])
  market.apply([{ type: 'transitions', transitions: [one, { ...one, at: 2 }] }])
  expect(market.transitions().map(({ at }) => at)).toEqual([1, 2])
})

it('applies all that came in a frame at once', async () => {
  const applied: number[][] = []
  const inbox = inboxFor<number>((messages) => applied.push(messages))
  for (let i = 0; i < 20; i++) inbox.push(i)
  expect(applied).toEqual([])
  await nextFrame()
  await nextFrame()
  expect(applied.length).toBe(1)
  expect(applied[0]?.length).toBe(20)
  inbox.stop()
})

it('hands over at once when more waits than it holds', () => {
  let count = 0
  const inbox = inboxFor<number>((messages) => {
    count += messages.length
  })
  for (let i = 0; i <= 200; i++) inbox.push(i)
  expect(count).toBe(201)
  inbox.stop()
})

it('applies together what comes at once while the page is hidden, which has no frames', () => {
  vi.useFakeTimers()
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  const applied: number[][] = []
  const inbox = inboxFor<number>((messages) => applied.push(messages))
  inbox.push(1)
  vi.advanceTimersByTime(50)
  inbox.push(2)
  expect(applied).toEqual([])
  vi.advanceTimersByTime(50)
  expect(applied).toEqual([[1, 2]])
  inbox.stop()
})
