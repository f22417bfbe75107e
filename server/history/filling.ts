import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { CandleStore, DocumentStore } from '../storage/storage.ts'
import type { HistoryInterval, Venue } from '../venues/venue.ts'
import { VenueError } from '../venues/venue-error.ts'
import {
  advance,
  cut,
  type Job,
  nextNewest,
  nextOlder,
  type Progress,
  parseProgress,
  reach,
  type Stretch,
} from './progress.ts'

export interface BackfillOptions {
  venues: readonly Pick<Venue, 'name' | 'history'>[]
  store: Pick<CandleStore, 'upsert'>
  documents: Pick<DocumentStore, 'read' | 'write'>
  now: () => number
  /** A clock that only rises, ms. */
  clock?: () => number
  /** Hears of what couldn't be filled, a sentence; it is tried again. */
  onTrouble(sentence: string): void
}

/** One venue's past. */
export interface Filling {
  venue: VenueName
  want(instruments: readonly Instrument[]): void
  resumed(): void
  interrupted(since: number): void
  missed(id: InstrumentId, since: number): void
  /** What is there of an instrument by now, and for good. */
  filled(id: InstrumentId, interval: HistoryInterval): Stretch | undefined
  stop(): Promise<void>
}

interface Own {
  instrument: Instrument
  progress: Progress
  heardSince: number | undefined
  /** Intervals that the venue has no candles of. */
  without: Set<HistoryInterval>
  /** Not to be asked for before, by the clock that only rises: the venue doesn't know it. */
  notBefore: number
  /** The same of an interval whose page can't be read. */
  intervalNotBefore: Map<HistoryInterval, number>
  failures: number
  /** As it was written last. */
  written: string
}

/** Between looking for something to do, ms. */
const lookMs = 1_000
const backoffMs = { first: 5_000, most: 600_000 }
/** What is wanted is heard of so much later at the latest: connecting and subscribing take a while. */
const joinMs = 5_000
/** What was heard is on disk so much later, unless the store says otherwise. */
const storedMs = 60_000
/** How often it is written how far what is heard reaches, so that a kill costs no more than that. */
const keepMs = 300_000
/** A clock that differs by so much from before was set. */
const setMs = 30_000

