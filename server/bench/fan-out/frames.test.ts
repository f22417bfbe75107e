import { expect, it } from 'vitest'
import type { Frame } from '../../../shared/frame.ts'
import { createFrameEncoder } from '../../../shared/wire/encoder.ts'
import { makeStanding } from '../../../shared/wire/standing.ts'
import { readFrames } from './frames.ts'

const change = {
  ...{ instrument: 'BINANCE:AUSDT' as const, index: 0, sequence: 1, price: 1_00, stale: false },
  ...{ change24h: undefined, bid: undefined, ask: undefined, high24h: undefined },
  ...{ low24h: undefined, volume24h: undefined, receivedAt: 1_000 },
}
const frame: Frame = {
  ...{ epoch: 'e', from: 0, to: 2, snapshot: true, sentAt: 1_050, merged: undefined },
  changes: [
    { ...change, time: 960 },
    { ...change, index: 1, time: 990 },
  ],
}
const later: Frame = {
  ...{ epoch: 'e', from: 2, to: 3, snapshot: false, sentAt: 1_150, merged: 0 },
  changes: [{ ...change, index: 1, price: 1_01, time: 1_100 }],
}
const detail = new Set([0, 1])
const hello = { cursor: 'e.0', instruments: [{ index: 0 }, { index: 1 }], detail: [0, 1] }

function record(cameAt: number, what: string | Uint8Array, client = 0): Buffer {
  const head = Buffer.alloc(20)
  head.writeUInt32LE(client, 0)
  head.writeDoubleLE(cameAt, 4)
  head.writeUInt32LE(typeof what === 'string' ? 1 : 2, 12)
  head.writeUInt32LE(what.length, 16)
  return Buffer.concat([head, Buffer.from(what)])
}

const encoder = createFrameEncoder()
const first = encoder.absolute(frame, detail).slice()
const standing = makeStanding({ epoch: 'e', indexes: [0, 1] })
encoder.begin(standing, frame, detail)
const second = encoder.next(standing, later, detail)?.slice() ?? new Uint8Array()
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

it('reads how old each change was when its frame came, over both transports', () => {
  const records = Buffer.concat([
    record(1_055, JSON.stringify({ type: 'subscribed', ...hello })),
    record(1_055, `event: connected\ndata: ${JSON.stringify(hello)}\n\n`, 1),
    record(1_060, first),
    record(1_090, `id: e.2\ndata:${base64(first)}\n\n`, 1),
    record(1_160, second),
    record(1_170, `data:${base64(second)}\n\n`, 1),
  ])
  expect(readFrames(records, 1_060)).toEqual({ messages: 4, ages: [100, 70, 130, 100, 60, 70] })
  // What a frame builds on may have come before it counted.
  expect(readFrames(records, 1_100)).toEqual({ messages: 2, ages: [60, 70] })
})

it('counts a heartbeat as a message without a change, and leaves half a record', () => {
  const records = record(1_060, '{"type":"heartbeat"}')
  expect(readFrames(Buffer.concat([records, records.subarray(0, 7)]), 0)).toEqual({
    messages: 1,
    ages: [],
  })
})
