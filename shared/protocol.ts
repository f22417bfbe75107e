import type { Instrument } from './instrument.ts'
import type { Notice } from './notice.ts'
import type { SessionPhase } from './sessions.ts'

/*
 * The live protocol, over Server-Sent Events, WebSocket and poll alike.
 *
 *   client                                        server
 *     │  SSE: GET /api/sse/prices?symbols&cursor     │
 *     │  WebSocket: /ws/price, then subscribe        │
 *     ├─────────────────────────────────────────────▶│
 *     │   connected / subscribed: epoch, instruments │
 *     │◀─────────────────────────────────────────────┤
 *     │   a snapshot, or what changed since cursor   │
 *     │◀─────────────────────────────────────────────┤
 *     │   price | frame … heartbeat when silent      │
 *     │◀─────────────────────────────────────────────┤
 *     │   connected / subscribed again: new epoch,   │
 *     │   then its snapshot                          │
 *     │◀─────────────────────────────────────────────┤
 *     │   goodbye: the server leaves, come back      │
 *     │◀─────────────────────────────────────────────┤
 *
 * Whoever has a session is told of what happened to them by the same stream: see notice.ts.
 *
 * History: 1, the first. 2, notices beside the prices. 3, frames of bits against the last one.
 * 4, each of them is checked against all that is known, not its rows alone.
 */
export const protocolVersion = 4

/**
 * WebSocket subprotocols: plain messages, one `price` an instrument (the default), or compact frames:
 * see wire/format.ts.
 */
export const subprotocols = { json: 'ebb.json.v1', frame: 'ebb.frame.v3' } as const

/** What the prices are: the venue's own now, made up, recorded, or not there yet. */
export type Market = 'connecting' | 'live' | 'simulated' | 'replay'

/** How a client may be fed: `price` is pleasant to read, `frame` is compact. */
export type Format = 'price' | 'frame'

/** Cadences are between these; a shorter or longer one is an error. 0 is every change, at once. */
export const cadenceLimits = { minMs: 0, maxMs: 60_000, defaultMs: 250 } as const

/** A client may ask for a heartbeat between these; never below its cadence. */
export const heartbeatLimits = { minMs: 1_000, maxMs: 600_000 } as const

/** At most so many instruments in one subscription. */
export const maxSymbols = 500

export interface ListedInstrument extends Instrument {
  /** The instrument's number in this epoch, from 0: what frames call it. */
  index: number
}

/** Opens every stream and every epoch within one: what is subscribed and how to read it. */
export interface Hello {
  protocol: number
  /** `epoch.sequence` at which the client stands before the next frame. */
  cursor: string
  market: Market
  /** True for whatever is not a venue's own price of now. */
  simulated: boolean
  /** The server's clock, epoch ms. */
  server_time: number
  /** A message comes at least this often, ms; twice that without one means that the stream is dead. */
  heartbeat_ms: number
  interval_ms: number
  symbols: string[]
  /**
   * `symbol` is what the client calls it: `BTCUSDT` where another venue's stands in, its id where it
   * asked by that.
   */
  instruments: ListedInstrument[]
  /** What was asked for and nobody lists. */
  unknown: string[]
  /** Of which instruments frames tell the bid, the ask and the exact time, by index; absent for none. */
  detail?: number[]
}

/**
 * One instrument's price as plain JSON. Figures are JSON numbers with the instrument's decimals; null
 * is unknown.
 */
export interface Price {
  symbol: string
  venue: string
  price: number
  /** Per cent. */
  change_24h: number | null
  /** The venue's time of the last trade, epoch ms. */
  timestamp: number
  bid: number | null
  ask: number | null
  high_24h: number | null
  low_24h: number | null
  volume_24h: number | null
  /** How old the price was when it was sent, ms. */
  age_ms: number
  stale: boolean
  /** Of its market now: a price of a closed one is the last there is, and not stale. */
  session: SessionPhase
  simulated: boolean
  cursor: string
  /** An operator's test broadcast: not a market's price. */
  test?: true
}

export type UpMessage =
  | {
      type: 'subscribe'
      symbols: string[]
      /** Those of which frames tell all; in place of what was said of that before. */
      detail?: string[]
      cursor?: string
      interval_ms?: number
      heartbeat_ms?: number
    }
  | { type: 'unsubscribe'; symbols: string[] }
  | { type: 'cadence'; interval_ms: number; heartbeat_ms?: number }
  | { type: 'ping'; id?: number }

export type DownMessage =
  | { type: 'connected'; protocol: number; market: Market; simulated: boolean; server_time: number }
  | ({ type: 'subscribed' } & Hello)
  | { type: 'unsubscribed'; symbols: string[] }
  | ({ type: 'price' } & Price)
  | { type: 'heartbeat'; cursor: string; server_time: number }
  | { type: 'pong'; id?: number; server_time: number }
  | { type: 'error'; code: ErrorCode; message: string; symbols?: string[] }
  | { type: 'goodbye'; reason: string; retry_ms: number }
  | Notice

export type ErrorCode =
  | 'bad-message'
  | 'bad-symbol'
  | 'unknown-symbol'
  | 'bad-cursor'
  | 'bad-interval'
  | 'too-many-symbols'
  | 'too-many-messages'
  | 'too-large'
  | 'not-subscribed'

/** Why the server ends a stream. */
export type CloseReason = 'shutdown' | 'slow-consumer' | 'too-many-messages' | 'too-large' | 'idle'

/** The reason of a `goodbye` where nothing is wrong: this stream has lived long enough; ask anew at once. */
export const renewal = 'renewal'

/** WebSocket close codes, RFC 6455 section 7.4.1 and the private range. */
export const closeCodes: Record<CloseReason, number> = {
  shutdown: 1001,
  'too-large': 1009,
  'slow-consumer': 4008,
  'too-many-messages': 4029,
  idle: 4000,
}
