import type { CatalogueEntry, InstrumentStatus } from '../../shared/catalogue.ts'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import { decimalsOfTick } from '../../shared/price.ts'
import { knownInstruments } from './known.ts'
import { shown } from './reading.ts'
import { VenueError } from './venue-error.ts'

/** One row of a venue's list, as it came. */
export interface Listed {
  symbol: unknown
  base: unknown
  quote: unknown
  tick: unknown
  lot: unknown
  status: InstrumentStatus
}

/** As Ebb names instruments; lower-case names can't be asked for, since people's input is upper-cased. */
const symbolShape = /^[\p{Lu}\p{Lo}\p{N}._/-]{1,32}$/u

/** The entry of a row; `undefined` where it has no readable name, tick or lot. */
export function readListed(venue: VenueName, listed: Listed): CatalogueEntry | undefined {
  const { symbol, base, quote, status } = listed
  if (typeof symbol !== 'string' || !symbolShape.test(symbol)) return undefined
  if (typeof base !== 'string' || typeof quote !== 'string' || !base || !quote) return undefined
  const decimals = decimalsOfTick(listed.tick)
  const sizeDecimals = decimalsOfTick(listed.lot)
  if (decimals === undefined || sizeDecimals === undefined) return undefined
  const id = instrumentId(venue, symbol)
  return { id, venue, symbol, base, quote, decimals, sizeDecimals, kind: 'spot', status }
}

/**
 * Size decimals that are worth having. Some venues count every coin in 10^-8, so that a day's volume
 * of a cheap one exceeds 2^53 units. A tick is some hundred-thousandth of a price; with decimals of
 * both adding up to 10, a unit of size is worth about 10^-5 of the quote currency.
 */
export function withBoundedSize(entry: CatalogueEntry): CatalogueEntry {
  const sizeDecimals = Math.min(entry.sizeDecimals, Math.max(0, 10 - entry.decimals))
  return { ...entry, sizeDecimals }
}

export function readList(
  venue: VenueName,
  { rows, read }: { rows: unknown; read: (row: unknown) => CatalogueEntry | undefined },
): CatalogueEntry[] {
  if (!Array.isArray(rows)) {
    const reason = `Its list of instruments is ${shown(rows)}.`
    throw new VenueError(venue, { kind: 'malformed', reason })
  }
  return rows.flatMap((row) => read(row) ?? [])
}

const bases = [...knownInstruments('BINANCE').values()].map(({ base }) => base)

/** The default watchlist as this venue trades it: each base against the first quote that it lists. */
export function pickWatchlist(
  entries: readonly CatalogueEntry[],
  quotes: readonly string[],
): { instruments: Instrument[]; missing: string[] } {
  const trading = new Map(
    entries
      .filter(({ status }) => status === 'trading')
      .map((entry) => [`${entry.base}/${entry.quote}`, entry]),
  )
  const instruments: Instrument[] = []
  const absent: string[] = []
  for (const base of bases) {
    const entry = quotes.map((quote) => trading.get(`${base}/${quote}`)).find(Boolean)
    if (entry) instruments.push(instrumentOf(entry))
    else absent.push(base)
  }
  if (absent.length === 0) return { instruments, missing: [] }
  const venue = entries[0]?.venue ?? 'The venue'
  const sentence = `${venue} does not list against ${quotes.join(' or ')}: ${absent.join(', ')}.`
  return { instruments, missing: [sentence] }
}

function instrumentOf(entry: CatalogueEntry): Instrument {
  const { id, venue, symbol, base, quote, decimals, sizeDecimals } = entry
  return { id, venue, symbol, base, quote, decimals, sizeDecimals }
}
