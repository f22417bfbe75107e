import type { OpenAPIV3_1 } from 'openapi-types'
import { cadenceLimits, closeCodes, heartbeatLimits, maxSymbols } from '../../shared/protocol.ts'

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject

const text: Schema = { type: 'string' }
const number: Schema = { type: 'number' }
const integer: Schema = { type: 'integer' }
const flag: Schema = { type: 'boolean' }
const texts: Schema = { type: 'array', items: text }
const unknownable: Schema = { type: ['number', 'null'] }
const cursor: Schema = { type: 'string', examples: ['m3k9x2a.10482'] }
const market: Schema = { type: 'string', enum: ['connecting', 'live', 'simulated', 'replay'] }

function object(properties: Record<string, Schema>, optional: string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required }
}

function message(type: string, properties: Record<string, Schema>, optional?: string[]): Schema {
  return object({ type: { const: type }, ...properties }, optional)
}

const price: Record<string, Schema> = {
  symbol: text,
  venue: text,
  price: number,
  change_24h: { type: ['number', 'null'], description: 'Per cent.' },
  timestamp: { type: 'integer', description: "The venue's time of the last trade, epoch ms." },
  bid: unknownable,
  ask: unknownable,
  high_24h: unknownable,
  low_24h: unknownable,
  volume_24h: unknownable,
  age_ms: { type: 'integer', description: 'How old the price was when it was sent.' },
  stale: flag,
  simulated: flag,
  cursor,
  test: { const: true, description: "An operator's test broadcast: not a market's price." },
}

const hello: Record<string, Schema> = {
  protocol: integer,
  cursor,
  market,
  simulated: flag,
  server_time: integer,
  heartbeat_ms: integer,
  interval_ms: integer,
  symbols: texts,
  instruments: { type: 'array', items: { type: 'object' } },
  unknown: texts,
  detail: {
    type: 'array',
    items: integer,
    description: 'Of these, by index, frames tell the bid, the ask and the exact time.',
  },
}

const standing: Record<string, Schema> = {
  user: text,
  newest: { type: 'integer', description: 'Sequence of the newest notification; 0: none yet.' },
  unread: integer,
  upTo: { type: 'integer', description: 'All up to this sequence are read, those above are not.' },
  records: { type: 'integer', description: 'Sequence of the newest change to what they own.' },
}

const notification = object(
  {
    id: { type: 'string', description: 'By it a second copy is dropped.' },
    sequence: integer,
    at: integer,
    readAt: integer,
    event: { type: 'object' },
  },
  ['readAt'],
)

const pace: Record<string, Schema> = {
  interval_ms: { type: 'integer', minimum: cadenceLimits.minMs, maximum: cadenceLimits.maxMs },
  heartbeat_ms: { type: 'integer', minimum: heartbeatLimits.minMs, maximum: heartbeatLimits.maxMs },
}

const symbols: Schema = { type: 'array', items: text, minItems: 1, maxItems: maxSymbols }

const detail: Schema = {
  ...{ type: 'array', items: text, maxItems: maxSymbols },
  description: 'Those of which frames are to tell all; in place of what was said of that before.',
}

/** What goes over the streams, where no validator of a route says it. */
export const messageSchemas: Record<string, Schema> = {
  Price: object(price, ['test']),
  Hello: object(hello, ['detail']),
  Problem: object(
    { type: text, title: text, status: integer, detail: text, field: text, symbols: texts },
    ['field', 'symbols'],
  ),
  UpMessage: {
    description: 'What a client sends over a WebSocket.',
    oneOf: [
      message('subscribe', { symbols, detail, cursor, ...pace }, [
        'detail',
        'cursor',
        ...Object.keys(pace),
      ]),
      message('unsubscribe', { symbols }),
      message('cadence', pace, ['heartbeat_ms']),
      message('ping', { id: number }, ['id']),
    ],
  },
  DownMessage: {
    description: `What the server sends. Close codes: ${JSON.stringify(closeCodes)}.`,
    oneOf: [
      message('connected', { protocol: integer, market, simulated: flag, server_time: integer }),
      message('subscribed', hello, ['detail']),
      message('unsubscribed', { symbols: texts }),
      message('price', price, ['test']),
      message('heartbeat', { cursor, server_time: integer }),
      message('pong', { id: number, server_time: integer }, ['id']),
      message('error', { code: text, message: text, symbols: texts }, ['symbols']),
      message('goodbye', { reason: text, retry_ms: integer }),
      // To whoever has a session.
      message('notification', { notification }),
      message('standing', standing),
      message('session-ended', {}),
    ],
  },
}
