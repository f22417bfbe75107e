import { encodeFrame } from '../../shared/frame.ts'
import type { DownMessage, Format } from '../../shared/protocol.ts'
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
    at = writeHead(bytes, at, sizes[i] ?? 0)
    at += bytes.write(text, at)
  }
  return bytes
}

const finalText = 0x81

function headSize(size: number): number {
  if (size < 126) return 2
  return size < 65_536 ? 4 : 10
}

function writeHead(bytes: Buffer, at: number, size: number): number {
  bytes.writeUInt8(finalText, at)
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

export function websocketEncoding(format: Format, count: FeedCount): Encoding {
  return {
    name: `websocket.${format}`,
    frame(frame, context) {
      countDelay(count, frame)
      if (format === 'frame') return textMessages([encodeFrame(frame)])
      return textMessages(
        frame.changes.map((change) => {
          const price = priceText(change, frame, context)
          return `{"type":"price",${price.slice(1)}`
        }),
      )
    },
    heartbeat: (cursor, now) => downMessage({ type: 'heartbeat', cursor, server_time: now }),
    ...(format === 'price' && { test: (price) => downMessage({ type: 'price', ...price }) }),
  }
}
