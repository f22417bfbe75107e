import type { CatalogueEntry } from '../shared/catalogue.ts'
import type { Config } from './config.ts'
import { type KeylessVenue, keylessVenues } from './environment.ts'
import type { MarketSource } from './markets/host.ts'
import { makeLiveMarkets } from './markets/live.ts'
import { makeSingle } from './markets/single.ts'
import type { DocumentStore } from './storage/storage.ts'
import { makeAlphaVantage } from './venues/alphavantage.ts'
import { makeBinance } from './venues/binance.ts'
import { makeBybit } from './venues/bybit.ts'
import { makeCoinbase } from './venues/coinbase.ts'
import { makeFinnhub } from './venues/finnhub.ts'
import { makeKraken } from './venues/kraken.ts'
import { makeOkx } from './venues/okx.ts'
import { makeReplay } from './venues/replay.ts'
import { makeSimulated } from './venues/simulated.ts'
import type { Venue } from './venues/venue.ts'

/** Trades and quotes a second of a simulated market at rate 1. */
const simulatedChangesPerSecond = 80

const makers = {
  binance: makeBinance,
  okx: makeOkx,
  bybit: makeBybit,
  coinbase: makeCoinbase,
  kraken: makeKraken,
} satisfies Record<KeylessVenue, (address: Config['venues'][KeylessVenue]) => Venue>

export interface VenueChoice {
  source: MarketSource
  /** Real ones, each with a catalogue and a past of its own. */
  venues: readonly Venue[]
}

export interface VenueChoiceOptions {
  config: Config
  documents: DocumentStore
  /** What is known of instruments before venues tell. */
  listed: () => readonly CatalogueEntry[]
  now: () => number
}

/** The venues that the configuration asks for, and which of them gives what. */
export function chooseVenues({ config, documents, listed, now }: VenueChoiceOptions): VenueChoice {
  const { market, simulated } = config
  const changesPerSecond = simulatedChangesPerSecond * simulated.rate
  const simulation = () => makeSimulated({ seed: simulated.seed, changesPerSecond })

  switch (market.kind) {
    case 'simulated':
      return { source: makeSingle(simulation(), now), venues: [] }
    case 'replay':
      return { source: makeSingle(makeReplay(market), now), venues: [] }
    case 'auto':
    case 'venue': {
      const names = market.kind === 'venue' ? [market.venue] : keylessVenues
      const venues = names.map((name) => makers[name](config.venues[name]))
      const others = withKeys(config, documents)
      const standIn = market.kind === 'auto' ? simulation() : undefined
      const clock = () => performance.now()
      const known = { listed, clock, now }
      const source = makeLiveMarkets({ venues, others, simulated: standIn, ...known })
      return { source, venues: [...venues, ...others] }
    }
  }
}

function withKeys(config: Config, documents: DocumentStore): Venue[] {
  const { finnhub, alphavantage } = config
  if (finnhub === undefined) return []
  const live = makeFinnhub(finnhub)
  if (alphavantage === undefined) return [live]
  // Finnhub gives no candles without payment: a stock's days come from Alpha Vantage, and from nobody
  // else (history/writer keeps none of our own).
  const daily = makeAlphaVantage({ ...alphavantage, documents })
  return [
    {
      ...live,
      history: (query, signal) => (query.interval === '1d' ? daily : live).history(query, signal),
    },
  ]
}
