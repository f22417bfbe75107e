import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import type { Instrument, VenueName } from '../../shared/instrument.ts'
import type { Quote, Ticker, Trade } from '../../shared/trade.ts'

/** A source of prices. */
export interface Venue {
  readonly name: VenueName
  readonly market: 'live' | 'simulated' | 'replay'
  /**
   * Begins to deliver into `sink` and goes on, through any failure, until it is stopped; after that
   * the sink hears nothing more. Never throws for what the network does.
   */
  start(sink: VenueSink): Running
  /** What the venue lists now, asked of it anew. Rejects with a `VenueError`. */
  catalogue(signal: AbortSignal): Promise<readonly CatalogueEntry[]>
  /**
   * Candles that begin in `from` up to but not `to`, oldest first, without the one that is forming
   * and without intervals in which nothing traded. What the venue no longer keeps is left out.
   * Rejects with a `VenueError`.
   */
  history(query: HistoryQuery, signal: AbortSignal): Promise<readonly Candle[]>
}

/** A venue at work. */
export interface Running {
  /**
   * From now on exactly these are to be heard of, instead of the watchlist that the venue begins
   * with or what was wanted before; the most important first, where a venue's limit cuts the list.
   * What is new is subscribed within a second or so, what is no longer wanted is dropped after a
   * while. The sink isn't told `instruments` of these: whoever wants them knows them. A simulation
   * and a recording deliver what they have, whatever is wanted.
   */
  want(instruments: readonly Instrument[]): void
  stop(): void
}

const historyIntervals = ['1m', '1h', '1d'] as const
export type HistoryInterval = (typeof historyIntervals)[number]

export interface HistoryQuery {
  instrument: Instrument
  interval: HistoryInterval
  /** Epoch ms. */
  from: number
  to: number
}

/** Where a venue delivers. Only well-formed figures come here: units above zero, times of this century. */
export interface VenueSink {
  /** The instruments, before the first of their trades and again when the venue's list changes. */
  instruments(list: readonly Instrument[]): void
  trade(trade: Trade): void
  quote(quote: Quote): void
  ticker(ticker: Ticker): void
  /** Any sign of life of an instrument that carries no new figure is told by `quote` or `trade` alone. */
  status(status: VenueStatus): void
  /** A frame or figure that was refused, with the sentence that says why; counted and logged at most now and then. */
  refused(reason: string): void
}

export type VenueStatus =
  | { phase: 'connecting'; attempt: number }
  | { phase: 'open' }
  /** `retryInMs` until the next attempt. */
  | { phase: 'waiting'; reason: string; retryInMs: number }
  /** A recording that came to its end and isn't looped. */
  | { phase: 'ended' }
