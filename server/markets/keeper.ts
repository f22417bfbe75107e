import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { instrumentId, type VenueName } from '../../shared/instrument.ts'
import type { Catalogue, CatalogueChange } from '../market/catalogue.ts'
import { type DocumentStore, StorageError } from '../storage/storage.ts'
import type { Venue } from '../venues/venue.ts'
import { VenueError } from '../venues/venue-error.ts'

/** Keeps the catalogue: from the store at the start, from each venue once a day. */
export interface Keeper {
  /** Resolves when what an earlier run has stored is in the catalogue. */
  loaded: Promise<void>
  stop(): void
}

type Listing = Pick<Venue, 'name' | 'catalogue'>

export interface KeeperOptions {
  venues: readonly Listing[]
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
/** Between looks at the clock: one long timer would miss that it is set. */
const lookMs = 10_000
/** A list so much shorter than the one before is an answer cut short, and would mark the rest as dead. */
const leastShare = 0.5

/** What an earlier run has stored: when it came, and how many were not dead. */
interface Loaded {
  at: number
  count: number
}

export function startKeeper(options: KeeperOptions): Keeper {
  const { venues, catalogue, documents, now, onList, onTrouble } = options
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()

  const documentOf = (venue: VenueName) => `catalogue:${venue}`

  async function load(venue: VenueName): Promise<Loaded> {
    const text = await documents.read(documentOf(venue)).catch(() => undefined)
    const stored = text === undefined ? undefined : parseList(venue, text)
    if (stored === undefined) return { at: 0, count: 0 }
    onList(venue, catalogue.put(venue, stored.entries))
    // The clock may have been ahead when it was written.
    return { at: Math.min(stored.at, now()), count: countAlive(stored.entries) }
  }

  /** Resolves to how many there are. */
  async function refresh({ name, catalogue: ask }: Listing, before: number): Promise<number> {
    const entries = await ask(stopping.signal)
    if (stopping.signal.aborted) return before
    const count = countAlive(entries)
    if (count < before * leastShare) {
      throw new Error(`${name} lists ${count} instruments, and listed ${before} before.`)
    }
    onList(name, catalogue.put(name, entries))
    return count
  }

  /** With what has died, so that it is still told apart from what never was. */
  async function save(venue: VenueName): Promise<void> {
    const text = JSON.stringify({ at: now(), entries: catalogue.of(venue) })
    await documents.write(documentOf(venue), text)
  }

  function keep(venue: Listing, from: Loaded): void {
    let dueAt = from.at + dayMs
    let count = from.count
    let failures = 0
    let isAsking = false
    let isUnsaved = false
    async function look(): Promise<void> {
      if (isAsking || (now() < dueAt && !isUnsaved)) return
      isAsking = true
      try {
        if (now() >= dueAt) {
          count = await refresh(venue, count)
          if (stopping.signal.aborted) return
          failures = 0
          dueAt = now() + dayMs
          isUnsaved = true
        }
        // The venue isn't asked again for what only the store has refused.
        await save(venue.name)
        isUnsaved = false
      } catch (error) {
        if (stopping.signal.aborted || error instanceof StorageError) return
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
      const stored = await load(venue.name)
      if (!stopping.signal.aborted) keep(venue, stored)
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

function countAlive(entries: readonly CatalogueEntry[]): number {
  return entries.filter(({ status }) => status !== 'dead').length
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
