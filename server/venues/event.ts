import type { Quote, Ticker, Trade } from '../../shared/trade.ts'

/** What one frame of a venue says, once parsed. A frame that says nothing of prices (an
 * acknowledgement, a heartbeat) is no event at all. */
export type VenueEvent =
  | { type: 'trade'; trade: Trade }
  /** `update` is the venue's number of the book's state; it only rises. Absent where the venue has none. */
  | { type: 'quote'; quote: Quote; update: number | undefined }
  | { type: 'ticker'; ticker: Ticker }
  /** The venue will cut this connection soon: a new one must be up before. */
  | { type: 'shutdown' }
  /** What was refused and why, a sentence. */
  | { type: 'refused'; reason: string }
