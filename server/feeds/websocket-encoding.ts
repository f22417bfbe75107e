import type { DownMessage } from '../../shared/protocol.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { frameSteps } from '../hub/frame-steps.ts'
import type { Encoding } from '../hub/output.ts'
import { countDelay, type FeedCount } from './count.ts'
import { priceText } from './price.ts'

/**
 * Text messages as a server sends them: one unmasked, final frame each (RFC 6455 section 5.2), one
 * after the other in a single buffer.
 */
export function textMessages(texts: readonly string[]): Buffer {
  const sizes = texts.map((text) => Buffer.byteLength(text))
  const total = sizes.reduce((sum, size) => sum + headSize(size) + size, 0)
  const bytes = Buffer.allocUnsafe(total)
  let at = 0
  for (const [i, text] of texts.entries()) {
    at = writeHead(bytes, { at, opcode: finalText, size: sizes[i] ?? 0 })
    at += bytes.write(text, at)
  }
  return bytes
}

/** A copy of the payload, as one binary message. */
export function binaryMessage(payload: Uint8Array): Buffer {
  const size = payload.length
  const bytes = Buffer.allocUnsafe(headSize(size) + size)
  bytes.set(payload, writeHead(bytes, { at: 0, opcode: finalBinary, size }))
  return bytes
}

const finalText = 0x81
const finalBinary = 0x82

function headSize(size: number): number {
  if (size < 126) return 2
  return size < 65_536 ? 4 : 10
}

function writeHead(
  bytes: Buffer,
  { at, opcode, size }: { at: number; opcode: number; size: number },
): number {
  bytes.writeUInt8(opcode, at)
  if (size < 126) return bytes.writeUInt8(size, at + 1)
  if (size < 65_536) {
    bytes.writeUInt8(126, at + 1)
    return bytes.writeUInt16BE(size, at + 2)
  }
  bytes.writeUInt8(127, at + 1)
  return bytes.writeBigUInt64BE(BigInt(size), at + 2)
}

export function downMessage(message: DownMessage): Buffer {
  return textMessages([JSON.stringify(message)])
}

const heartbeat = (cursor: string, now: number) =>
  downMessage({ type: 'heartbeat', cursor, server_time: now })

/** Prices as text messages. */
export function websocketPrices(count: FeedCount): Encoding {
  return {
    name: 'websocket.price',
    frame(frame, context) {
      countDelay(count, frame)
      return textMessages(
        frame.changes.map((change) => {
          const price = priceText(change, frame, context)
          return `{"type":"price",${price.slice(1)}`
        }),
      )
    },
    heartbeat,
    test: (price) => downMessage({ type: 'price', ...price }),
  }
}

/** Frames as binary messages; everything else is text. */
export function websocketFrames(count: FeedCount): Encoding {
  const encoder = createFrameEncoder()
  return {
    name: 'websocket.frame',
    frame(frame, { detail }) {
      countDelay(count, frame)
      return binaryMessage(encoder.absolute(frame, detail))
    },
    sparing: true,
    steps: frameSteps(encoder, (coded, frame) => {
      countDelay(count, frame)
      return binaryMessage(coded)
    }),
    heartbeat,
  }
}
