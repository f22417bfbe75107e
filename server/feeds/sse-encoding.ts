import { formatCursor } from '../../shared/cursor.ts'
import type { Notice } from '../../shared/notice.ts'
import type { Format } from '../../shared/protocol.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Encoding } from '../hub/output.ts'
import { countDelay, type FeedCount } from './count.ts'
import { priceText } from './price.ts'

export const eventStreamHeaders = {
  ...securityHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx would gather events otherwise.
  'x-accel-buffering': 'no',
}

/** One event. `data` must be a single line, which JSON always is. */
export function sseEvent(name: string, data: string, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

/**
 * Events as they go on the wire: as one chunk of the chunked transfer coding (RFC 9112 section 7.1),
 * or as they are for a client of HTTP/1.0, which doesn't know it.
 */
export function sseBytes(text: string, chunked: boolean): Buffer {
  if (!chunked) return Buffer.from(text)
  const size = Buffer.byteLength(text).toString(16)
  return Buffer.from(`${size}\r\n${text}\r\n`)
}

/** A notice as an event. Beside prices it has no id: the one that resumes is their cursor. */
export function sseNotice(notice: Notice, id?: string): string {
  const { type, ...rest } = notice
  const data = notice.type === 'notification' ? notice.notification : rest
  return sseEvent(type, JSON.stringify(data), id)
}

/** Ends the chunked body. */
export const lastChunk = '0\r\n\r\n'

export function sseEncoding(format: Format, chunked: boolean, count: FeedCount): Encoding {
  const ways = { bytes: (text: string) => sseBytes(text, chunked), count }
  return {
    name: `sse.${format}.${chunked ? 'chunked' : 'plain'}`,
    heartbeat(cursor, now) {
      return ways.bytes(sseEvent('heartbeat', JSON.stringify({ cursor, server_time: now }), cursor))
    },
    ...(format === 'frame' ? frames(ways) : prices(ways)),
  }
}

interface Ways {
  bytes(text: string): Buffer
  count: FeedCount
}

function prices({ bytes, count }: Ways): Omit<Encoding, 'name' | 'heartbeat'> {
  return {
    frame(frame, context) {
      countDelay(count, frame)
      // Each event has its own change's cursor: whoever read half of them resumes with the other half.
      let text = ''
      for (const change of frame.changes) {
        const id = formatCursor({ epoch: frame.epoch, sequence: change.sequence })
        text += sseEvent('price', priceText(change, frame, context), id)
      }
      return bytes(text)
    },
    test: (price) => bytes(sseEvent('price', JSON.stringify(price))),
  }
}

/**
 * Frames are events without a name. Those that stand for themselves tell the cursor, and of the others
 * none does, which would double them: whoever resumes from an older one is told a little more.
 */
function frames({ bytes, count }: Ways): Omit<Encoding, 'name' | 'heartbeat'> {
  const encoder = createFrameEncoder()
  return {
    frame(frame, { detail }) {
      countDelay(count, frame)
      const id = formatCursor({ epoch: frame.epoch, sequence: frame.to })
      return bytes(`id: ${id}\ndata:${base64(encoder.absolute(frame, detail))}\n\n`)
    },
    steps: {
      begin: encoder.begin,
      next(standing, frame, detail) {
        countDelay(count, frame)
        const coded = encoder.next(standing, frame, detail)
        return coded && bytes(`data:${base64(coded)}\n\n`)
      },
    },
  }
}

/** Of bytes that may be another frame's in a moment. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}
