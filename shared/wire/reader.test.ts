import { expect, it } from 'vitest'
import type { Frame } from '../frame.ts'
import { createFrameEncoder } from './encoder.ts'
import { createFrameReader } from './reader.ts'
import { makeStanding } from './standing.ts'

const at = 1_723_161_254_100
const change = {
  ...{ instrument: 'BINANCE:BTCUSDT' as const, index: 3, sequence: 12, price: 6_183_763 },
  ...{ change24h: -207, bid: 6_183_762, ask: 6_183_764, stale: false },
  ...{ high24h: undefined, low24h: undefined, volume24h: undefined },
  ...{ time: at + 1_242, receivedAt: at - 1_028 },
}
const frame: Frame = {
  ...{ epoch: 'm3k9', from: 0, to: 12, snapshot: true, sentAt: at, merged: undefined },
  changes: [change, { ...change, index: 0, change24h: undefined, stale: true, receivedAt: at }],
}
const row = { index: 3, price: 6_183_763, change24h: -207, ageMs: 1_028, stale: false }
const detail = new Set([3])
const hello = {
  cursor: 'm3k9.0',
  instruments: [3, 0].map((index) => ({
    ...{ id: 'BINANCE:BTCUSDT' as const, venue: 'BINANCE' as const, symbol: 'BTCUSDT', index },
    ...{ base: 'BTC', quote: 'USDT', decimals: 2, sizeDecimals: 5 },
  })),
  detail: [3],
}

it('reads rows as they were, in full where that was asked for', () => {
  const reader = createFrameReader()
  reader.hello(hello, [])
  expect(reader.read(createFrameEncoder().absolute(frame, detail))).toEqual({
    ...{ epoch: 'm3k9', from: 0, to: 12, snapshot: true, sentAt: at, merged: undefined },
    rows: [
      {
        ...{ index: 0, price: 6_183_763, change24h: undefined, bid: undefined, ask: undefined },
        ...{ time: at + 1_242, ageMs: 0, stale: true },
      },
      // The venue's clock is ahead of ours: that is kept, not clamped.
      { ...row, bid: 6_183_762, ask: 6_183_764, time: at + 1_242 },
    ],
  })
})

it('resumes on the rows that are known, and on no bid or ask that nobody keeps true', () => {
  const encoder = createFrameEncoder()
  const standing = makeStanding({ epoch: 'm3k9', indexes: [0, 3] })
  const first = { ...frame, from: 12, snapshot: false, changes: [] }
  encoder.begin(standing, { ...frame, changes: [change] }, new Set())
  const reader = createFrameReader()
  const known = { ...row, bid: 6_183_762, ask: 6_183_764, time: at }
  reader.hello({ ...hello, cursor: 'm3k9.12', detail: [] }, [known])
  expect(reader.read(encoder.absolute(first, new Set()))?.rows).toEqual([])
  const next = { ...frame, from: 12, to: 13, snapshot: false, merged: 0, sentAt: at + 100 }
  const changes = [{ ...change, price: 6_183_765, sequence: 13, receivedAt: at + 100 }]
  const bytes = encoder.next(standing, { ...next, changes }, new Set()) ?? new Uint8Array()
  expect(reader.read(bytes)?.rows).toEqual([
    {
      ...{ ...row, price: 6_183_765, bid: undefined, ask: undefined },
      ...{ ageMs: 0, time: at + 100 },
    },
  ])
})

it('reads nothing before a hello, and nothing that is broken', () => {
  const bytes = createFrameEncoder().absolute(frame, detail).slice()
  const reader = createFrameReader()
  expect(reader.read(bytes)).toBeUndefined()
  reader.hello(hello, [])
  expect(reader.read(bytes.with(8, (bytes[8] ?? 0) ^ 1))).toBeUndefined()
  expect(reader.read(bytes.subarray(0, 7))).toBeUndefined()
  expect(reader.read(new Uint8Array())).toBeUndefined()
  expect(reader.read(bytes)?.to).toBe(12)
})
