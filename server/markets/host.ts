import type { Candle } from '../../shared/candle.ts'
import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { Market } from '../../shared/protocol.ts'
import type { VenueSink, VenueStatus } from '../venues/venue.ts'

/** Who is fed by the markets: the board, the candles, the hub. */
export interface MarketHost extends Pick<VenueSink, 'trade' | 'quote' | 'ticker'> {
  /** A market takes over, or another venue does in it: a new epoch begins. */
  begin(market: BeginningMarket): void
  /** More instruments of the same market. */
  extend(instruments: readonly Instrument[]): void
  /** Minutes that a made-up market comes with, oldest first, all before its first trade. */
  past(instrument: Instrument, minutes: readonly Candle[]): void
  status(venue: VenueName, status: VenueStatus): void
  /** A frame or figure was refused, with the sentence that says why. */
  refused(venue: VenueName, reason: string): void
  /** Nobody needs the venue any more: nothing comes from it until it is `open` again. */
  released(venue: VenueName): void
}

export interface BeginningMarket {
  market: Market
  /** Where a symbol without a venue is looked for. */
  venue: VenueName
  instruments: readonly Instrument[]
  /** What a client hears that asks for nothing. */
  defaults: readonly InstrumentId[]
  /** Symbols without a venue that another venue stands in for. */
  aliases: ReadonlyMap<string, InstrumentId>
  /** Its time starts over: nothing that is known goes on. */
  afresh: boolean
}

/** A choice of venues that feeds a host. */
export interface MarketSource {
  start(host: MarketHost): RunningMarkets
}

export interface RunningMarkets {
  /** What clients want to hear of beside the watchlist. */
  want(instruments: readonly Instrument[]): void
  /** A venue's list is another than it was: there is more on it, or something is counted otherwise. */
  relisted(venue: VenueName): void
  stop(): void
}
