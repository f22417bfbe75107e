import { formatCursor } from '../../shared/cursor.ts'
import type { Frame } from '../../shared/frame.ts'
import type { Notice } from '../../shared/notice.ts'
import { type CloseReason, type Format, type Hello, renewal } from '../../shared/protocol.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { frameSteps } from '../hub/frame-steps.ts'
import type { Encoding, MarketContext, Steps } from '../hub/output.ts'
import { countDelay, type FeedCount } from './count.ts'
import { makeHistory } from './deflated.ts'
import { helloText, oncePerHello } from './hello-text.ts'
import { inSequence, makePriceText } from './price.ts'
import { deflatedBytes, type Packing, sseBytes } from './sse-packing.ts'
import { makeTokenBucket } from './token-bucket.ts'

// What a page may use says nothing of a stream, which is none, and is kept with each while it is open.
const { 'permissions-policy': _, ...streamSecurity } = securityHeaders

export const eventStreamHeaders = {
  ...streamSecurity,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx would gather events otherwise.
  'x-accel-buffering': 'no',
}

/** One event. `data` must be a single line, which JSON always is. */
export function sseEvent(name: string, data: string, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

function helloEvent(packing: Packing): (hello: Hello) => Buffer {
  return oncePerHello((hello) => sseBytes(sseEvent('connected', helloText(hello)), packing))
}

/** How a stream opens, or an epoch begins in it. */
export const helloEvents: Record<Packing, (hello: Hello) => Buffer> = {
  plain: helloEvent('plain'),
  chunked: helloEvent('chunked'),
  deflated: helloEvent('deflated'),
}

/** A notice as an event. Beside prices it has no id: the one that resumes is their cursor. */
export function sseNotice(notice: Notice, id?: string): string {
  const { type, ...rest } = notice
  const data = notice.type === 'notification' ? notice.notification : rest
  return sseEvent(type, JSON.stringify(data), id)
}

/** An EventSource waits so long before it asks anew, ms: at once, but not again and again at once. */
const renewAfterMs = 100

/** The last event: why the stream ends, and when to come back, ms. */
export function sseGoodbye(reason: CloseReason, retryMs: number): string {
  return lastEvent(reason, { retry: retryMs, retry_ms: retryMs })
}

/** The last event of a stream that is to be asked for anew at once. */
export const sseRenewal = lastEvent(renewal, { retry: renewAfterMs, retry_ms: 0 })

function lastEvent(
  reason: CloseReason | typeof renewal,
  { retry, retry_ms }: { retry: number; retry_ms: number },
): string {
  return `retry: ${retry}\n${sseEvent('goodbye', JSON.stringify({ reason, retry_ms }))}`
}

/** So many texts are deflated a second, for all cohorts together; the rest go as they are. */
const mostDeflated = { perSecond: 500, atOnce: 20 }

export function sseEncoding(format: Format, packing: Packing, count: FeedCount): Encoding {
  return {
    name: `sse.${format}.${packing}`,
    heartbeat(cursor, now) {
      const data = JSON.stringify({ cursor, server_time: now })
      return sseBytes(sseEvent('heartbeat', data, cursor), packing)
    },
    ...(format === 'frame' ? frames(packing, count) : prices(packing, count)),
  }
}

function prices(packing: Packing, count: FeedCount): Omit<Encoding, 'name' | 'heartbeat'> {
  const budget = makeTokenBucket(mostDeflated.perSecond, mostDeflated.atOnce)
  const eventsOf = makeEventsOf()
  const steps: Steps = {
    onBytes: true,
    begin(_, { context }) {
      const history = makeHistory()
      return {
        next(frame) {
          if (!budget.take(frame.sentAt)) return undefined
          countDelay(count, frame)
          return deflatedBytes(eventsOf(inSequence(frame), context), history)
        },
        join: history.forget,
      }
    },
  }
  return {
    frame(frame, context) {
      countDelay(count, frame)
      return sseBytes(eventsOf(frame, context), packing)
    },
    ...(packing === 'deflated' && { steps }),
    test: (price) => sseBytes(sseEvent('price', JSON.stringify(price)), packing),
  }
}

/** The events that tell a frame. Each has its change's cursor: whoever read half resumes with the rest. */
export function makeEventsOf(): (frame: Frame, context: MarketContext) => string {
  const priceText = makePriceText()
  return (frame, context) => {
    let text = ''
    for (const change of frame.changes) {
      const id = formatCursor({ epoch: frame.epoch, sequence: change.sequence })
      text += sseEvent('price', priceText(change, { frame, context }), id)
    }
    return text
  }
}

/**
 * Frames are events without a name. Those that stand for themselves tell the cursor, and of the others
 * none does, which would double them: whoever resumes from an older one is told a little more.
 */
function frames(packing: Packing, count: FeedCount): Omit<Encoding, 'name' | 'heartbeat'> {
  const encoder = createFrameEncoder()
  return {
    frame(frame, { detail }) {
      countDelay(count, frame)
      const id = formatCursor({ epoch: frame.epoch, sequence: frame.to })
      return sseBytes(`id: ${id}\ndata:${base64(encoder.absolute(frame, detail))}\n\n`, packing)
    },
    sparing: true,
    steps: frameSteps(encoder, (coded, frame) => {
      countDelay(count, frame)
      return sseBytes(`data:${base64(coded)}\n\n`, packing)
    }),
  }
}

/** Of bytes that may be another frame's in a moment. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}