/** One page at a time of each venue, so that a slow one keeps nobody waiting. */
export function startFilling(
  venue: Pick<Venue, 'name' | 'history'>,
  { store, documents, now, clock = () => performance.now(), onTrouble }: BackfillOptions,
): Filling {
  const owns = new Map<InstrumentId, Own>()
  let wanted = new Set<InstrumentId>()
  const aborting = new AbortController()
  const { signal } = aborting
  let isHeard = false
  /** The venue has refused: nothing of it is asked for before. */
  let restsUntil = 0
  let failures = 0
  let working: Promise<void> | undefined
  let keptAt = clock()
  let offset = now() - clock()
  const timer = setInterval(tick, lookMs)

  const documentOf = (id: InstrumentId) => `backfill:${id}`

  function tick(): void {
    watchClock()
    if (clock() - keptAt >= keepMs) {
      keptAt = clock()
      void keepAll()
    }
    working ??= work().finally(() => {
      working = undefined
    })
  }

  /** Where the clock was wrong, what was called filled may have been the future. */
  function watchClock(): void {
    const by = now() - clock() - offset
    if (Math.abs(by) < setMs) return
    offset += by
    const until = by < 0 ? now() + by : now() - by
    for (const own of owns.values()) {
      own.progress = cut(own.progress, until)
      if (own.heardSince !== undefined) own.heardSince = now()
    }
  }

  async function work(): Promise<void> {
    for (let next = pick(); next && !signal.aborted; next = pick()) await fill(next.own, next.job)
  }

  /** The newest of each instrument before anything older. */
  function pick(): { own: Own; job: Job } | undefined {
    if (clock() < restsUntil) return undefined
    for (const next of [nextNewest, nextOlder]) {
      for (const id of wanted) {
        const own = owns.get(id)
        if (own === undefined || own.notBefore > clock()) continue
        const { progress, heardSince } = own
        const job = next(progress, { now: now(), heardSince, without: withoutNow(own) })
        if (job) return { own, job }
      }
    }
    return undefined
  }

  /** What is not to be asked for now, or ever. */
  function withoutNow({ without, intervalNotBefore }: Own): ReadonlySet<HistoryInterval> {
    if (intervalNotBefore.size === 0) return without
    const resting = [...intervalNotBefore].filter(([, until]) => until > clock())
    return new Set([...without, ...resting.map(([interval]) => interval)])
  }

  async function fill(own: Own, job: Job): Promise<void> {
    const { instrument } = own
    const { interval } = job
    try {
      const candles = await venue.history({ ...job, instrument }, signal)
      const how = { instrument, interval, source: 'backfill', partial: false } as const
      const storing = store.upsert(candles.map((candle) => ({ ...candle, ...how })))
      const outcome = await unlessAborted(storing, signal)
      if (outcome === 'dropped') throw new Error('The store has no room for it at present.')
      own.progress = advance(own.progress, job)
      own.intervalNotBefore.delete(interval)
      if (own.intervalNotBefore.size === 0) own.failures = 0
      failures = 0
      await keep(own)
    } catch (error) {
      if (!signal.aborted) rest(own, job, error)
    }
  }

  function rest(own: Own, { interval }: Job, error: unknown): void {
    const fault = error instanceof VenueError ? error : undefined
    // There is nothing to come back for; a budget that is spent says when there is.
    if (fault?.kind === 'unsupported' && fault.retryAfterMs === undefined) {
      own.without.add(interval)
      return
    }
    const isOfPage = fault?.kind === 'refused' || fault?.kind === 'malformed'
    const isOwn = isOfPage || fault?.kind === 'unknown-instrument'
    const times = isOwn ? ++own.failures : ++failures
    const backoff = Math.min(backoffMs.most, backoffMs.first * 2 ** (times - 1))
    const until = clock() + Math.max(backoff, fault?.retryAfterMs ?? 0)
    // What ails the venue or the store ails every instrument.
    if (!isOwn) restsUntil = until
    else if (isOfPage) own.intervalNotBefore.set(interval, until)
    else own.notBefore = until
    const reason = error instanceof Error ? error.message : String(error)
    onTrouble(`The past of ${own.instrument.id} couldn't be filled: ${reason}`)
  }

  async function begin(instrument: Instrument): Promise<void> {
    const own: Own = {
      instrument,
      progress: {},
      heardSince: isHeard ? now() + joinMs : undefined,
      without: new Set(),
      notBefore: Number.POSITIVE_INFINITY,
      intervalNotBefore: new Map(),
      failures: 0,
      written: '',
    }
    owns.set(instrument.id, own)
    try {
      const text = await documents.read(documentOf(instrument.id))
      own.progress = cut(parseProgress(text), now())
      own.notBefore = 0
    } catch {
      // It is begun again while it is wanted: without what is known, all would be asked for anew.
      owns.delete(instrument.id)
    }
  }

  async function keep(own: Own): Promise<void> {
    const text = JSON.stringify(own.progress)
    if (text === own.written) return
    await documents.write(documentOf(own.instrument.id), text)
    own.written = text
  }

  async function keepAll(): Promise<void> {
    for (const own of owns.values()) {
      settle(own, now() - storedMs)
      // Next time, where the store is out of reach.
      await keep(own).catch(() => {})
    }
  }

  /** What was heard up to `at` needs no filling. */
  function settle(own: Own, at: number): void {
    own.progress = reach(own.progress, { now: at, heardSince: own.heardSince })
  }

  /** Nothing is heard of it from `at` on, or of a sudden again. */
  function turn(own: Own | undefined, at: number): void {
    if (own === undefined) return
    settle(own, at)
    own.heardSince = isHeard && wanted.has(own.instrument.id) ? now() + joinMs : undefined
  }

  return {
    venue: venue.name,
    want(instruments) {
      const before = wanted
      wanted = new Set(instruments.map(({ id }) => id))
      for (const instrument of instruments) {
        const own = owns.get(instrument.id)
        if (own === undefined) void begin(instrument)
        else {
          own.instrument = instrument
          // Nobody listened while it wasn't wanted.
          if (!before.has(instrument.id)) turn(own, now())
        }
      }
      for (const id of before) if (!wanted.has(id)) turn(owns.get(id), now())
    },
    resumed() {
      if (isHeard) return
      isHeard = true
      for (const own of owns.values()) turn(own, now())
    },
    interrupted(since) {
      if (!isHeard) return
      isHeard = false
      for (const own of owns.values()) turn(own, since)
    },
    missed(id, since) {
      const own = owns.get(id)
      if (own === undefined) return
      turn(own, since)
      own.progress = cut(own.progress, since)
    },
    filled(id, interval) {
      const own = owns.get(id)
      if (own === undefined) return undefined
      return reach(own.progress, { now: now() - storedMs, heardSince: own.heardSince })[interval]
    },
    async stop() {
      clearInterval(timer)
      aborting.abort()
      await working
      await Promise.all(
        [...owns.values()].map((own) => {
          settle(own, now())
          return keep(own).catch(() => {})
        }),
      )
    },
  }
}

/** A store that is out of reach may take for ever to answer: stopping doesn't wait for it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
