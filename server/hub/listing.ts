import {
  type Instrument,
  type InstrumentId,
  instrumentId,
  parseSymbol,
  type VenueName,
  venues,
} from '../../shared/instrument.ts'
import type { ListedInstrument } from '../../shared/protocol.ts'

/** The instruments of one epoch, found by what clients call them. */
export interface Listing {
  readonly instruments: readonly ListedInstrument[]
  /** By `BTCUSDT` at the default venue, or `BINANCE:BTCUSDT`; any case. */
  find(symbol: string): ListedInstrument | undefined
  get(id: InstrumentId): ListedInstrument | undefined
  /** The shortest name that finds the instrument again. */
  nameOf(instrument: Instrument): string
}

export function makeListing(instruments: readonly Instrument[], defaultVenue: VenueName): Listing {
  const listed = instruments.map((instrument, index) => ({ ...instrument, index }))
  const byId = new Map(listed.map((instrument) => [instrument.id, instrument]))
  return {
    instruments: listed,
    find(symbol) {
      const parsed = parseSymbol(symbol)
      if (parsed === undefined) return undefined
      const venue = venues.find((name) => name === (parsed.venue ?? defaultVenue))
      return venue && byId.get(instrumentId(venue, parsed.symbol))
    },
    get: (id) => byId.get(id),
    nameOf: ({ id, venue, symbol }) => (venue === defaultVenue ? symbol : id),
  }
}
