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
  /** What a client hears that names nothing. */
  readonly defaults: readonly ListedInstrument[]
  /** By `BTCUSDT` at the default venue, or `BINANCE:BTCUSDT`; any case. */
  find(symbol: string): ListedInstrument | undefined
  get(id: InstrumentId): ListedInstrument | undefined
  /** The shortest name that finds the instrument again. */
  nameOf(instrument: Instrument): string
  /** Lists more, behind what is there: no index changes. Those that are listed already stay as they are. */
  extend(instruments: readonly Instrument[]): void
}

export interface ListingOptions {
  instruments: readonly Instrument[]
  /** Where a symbol without a venue is looked for. */
  venue: VenueName
  /** Absent: all of them. */
  defaults?: readonly InstrumentId[] | undefined
  /** Symbols without a venue that another venue stands in for. */
  aliases?: ReadonlyMap<string, InstrumentId> | undefined
}

/** So many spellings are remembered; then it begins anew, because a client may spell as it likes. */
const mostSpellings = 20_000

export function makeListing({ instruments, venue, defaults, aliases }: ListingOptions): Listing {
  const listed: ListedInstrument[] = []
  const byId = new Map<InstrumentId, ListedInstrument>()
  /** By what clients wrote: ten thousand who come at once ask for the same few. */
  const bySpelling = new Map<string, ListedInstrument>()
  // Of several symbols for one instrument the first is its name.
  const aliasOf = new Map([...(aliases ?? [])].reverse().map(([symbol, id]) => [id, symbol]))

  function extend(more: readonly Instrument[]): void {
    for (const instrument of more) {
      if (byId.has(instrument.id)) continue
      const each = { ...instrument, index: listed.length }
      listed.push(each)
      byId.set(each.id, each)
    }
  }
  extend(instruments)

  function parse(text: string): ListedInstrument | undefined {
    const parsed = parseSymbol(text)
    if (parsed === undefined) return undefined
    const { symbol } = parsed
    const alias = parsed.venue === undefined ? aliases?.get(symbol) : undefined
    if (alias !== undefined) return byId.get(alias)
    const at = venues.find((name) => name === (parsed.venue ?? venue))
    return at && byId.get(instrumentId(at, symbol))
  }

  return {
    instruments: listed,
    defaults: defaults ? defaults.flatMap((id) => byId.get(id) ?? []) : listed,
    find(text) {
      const known = bySpelling.get(text)
      if (known !== undefined) return known
      const found = parse(text)
      if (found === undefined) return undefined
      if (bySpelling.size >= mostSpellings) bySpelling.clear()
      bySpelling.set(text, found)
      return found
    },
    get: (id) => byId.get(id),
    nameOf: (of) => aliasOf.get(of.id) ?? (of.venue === venue ? of.symbol : of.id),
    extend,
  }
}
