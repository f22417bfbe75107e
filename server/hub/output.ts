import type { Frame } from '../../shared/frame.ts'
import type { VenueName } from '../../shared/instrument.ts'
import type { CloseReason, Hello, Market, Price } from '../../shared/protocol.ts'
import type { Listing } from './listing.ts'

/** One client's way out, implemented by a feed. */
export interface Output {
  /** False while earlier bytes have not drained: the client is skipped, and what it misses conflates. */
  ready(): boolean
  /** Bytes as an `Encoding` made them: shared by the whole cohort, never to be changed. */
  write(bytes: Uint8Array): void
  /** A subscription or an epoch begins: what is subscribed and how to read what follows. */
  hello(hello: Hello): void
  /** Says why, and ends. Called at most once; nothing is called after it. */
  close(reason: CloseReason): void
}

/** How frames become bytes, the transport's own framing included: made once a cohort. */
export interface Encoding {
  /** Cohorts are told apart by it. */
  readonly name: string
  frame(frame: Frame, context: MarketContext): Uint8Array
  heartbeat(cursor: string, now: number): Uint8Array
  /** An operator's test price; absent where the form has no room for what isn't a market's price. */
  test?(price: Price): Uint8Array
}

/** What the whole market is, beside the single changes. */
export interface MarketContext {
  market: Market
  simulated: boolean
  /** Whose instruments need no prefix. */
  venue: VenueName
  listing: Listing
}
