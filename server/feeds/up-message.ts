import { parseCursor } from '../../shared/cursor.ts'
import {
  cadenceLimits,
  type ErrorCode,
  heartbeatLimits,
  maxSymbols,
  type UpMessage,
} from '../../shared/protocol.ts'
import { remembering } from '../http/remembering.ts'
import { isSymbol } from './spelling.ts'

/** Why a message was refused, as the client is told. */
export interface Refused {
  code: ErrorCode
  message: string
  symbols?: string[]
}

/**
 * A client's message, or what is wrong with it. Never throws, whatever comes. Subscriptions are the same
 * objects for all who ask alike: never to be changed.
 */
export const parseUpMessage = remembering(parse, {
  most: 500,
  longest: 1_024,
  isKept: (parsed) => !isRefused(parsed) && parsed.type === 'subscribe',
})

function parse(text: string): UpMessage | Refused {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return bad('A message must be JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('A message must be a JSON object with a type.')
  }
  const fields = value as Record<string, unknown>
  switch (fields.type) {
    case 'subscribe':
      return parseSubscribe(fields)
    case 'unsubscribe':
      return parseUnsubscribe(fields)
    case 'cadence':
      return parseCadence(fields)
    case 'ping':
      return parsePing(fields)
    default:
      return bad('type must be subscribe, unsubscribe, cadence or ping.')
  }
}

export function isRefused(parsed: UpMessage | Refused): parsed is Refused {
  return 'code' in parsed
}

function parseSubscribe(fields: Record<string, unknown>): UpMessage | Refused {
  const { cursor } = fields
  const symbols = parseSymbols(fields.symbols)
  if ('code' in symbols) return symbols
  const detail = parseDetail(fields.detail)
  if ('code' in detail) return detail
  if (cursor !== undefined && (typeof cursor !== 'string' || parseCursor(cursor) === undefined)) {
    const message = 'cursor must be one that this server gave out; leave it out to start anew.'
    return { code: 'bad-cursor', message }
  }
  const pace = parsePace(fields)
  if ('code' in pace) return pace
  return {
    type: 'subscribe',
    ...symbols,
    ...detail,
    ...(cursor !== undefined && { cursor }),
    ...pace,
  }
}

function parseUnsubscribe(fields: Record<string, unknown>): UpMessage | Refused {
  const symbols = parseSymbols(fields.symbols)
  return 'code' in symbols ? symbols : { type: 'unsubscribe', ...symbols }
}

function parseCadence(fields: Record<string, unknown>): UpMessage | Refused {
  const pace = parsePace(fields)
  if ('code' in pace) return pace
  const { interval_ms } = pace
  if (interval_ms === undefined) return bad('cadence needs interval_ms.')
  return { type: 'cadence', ...pace, interval_ms }
}

function parsePing({ id }: Record<string, unknown>): UpMessage | Refused {
  if (id === undefined) return { type: 'ping' }
  return typeof id === 'number' ? { type: 'ping', id } : bad('id must be a number.')
}

/** Unlike symbols they may be none: then of nobody all is told any more. */
function parseDetail(value: unknown): { detail?: string[] } | Refused {
  if (value === undefined) return {}
  if (Array.isArray(value) && value.length === 0) return { detail: [] }
  const parsed = parseSymbols(value)
  return 'code' in parsed ? parsed : { detail: parsed.symbols }
}

function parseSymbols(value: unknown): { symbols: string[] } | Refused {
  if (!Array.isArray(value) || value.length === 0) {
    return bad('symbols must be a list of at least one symbol, such as ["BTCUSDT"].')
  }
  if (value.length > maxSymbols) {
    const message = `At most ${maxSymbols} symbols at once, but there are ${value.length}.`
    return { code: 'too-many-symbols', message }
  }
  const texts: string[] = []
  for (const each of value) {
    if (typeof each !== 'string') return bad('symbols must hold nothing but texts.')
    texts.push(each)
  }
  const malformed = texts.filter((text) => !isSymbol(text))
  if (malformed.length === 0) return { symbols: texts }
  return {
    code: 'bad-symbol',
    message: 'A symbol is written BTCUSDT or BINANCE:BTCUSDT.',
    // Quoted back, but not without bound.
    symbols: malformed.slice(0, 20).map((text) => text.slice(0, 64)),
  }
}

function parsePace(
  fields: Record<string, unknown>,
): { interval_ms?: number; heartbeat_ms?: number } | Refused {
  const { interval_ms, heartbeat_ms } = fields
  if (!isWithin(interval_ms, cadenceLimits)) return badInterval('interval_ms', cadenceLimits)
  if (!isWithin(heartbeat_ms, heartbeatLimits)) return badInterval('heartbeat_ms', heartbeatLimits)
  return {
    ...(interval_ms !== undefined && { interval_ms }),
    ...(heartbeat_ms !== undefined && { heartbeat_ms }),
  }
}

interface Limits {
  minMs: number
  maxMs: number
}

function isWithin(value: unknown, { minMs, maxMs }: Limits): value is number | undefined {
  if (value === undefined) return true
  return typeof value === 'number' && Number.isInteger(value) && value >= minMs && value <= maxMs
}

function badInterval(field: string, { minMs, maxMs }: Limits): Refused {
  return {
    code: 'bad-interval',
    message: `${field} must be a whole number of milliseconds from ${minMs} to ${maxMs}.`,
  }
}

function bad(message: string): Refused {
  return { code: 'bad-message', message }
}
