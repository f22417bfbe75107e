import type { Instrument, VenueName } from '../../shared/instrument.ts'
import type { Market } from '../../shared/protocol.ts'
import type { Quote, Ticker, Trade } from '../../shared/trade.ts'

/** A source of prices. Binance, the simulator and the replay are its implementations. */
export interface Venue {
  readonly name: VenueName
  readonly market: 'live' | 'simulated' | 'replay'
  /**
   * Begins to deliver into `sink` and goes on, through any failure, until the returned stop is
   * called; after that the sink hears nothing more. Never throws for what the network does.
   */
  start(sink: VenueSink): () => void
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

/** Who is fed by the market: the board, the candles, the hub. */
export interface MarketHost extends Omit<VenueSink, 'instruments' | 'status'> {
  /**
   * A market takes over, or its instruments changed: everything known so far is forgotten and a new
   * epoch begins. Called before the first figure of that market.
   */
  begin(market: { market: Market; venue: VenueName; instruments: readonly Instrument[] }): void
  status(venue: VenueName, status: VenueStatus): void
}

/** A choice of venues that feeds a host: one alone, or the real one with the simulator behind it. */
export interface MarketSource {
  start(host: MarketHost): () => void
}
