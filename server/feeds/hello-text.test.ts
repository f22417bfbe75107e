import { expect, it, vi } from 'vitest'
import type { Hello } from '../../shared/protocol.ts'
import { helloText, oncePerHello } from './hello-text.ts'

const first: Hello = {
  ...{ protocol: 1, cursor: 'e1.0', market: 'live', simulated: false, server_time: 1 },
  ...{ heartbeat_ms: 15_000, interval_ms: 250, symbols: ['A'], unknown: ['B'], detail: [0] },
  instruments: [
    {
      ...{ id: 'BINANCE:AUSDT', venue: 'BINANCE', symbol: 'A', base: 'A', quote: 'USDT' },
      ...{ decimals: 2, sizeDecimals: 5, index: 0 },
    },
  ],
}

it('tells all of a hello, and of each its own', () => {
  expect(JSON.parse(helloText(first))).toEqual(first)
  const second = { ...first, cursor: 'e1.7', server_time: 2 }
  expect(JSON.parse(helloText(second, 'subscribed'))).toEqual({ type: 'subscribed', ...second })
})

it('makes the bytes of one hello once', () => {
  const make = vi.fn(({ cursor }: Hello) => Buffer.from(cursor))
  const bytes = oncePerHello(make)
  expect(bytes(first)).toBe(bytes(first))
  expect(bytes({ ...first, cursor: 'e1.8' }).toString()).toBe('e1.8')
  expect(make).toHaveBeenCalledTimes(2)
})
