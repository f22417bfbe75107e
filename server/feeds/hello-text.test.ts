import { expect, it } from 'vitest'
import type { Hello } from '../../shared/protocol.ts'
import { helloText } from './hello-text.ts'

it('tells all of a hello, and of each its own', () => {
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
  expect(JSON.parse(helloText(first))).toEqual(first)
  const second = { ...first, cursor: 'e1.7', server_time: 2 }
  expect(JSON.parse(helloText(second, 'subscribed'))).toEqual({ type: 'subscribed', ...second })
})
