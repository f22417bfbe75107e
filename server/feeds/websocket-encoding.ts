import type { Frame } from '../../shared/frame.ts'
import type { DownMessage } from '../../shared/protocol.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { frameSteps } from '../hub/frame-steps.ts'
import type { Encoding, MarketContext } from '../hub/output.ts'
import { countDelay, type FeedCount } from './count.ts'
import { type History, makeHistory } from './deflated.ts'
import { helloText, oncePerHello } from './hello-text.ts'
import { inSequence, makePriceText } from './price.ts'
import { makeTokenBucket } from './token-bucket.ts'
import { deflatedBit, finalBit, opcodes } from './websocket-frame.ts'

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
    const size = sizes[i] ?? 0
    at = writeHead(bytes, { at, kind: opcodes.text, size })
    // Of which no letter takes two bytes, and that is nearly every text, is copied as it is.
    at += bytes.write(text, at, size === text.length ? 'latin1' : 'utf8')
  }
  return bytes
}

/** A copy of the payload, as one binary message. */
function binaryMessage(payload: Uint8Array): Buffer {
  return messages(opcodes.binary, [payload])
}

/** Control frames (section 5.5), which take at most 125 bytes. */
export function pingMessage(payload: Uint8Array): Buffer {
  return messages(opcodes.ping, [payload])
}

export function pongMessage(payload: Uint8Array): Buffer {
  return messages(opcodes.pong, [payload])
}

/** The last frame of all: why by a code, and perhaps in words. */
export function closeMessage(code: number | undefined, reason = ''): Buffer {
  if (code === undefined) return messages(opcodes.close, [Buffer.alloc(0)])
  const payload = Buffer.from(`--${reason}`)
  payload.writeUInt16BE(code)
  return messages(opcodes.close, [payload])
}

/** Text messages by permessage-deflate (RFC 7692 section 7.2.1), which refer to one another in order. */
export function deflatedMessages(texts: readonly string[], history: History): Buffer {
  return messages(
    deflatedBit | opcodes.text,
    history.deflateEach(texts.map((text) => Buffer.from(text))),
  )
}

/** `kind`: an opcode, with reserved bits or without. */
function messages(kind: number, payloads: readonly Uint8Array[]): Buffer {
  const total = payloads.reduce((sum, { length }) => sum + headSize(length) + length, 0)
  const bytes = Buffer.allocUnsafe(total)
  let at = 0
  for (const payload of payloads) {
    at = writeHead(bytes, { at, kind, size: payload.length })
    bytes.set(payload, at)
    at += payload.length
  }
  return bytes
}

function headSize(size: number): number {
  if (size < 126) return 2
  return size < 65_536 ? 4 : 10
}

function writeHead(
  bytes: Buffer,
  { at, kind, size }: { at: number; kind: number; size: number },
): number {
  bytes.writeUInt8(finalBit | kind, at)
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

export const helloMessage = oncePerHello((hello) => textMessages([helloText(hello, 'subscribed')]))

const heartbeat = (cursor: string, now: number) =>
  downMessage({ type: 'heartbeat', cursor, server_time: now })

/** Prices as text messages. */
export function websocketPrices(count: FeedCount): Encoding {
  const textsOf = makeTextsOf()
  return {
    name: 'websocket.price',
    frame(frame, context) {
      countDelay(count, frame)
      return textMessages(textsOf(frame, context))
    },
    heartbeat,
    test: (price) => downMessage({ type: 'price', ...price }),
  }
}

/** So many messages are deflated a second, for all cohorts together, and at once; the rest go as they are. */
const mostDeflated = { perSecond: 5_000, atOnce: 500 }

/** The same for clients who take them deflated. */
export function websocketDeflated(count: FeedCount): Encoding {
  const budget = makeTokenBucket(mostDeflated.perSecond, mostDeflated.atOnce)
  const textsOf = makeTextsOf()
  return {
    ...websocketPrices(count),
    name: 'websocket.price.deflated',
    steps: {
      onBytes: true,
      begin(_, { context }) {
        const history = makeHistory()
        return {
          next(frame) {
            if (!budget.take(frame.sentAt, frame.changes.length)) return undefined
            countDelay(count, frame)
            return deflatedMessages(textsOf(inSequence(frame), context), history)
          },
          join: history.forget,
        }
      },
    },
  }
}

/** The messages that tell a frame. */
export function makeTextsOf(): (frame: Frame, context: MarketContext) => string[] {
  const priceText = makePriceText()
  return (frame, context) =>
    frame.changes.map((change) => {
      const price = priceText(change, { frame, context })
      return `{"type":"price",${price.slice(1)}`
    })
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
