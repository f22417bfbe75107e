import type { Notice } from '../../shared/notice.ts'
import type { Market } from '../../shared/protocol.ts'
import type { Cause } from './cause.ts'
import type { PageConditions } from './conditions.ts'
import type { Insight } from './insight.ts'
import type { Plan, TransportName } from './plan.ts'
import type { Traffic } from './traffic.ts'

/*
 * Between a page and whoever runs the engine: the service worker, or a dedicated worker where no
 * service worker controls the page. Both speak this; the page doesn't know the difference.
 *
 *   page                                     worker
 *     │  POST /__live  PageReport              │   (dedicated worker: postMessage)
 *     ├───────────────────────────────────────▶│
 *     │  LiveMessage, one JSON a line, for as  │
 *     │  long as the page holds the stream     │
 *     │◀───────────────────────────────────────┤
 *     │  postMessage PageMessage at any time   │
 *     ├───────────────────────────────────────▶│
 *
 * The worker may die at any moment; then the stream ends or breaks and the page posts anew with a
 * fresh report, so nothing that the worker forgot is missed.
 */

export const livePath = '/__live'

/** All that the engine must know of one page, complete each time. */
export interface PageReport {
  /** Random, for the life of the page. */
  page: string
  conditions: PageConditions
  /** What this page wants to see, as typed by its user: `BTCUSDT`, `KRAKEN:BTCUSD`. */
  symbols: string[]
  /** Those of which it wants to see all: bid, ask and the exact time. Pages of an older version don't say. */
  detail?: string[]
  /** It wants to look into the engine: an `insight` every second, while it is in front. */
  inspects: boolean
}

export type PageMessage =
  | { type: 'report'; report: PageReport }
  /** Keeps Firefox's worker alive. */
  | { type: 'ping' }
  /** The page is about to go. */
  | { type: 'leave'; page: string }
  /** What the page has asked for by itself, and what passed for it. */
  | { type: 'asked'; traffic: Traffic; requests: number }
  /** A session has begun or changed hands: only a new connection carries it. */
  | { type: 'session' }
  /** All that the device keeps is being thrown away: nothing is written any more. */
  | { type: 'forget' }
  /** For a diagnosis: the connection ends, as if it had broken. */
  | { type: 'drop' }
  /** For a diagnosis: all streams end, as if the worker had died. */
  | { type: 'die' }

export type LiveMessage =
  /** First on every stream; `worker` changes when the worker was reborn. */
  | { type: 'hello'; worker: string; version: string; host: 'service' | 'dedicated' }
  /**
   * `replace`: what isn't in `prices` is no longer known. `cached`: read from the device, not yet
   * confirmed.
   */
  | { type: 'prices'; prices: LivePrice[]; replace: boolean; cached: boolean }
  | { type: 'status'; status: LiveStatus }
  /**
   * Somebody's notification, how far their log has come, or that their session has ended. A standing is
   * told anew to every page that comes; a notification to those that are here.
   */
  | { type: 'notice'; notice: Notice }
  /** For pages that inspect. */
  | { type: 'insight'; insight: Insight }
  /** Newest last; sent whole at the start, then each new one alone. */
  | { type: 'transitions'; transitions: Transition[] }
  /** A new version of the worker waits: let go of the stream and hold the new worker's. */
  | { type: 'drain' }

/** One row as the page shows it. Prices are units of `decimals`. */
export interface LivePrice {
  symbol: string
  venue: string
  /** What the price is in: `USD` where a venue stands in that has no `USDT`. */
  quote: string
  decimals: number
  price: number
  /** Basis points. */
  change24h: number | undefined
  bid: number | undefined
  ask: number | undefined
  /** The venue's time of the last trade, epoch ms. */
  time: number
  /** When it was last known to be true, on this device's clock, epoch ms: now - knownAt is its age. */
  knownAt: number
  /** The server has had no sign of life of it. */
  stale: boolean
  epoch: string
  /** Rises within an epoch: the cursor's sequence that this state came with. */
  sequence: number
}

/** What the engine is doing: one union, each phase with what belongs to it alone. */
export type Phase =
  | { name: 'idle' }
  | { name: 'connecting'; transport: TransportName; attempt: number }
  | { name: 'live'; transport: TransportName; since: number }
  /** Between two polls. */
  | { name: 'resting'; transport: 'poll'; nextAt: number }
  | { name: 'waiting'; retryAt: number; why: Cause }
  | { name: 'offline' }

export interface LiveStatus {
  phase: Phase
  plan: Plan
  market: Market
  simulated: boolean
  cursor: string | undefined
  /** From the server's clock to this device, ms, by the newest frame; absent until the clocks are compared. */
  latencyMs: number | undefined
  /** By how much the server's clock is ahead of this device's, ms; absent until they are compared. */
  clockAheadMs: number | undefined
  /** When the last message of any kind came, epoch ms of this device. */
  heardAt: number | undefined
  /** Symbols that nobody lists. */
  unknown: string[]
}

export interface Transition {
  /** Epoch ms of this device. */
  at: number
  from: Phase['name']
  to: Phase['name']
  transport: TransportName | 'none'
  intervalMs: number
  reason: Cause
}
