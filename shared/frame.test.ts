import { expect, it } from 'vitest'
import { type Change, decodeFrame, encodeFrame, type Frame } from './frame.ts'

const change: Change = {
  instrument: 'BINANCE:BTCUSDT',
  index: 3,
  sequence: 12,
  price: 6_183_763,
  change24h: -207,
  bid: 6_183_762,
  ask: 6_183_764,
  high24h: undefined,
  low24h: undefined,
  volume24h: undefined,
  time: 1_723_161_255_342,
  receivedAt: 1_723_161_254_072,
  stale: false,
}

const frame: Frame = {
  epoch: 'm3k9',
  from: 10,
  to: 12,
  snapshot: false,
  sentAt: 1_723_161_254_100,
  merged: 1,
  changes: [change, { ...change, index: 0, change24h: undefined, bid: undefined, stale: true }],
}

const decode = (text: string) => decodeFrame(JSON.parse(text))

it('comes through the wire as it was', () => {
  expect(decode(encodeFrame(frame))).toEqual({
    epoch: 'm3k9',
    from: 10,
    to: 12,
    snapshot: false,
    sentAt: 1_723_161_254_100,
    merged: 1,
    rows: [
      {
        index: 3,
        price: 6_183_763,
        change24h: -207,
        bid: 6_183_762,
        ask: 6_183_764,
        // The venue's clock is ahead of ours: that is kept, not clamped.
        time: 1_723_161_255_342,
        ageMs: 28,
        stale: false,
      },
      {
        index: 0,
        price: 6_183_763,
        change24h: undefined,
        bid: undefined,
        ask: 6_183_764,
        time: 1_723_161_255_342,
        ageMs: 28,
        stale: true,
      },
    ],
  })
})

it('takes less than half of the plain form', () => {
  const bytes = encodeFrame({ ...frame, changes: Array(16).fill(change) }).length
  expect(bytes / 16).toBeLessThan(50)
})

it('drops a frame whole when any part of it is broken', () => {
  const whole = JSON.parse(encodeFrame(frame))
  const broken = [
    null,
    'frame',
    {},
    { ...whole, epoch: 5 },
    { ...whole, to: 9 },
    { ...whole, from: -1 },
    { ...whole, at: 1.5 },
    { ...whole, merged: 'many' },
    { ...whole, rows: 'none' },
    { ...whole, rows: whole.rows.slice(1) },
    { ...whole, rows: whole.rows.with(1, 0) },
    { ...whole, rows: whole.rows.with(1, null) },
    { ...whole, rows: whole.rows.with(7, 2) },
    { ...whole, rows: whole.rows.with(0, 2 ** 60) },
  ]
  for (const each of broken) expect(decodeFrame(each)).toBeUndefined()
})
