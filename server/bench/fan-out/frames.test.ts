import { expect, it } from 'vitest'
import { encodeFrame, type Frame } from '../../../shared/frame.ts'
import { readFrames } from './frames.ts'

const change = {
  instrument: 'BINANCE:AUSDT' as const,
  index: 0,
  sequence: 1,
  price: 1_00,
  stale: false,
}
const absent = { change24h: undefined, bid: undefined, ask: undefined, high24h: undefined }
const more = { low24h: undefined, volume24h: undefined, receivedAt: 1_000 }
const frame: Frame = {
  ...{ epoch: 'e', from: 0, to: 2, snapshot: false, sentAt: 1_050, merged: 0 },
  changes: [
    { ...change, ...absent, ...more, time: 960 },
    { ...change, ...absent, ...more, index: 1, time: 990 },
  ],
}

function record(cameAt: number, text: string): Buffer {
  const head = Buffer.alloc(20)
  head.writeDoubleLE(cameAt, 4)
  head.writeUInt32LE(text.length, 16)
  return Buffer.concat([head, Buffer.from(text)])
}

it('reads how old each change was when its frame came, over both transports', () => {
  const text = encodeFrame(frame)
  const records = Buffer.concat([
    record(1_060, text),
    record(1_090, `event: frame\nid: e.2\ndata: ${text}\n\n`),
  ])
  expect(readFrames(records)).toEqual({ messages: 2, ages: [100, 70, 130, 100] })
})

it('counts a heartbeat as a message without a change, and leaves half a record', () => {
  const records = record(1_060, '{"type":"heartbeat"}')
  expect(readFrames(Buffer.concat([records, records.subarray(0, 7)]))).toEqual({
    messages: 1,
    ages: [],
  })
})
