import type { CatalogueEntry } from '../../shared/catalogue.ts'
import {
  type Instrument,
  type InstrumentId,
  isCountedAlike,
  type VenueName,
} from '../../shared/instrument.ts'
import { questionOf, rankOf, type SearchTerms, termsOf } from '../../shared/search.ts'
import { coinNames } from './coin-names.ts'

/** Every instrument that any venue lists, found by what people type. All in memory. */
export interface Catalogue {
  /** A venue's list, whole: what isn't in it any more is marked dead, so that who watches it is told. */
  put(venue: VenueName, entries: readonly CatalogueEntry[]): CatalogueChange
  /** Instruments that are known from elsewhere than their venue's list; what is listed stays. */
  learn(instruments: readonly Instrument[]): void
  /** A market that is over: nothing of it is found any more. */
  forget(venue: VenueName): void
  get(id: InstrumentId): CatalogueEntry | undefined
  of(venue: VenueName): readonly CatalogueEntry[]
  all(): CatalogueEntry[]
  /** Best first: by how well it matches, then what trades before what doesn't, then by turnover. */
  search(query: string, limit: number): CatalogueEntry[]
}

/**
 * What a new list means for who knows the old one: `more` only adds, `other` counts figures of an
 * instrument in other units than before.
 */
export type CatalogueChange = 'same' | 'more' | 'other'

interface Indexed {
  entry: CatalogueEntry
  terms: SearchTerms
  /** Of what matches equally well: by status, then by quote; lower is better. */
  worth: number
}

export function makeCatalogue(): Catalogue {
  const byVenue = new Map<VenueName, Map<InstrumentId, Indexed>>()

  return {
    put(venue, entries) {
      const before = byVenue.get(venue) ?? new Map<InstrumentId, Indexed>()
      const after = new Map<InstrumentId, Indexed>()
      let change: CatalogueChange = 'same'
      for (const entry of entries) {
        const old = before.get(entry.id)?.entry
        if (old === undefined) {
          if (change === 'same') change = 'more'
        } else if (!isCountedAlike(old, entry)) {
          change = 'other'
        }
        after.set(entry.id, index(entry))
      }
      for (const [id, { entry }] of before) {
        if (!after.has(id)) after.set(id, index({ ...entry, status: 'dead' }))
      }
      byVenue.set(venue, after)
      return change
    },
    learn(instruments) {
      for (const instrument of instruments) {
        const known = byVenue.get(instrument.venue) ?? new Map<InstrumentId, Indexed>()
        byVenue.set(instrument.venue, known)
        if (known.has(instrument.id)) continue
        known.set(instrument.id, index({ ...instrument, kind: 'spot', status: 'trading' }))
      }
    },
    forget: (venue) => void byVenue.delete(venue),
    get(id) {
      for (const entries of byVenue.values()) {
        const found = entries.get(id)
        if (found) return found.entry
      }
      return undefined
    },
    of: (venue) => [...(byVenue.get(venue)?.values() ?? [])].map(({ entry }) => entry),
    all: () => [...byVenue.values()].flatMap((each) => [...each.values()]).map((i) => i.entry),
    search(query, limit) {
      const question = questionOf(query)
      const found: { indexed: Indexed; rank: number }[] = []
      for (const entries of byVenue.values()) {
        for (const indexed of entries.values()) {
          const rank = rankOf(indexed.terms, question)
          if (rank !== undefined) found.push({ indexed, rank })
        }
      }
      found.sort((a, b) => a.rank - b.rank || byWorth(a.indexed, b.indexed))
      return found.slice(0, limit).map(({ indexed }) => indexed.entry)
    },
  }
}

function index(entry: CatalogueEntry): Indexed {
  return {
    entry,
    terms: termsOf({ ...entry, fullName: entry.fullName ?? coinNames[entry.base] }),
    worth: statusWorth[entry.status] * 100 + worthOfQuote(entry),
  }
}

const statusWorth = { trading: 0, halted: 1, dead: 2 }
/** In which people think of a price, where turnovers don't tell. */
const quoteWorth = ['USDT', 'USD', 'USDC', 'EUR', 'BTC', 'ETH']

function byWorth(a: Indexed, b: Indexed): number {
  return (
    a.worth - b.worth ||
    (b.entry.turnover ?? 0) - (a.entry.turnover ?? 0) ||
    a.terms.name.length - b.terms.name.length ||
    (a.entry.id < b.entry.id ? -1 : 1)
  )
}

function worthOfQuote({ quote }: CatalogueEntry): number {
  const at = quoteWorth.indexOf(quote)
  return at < 0 ? quoteWorth.length : at
}
