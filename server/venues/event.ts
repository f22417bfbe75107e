import type { Quote, Ticker, Trade } from '../../shared/trade.ts'

/** What one frame of a venue says, once parsed. A frame that says nothing is no event at all. */
export type VenueEvent =
  | { type: 'trade'; trade: Trade }
  /** `update` is the venue's number of the book's state; it only rises. Absent where the venue has none. */
  | { type: 'quote'; quote: Quote; update: number | undefined }
  | { type: 'ticker'; ticker: Ticker }
  /** A heartbeat or a pong: the connection lives, whatever becomes of the figures. */
  | { type: 'alive' }
  | Answered
  /** The venue will cut this connection soon: a new one must be up before. */
  | { type: 'shutdown' }
  /** What was refused and why, a sentence. */
  | { type: 'refused'; reason: string }

/** One channel of one instrument: what is subscribed. */
export interface Topic {
  channel: string
  symbol: string
}

/** What a venue answers to the frame that subscribes or unsubscribes. */
export type Answered =
  /** This topic is done, or, where the answer names none, all of the frame. */
  | { type: 'acknowledged'; op: 'subscribe' | 'unsubscribe'; topic: Topic | undefined }
  /** Everything that this connection is subscribed to now. */
  | { type: 'subscriptions'; topics: readonly Topic[] }
  /** The venue doesn't take this symbol; `whole` where the rest of the frame failed with it. */
  | { type: 'unknown'; symbol: string | undefined; whole: boolean; reason: string }
  /** The topic was subscribed before, and the rest of the frame failed with it. */
  | { type: 'already'; topic: Topic }
  /** Too many frames: what isn't acknowledged must be asked for again, later and more slowly. */
  | { type: 'hurried'; reason: string }
