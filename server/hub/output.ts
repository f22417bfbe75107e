import type { Frame } from '../../shared/frame.ts'
import type { VenueName } from '../../shared/instrument.ts'
import type { CloseReason, Hello, Market, Price } from '../../shared/protocol.ts'
import type { Detail } from '../../shared/wire/encoder.ts'
import type { Listing } from './listing.ts'

/** One client's way out, implemented by a feed. */
export interface Output {
  /**
   * False while earlier bytes have not drained: the client is skipped, and what it misses conflates.
   * `now` is the turn's, epoch ms, here and below: so many are served in one that each can't ask for it.
   */
  ready(now: number): boolean
  /** Bytes as an `Encoding` made them: shared by the whole cohort, never to be changed. */
  write(bytes: Uint8Array, now: number): void
  /** A subscription or an epoch begins: what is subscribed and how to read what follows. */
  hello(hello: Hello): void
  /** Says why, and ends. Called at most once; nothing is called after it. */
  close(reason: CloseReason): void
}

/** How frames become bytes, the transport's own framing included: made once a cohort. */
export interface Encoding {
  /** Cohorts are told apart by it. */
  readonly name: string
  /** For who stands at `frame.from`, whatever they got last. */
  frame(frame: Frame, context: CohortContext): Uint8Array
  /** Absent where every frame stands for itself. */
  readonly steps?: Steps
  /** Tells less of instruments of which nobody wants the detail, and names them by their places. */
  readonly sparing?: true
  heartbeat(cursor: string, now: number): Uint8Array
  /** An operator's test price; absent where the form has no room for what isn't a market's price. */
  test?(price: Price): Uint8Array
}

/** How frames are told against what went before, to all who have got that. */
export interface Steps {
  /**
   * A course builds on every byte before, not on the state alone. So whoever is told anything else in
   * between has left it, and whoever joins makes it begin anew for all.
   */
  readonly onBytes?: true
  /** What goes on from this frame, which holds all that is known. */
  begin(frame: Frame, about: { indexes: readonly number[]; context: CohortContext }): Course
}

/** For all who were told the last frame alike. */
export interface Course {
  /**
   * On to this frame's end; its changes ascend by index. `undefined` where it can't be told so:
   * everybody there needs a frame that stands for itself.
   */
  next(frame: Frame): Uint8Array | undefined
  /** Others go on from here who were told of the same state in another way. */
  join?(): void
}

/** What the whole market is, beside the single changes. */
export interface MarketContext {
  market: Market
  simulated: boolean
  /** Whose instruments need no prefix. */
  venue: VenueName
  listing: Listing
}

export interface CohortContext extends MarketContext {
  /** Of which instruments all is told, where the encoding tells less of others. */
  detail: Detail
}
