import { formatCursor } from '../../shared/cursor.ts'
import { encodeFrame } from '../../shared/frame.ts'
import type { Notice } from '../../shared/notice.ts'
import type { Format } from '../../shared/protocol.ts'
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
  const bytes = (text: string) => sseBytes(text, chunked)
  return {
    name: `sse.${format}.${chunked ? 'chunked' : 'plain'}`,
    frame(frame, context) {
      countDelay(count, frame)
      if (format === 'frame') {
        const id = formatCursor({ epoch: frame.epoch, sequence: frame.to })
        return bytes(sseEvent('frame', encodeFrame(frame), id))
      }
      // Each event has its own change's cursor: whoever read half of them resumes with the other half.
      let text = ''
      for (const change of frame.changes) {
        const id = formatCursor({ epoch: frame.epoch, sequence: change.sequence })
        text += sseEvent('price', priceText(change, frame, context), id)
      }
      return bytes(text)
    },
    heartbeat(cursor, now) {
      return bytes(sseEvent('heartbeat', JSON.stringify({ cursor, server_time: now }), cursor))
    },
    ...(format === 'price' && {
      test: (price) => bytes(sseEvent('price', JSON.stringify(price))),
    }),
  }
}
