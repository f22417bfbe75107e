import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { instrumentId, type VenueName } from '../../shared/instrument.ts'
import type { Catalogue, CatalogueChange } from '../market/catalogue.ts'
import type { DocumentStore } from '../storage/storage.ts'
import type { Venue } from '../venues/venue.ts'
import { VenueError } from '../venues/venue-error.ts'

/** Keeps the catalogue: from the store at the start, from each venue once a day. */
export interface Keeper {
  /** Resolves when what an earlier run has stored is in the catalogue. */
  loaded: Promise<void>
  stop(): void
}

export interface KeeperOptions {
  venues: readonly Pick<Venue, 'name' | 'catalogue'>[]
  catalogue: Catalogue
  documents: DocumentStore
  now: () => number
  /** A venue's list has come, stored or fresh. */
  onList(venue: VenueName, change: CatalogueChange): void
  /** Hears why a list couldn't be had, a sentence; it is asked for again. */
  onTrouble(sentence: string): void
}

const dayMs = 86_400_000
const retryMs = { first: 30_000, most: 3_600_000 }
/** At most so long ahead: a longer timer would be cut by a clock that is set. */
const lookMs = 60_000

export function startKeeper(options: KeeperOptions): Keeper {
  const { venues, catalogue, documents, now, onList, onTrouble } = options
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()

  const documentOf = (venue: VenueName) => `catalogue:${venue}`

  async function load(venue: VenueName): Promise<number> {
    const text = await documents.read(documentOf(venue)).catch(() => undefined)
    const stored = text === undefined ? undefined : parseList(venue, text)
    if (stored === undefined) return 0
    onList(venue, catalogue.put(venue, stored.entries))
    return stored.at
  }

  async function refresh(venue: Pick<Venue, 'name' | 'catalogue'>): Promise<void> {
    const entries = await venue.catalogue(stopping.signal)
    if (stopping.signal.aborted) return
    onList(venue.name, catalogue.put(venue.name, entries))
    const text = JSON.stringify({ at: now(), entries })
    await documents.write(documentOf(venue.name), text)
  }

  function keep(venue: Pick<Venue, 'name' | 'catalogue'>, loadedAt: number): void {
    let dueAt = loadedAt + dayMs
    let failures = 0
    let isAsking = false
    async function look(): Promise<void> {
      if (isAsking || now() < dueAt) return
      isAsking = true
      try {
        await refresh(venue)
        failures = 0
        dueAt = now() + dayMs
      } catch (error) {
        if (stopping.signal.aborted) return
        failures++
        const backoff = Math.min(retryMs.most, retryMs.first * 2 ** (failures - 1))
        const asked = error instanceof VenueError ? (error.retryAfterMs ?? 0) : 0
        dueAt = now() + Math.max(backoff, asked)
        const isLasting = error instanceof VenueError && error.kind === 'unsupported'
        if (isLasting) dueAt = Number.POSITIVE_INFINITY
        else onTrouble(error instanceof Error ? error.message : String(error))
      } finally {
        isAsking = false
      }
    }
    timers.add(setInterval(look, lookMs))
    void look()
  }

  const loaded = Promise.all(
    venues.map(async (venue) => {
      const at = await load(venue.name)
      if (!stopping.signal.aborted) keep(venue, at)
    }),
  )
  return {
    loaded: loaded.then(() => {}),
    stop() {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
    },
  }
}

/** A stored list; `undefined` where it is of another shape than today's. */
function parseList(
  venue: VenueName,
  text: string,
): { at: number; entries: CatalogueEntry[] } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const at: unknown = Reflect.get(value, 'at')
    const entries: unknown = Reflect.get(value, 'entries')
    if (typeof at !== 'number' || !Array.isArray(entries)) return undefined
    return { at, entries: entries.filter((each) => isEntry(venue, each)) }
  } catch {
    return undefined
  }
}

function isEntry(venue: VenueName, value: unknown): value is CatalogueEntry {
  if (typeof value !== 'object' || value === null) return false
  const { id, symbol, base, quote, decimals, sizeDecimals, kind, status } = value as Record<
    string,
    unknown
  >
  return (
    typeof symbol === 'string' &&
    id === instrumentId(venue, symbol) &&
    typeof base === 'string' &&
    typeof quote === 'string' &&
    Number.isInteger(decimals) &&
    Number.isInteger(sizeDecimals) &&
    (kind === 'spot' || kind === 'stock') &&
    (status === 'trading' || status === 'halted' || status === 'dead')
  )
}
