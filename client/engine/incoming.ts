import { type Hello, type ListedInstrument, renewal } from '../../shared/protocol.ts'
import type { FrameReader } from '../../shared/wire/reader.ts'
import type { Close, FeedEvent } from './transport.ts'

export type Incoming = Record<string, unknown>

/** A JSON object, or `undefined` for whatever else the text is. */
export function parseObject(text: string): Incoming | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The greeting of a stream, an epoch or a snapshot; `undefined` where it lacks what we live by. */
export function readHello(value: unknown): Hello | undefined {
  return isHello(value) ? value : undefined
}

/** What is to be told of a frame's bytes. */
export function readFrame(reader: FrameReader, bytes: Uint8Array | undefined): FeedEvent {
  const frame = bytes && reader.read(bytes)
  return frame === undefined ? { type: 'unreadable' } : { type: 'frame', frame }
}

export function readText(message: Incoming | undefined, field: string): string | undefined {
  const value = message?.[field]
  return typeof value === 'string' ? value : undefined
}

/** How long the server asks us to stay away, ms; within a minute whatever it says. */
export function goodbyeOf(message: Incoming | undefined): Close {
  const retryMs = clamp(message?.retry_ms, 1_000)
  const detail = readText(message, 'reason') ?? ''
  if (detail === renewal) return { reason: 'renewal', why: { type: 'renewed' } }
  return { reason: 'goodbye', why: { type: 'goodbye', detail }, retryMs }
}

/** A middleman or an operator doesn't want the transport; a 400 is about what was asked, and passes. */
const refusals = [401, 403, 404, 405, 406, 407, 410, 426, 501]

/** What an HTTP answer means for a transport; `undefined` where it is fine. */
export function refusalOf(answer: Response): Close | undefined {
  if (answer.ok || answer.status === 304) return undefined
  const why = { type: 'http-status', status: answer.status } as const
  if (answer.status === 429 || answer.status === 503) {
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
    return { reason: 'goodbye', why, retryMs: clamp(seconds * 1_000, 5_000) }
  }
  return { reason: refusals.includes(answer.status) ? 'refused' : 'failed', why }
}

function clamp(value: unknown, otherwise: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return otherwise
  return Math.min(60_000, Math.max(0, value))
}

function isHello(value: unknown): value is Hello {
  if (!isObject(value)) return false
  const { cursor, heartbeat_ms: heartbeat, server_time: at, instruments, unknown } = value
  return (
    typeof cursor === 'string' &&
    typeof at === 'number' &&
    typeof heartbeat === 'number' &&
    heartbeat >= 0 &&
    Array.isArray(unknown) &&
    Array.isArray(instruments) &&
    instruments.every(isListed)
  )
}

function isListed(value: unknown): value is ListedInstrument {
  if (!isObject(value)) return false
  const { index, symbol, venue, quote, decimals } = value
  return (
    Number.isSafeInteger(index) &&
    typeof symbol === 'string' &&
    typeof venue === 'string' &&
    typeof quote === 'string' &&
    typeof decimals === 'number'
  )
}

function isObject(value: unknown): value is Incoming {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
