import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { CandleStore, DocumentStore } from '../storage/storage.ts'
import type { HistoryInterval, Venue } from '../venues/venue.ts'
import { VenueError } from '../venues/venue-error.ts'
import { advance, type Job, nextJob, type Progress, parseProgress, reach } from './progress.ts'

/** Fills the past of what is wanted, and the gaps of what was missed, from each venue's own candles. */
export interface Backfill {
  /** What is wanted from now on; anything else rests where it is. */
  want(instruments: readonly Instrument[]): void
  /** A venue can be heard again, or for the first time. */
  resumed(venue: VenueName): void
  /** A venue can't be heard: what was heard up to now is filled, what comes is not. */
  interrupted(venue: VenueName): void
  /** Whether the venue's whole candles of this stretch are stored. */
  stop(): Promise<void>
}

export interface BackfillOptions {
  venues: readonly Pick<Venue, 'name' | 'history'>[]
  store: CandleStore
  documents: DocumentStore
  now: () => number
  /** Hears of what couldn't be filled, a sentence; it is tried again. */
  onTrouble(sentence: string): void
}

interface Own {
  instrument: Instrument
  progress: Progress
  heardSince: number | undefined
  /** Intervals that the venue has no candles of. */
  without: Set<HistoryInterval>
  /** Not to be asked for before, epoch ms: the venue has refused. */
  notBefore: number
  failures: number
}

/** Between looking for something to do, ms. */
const lookMs = 1_000
const backoffMs = { first: 5_000, most: 600_000 }

export function startBackfill(options: BackfillOptions): Backfill {
  const workers = options.venues.map((venue) => startWorker(venue, options))
  const workerOf = (name: VenueName) => workers.find(({ venue }) => venue === name)
  return {
    want(instruments) {
      for (const worker of workers) {
        worker.want(instruments.filter(({ venue }) => venue === worker.venue))
      }
    },
    resumed: (venue) => workerOf(venue)?.heard(true),
    interrupted: (venue) => workerOf(venue)?.heard(false),
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

/** One page at a time of each venue, so that a slow one keeps nobody waiting. */
function startWorker(
  venue: Pick<Venue, 'name' | 'history'>,
  { store, documents, now, onTrouble }: BackfillOptions,
) {
  const owns = new Map<InstrumentId, Own>()
  let wanted = new Set<InstrumentId>()
  const aborting = new AbortController()
  let isHeard = false
  let working: Promise<void> | undefined
  const timer = setInterval(() => {
    working ??= work().finally(() => {
      working = undefined
    })
  }, lookMs)

  const documentOf = (id: InstrumentId) => `backfill:${id}`

  async function work(): Promise<void> {
    for (let next = pick(); next && !aborting.signal.aborted; next = pick()) {
      await fill(next.own, next.job)
    }
  }

  function pick(): { own: Own; job: Job } | undefined {
    const at = now()
    for (const id of wanted) {
      const own = owns.get(id)
      if (own === undefined || own.notBefore > at) continue
      const job = nextJob(own.progress, {
        now: at,
        heardSince: own.heardSince,
        without: own.without,
      })
      if (job) return { own, job }
    }
    return undefined
  }

  async function fill(own: Own, job: Job): Promise<void> {
    const { instrument } = own
    try {
      const candles = await venue.history({ ...job, instrument }, aborting.signal)
      const about = {
        instrument,
        interval: job.interval,
        source: 'backfill',
        partial: false,
      } as const
      const outcome = await store.upsert(candles.map((candle) => ({ ...candle, ...about })))
      if (outcome === 'dropped') throw new Error('The store has no room for it at present.')
      own.progress = advance(own.progress, job)
      own.failures = 0
      await documents.write(documentOf(instrument.id), JSON.stringify(own.progress))
    } catch (error) {
      if (aborting.signal.aborted) return
      rest(own, job, error)
    }
  }

  function rest(own: Own, { interval }: Job, error: unknown): void {
    // There is nothing to come back for.
    if (error instanceof VenueError && error.kind === 'unsupported') {
      own.without.add(interval)
      return
    }
    own.failures++
    const backoff = Math.min(backoffMs.most, backoffMs.first * 2 ** (own.failures - 1))
    const asked = error instanceof VenueError ? (error.retryAfterMs ?? 0) : 0
    const reason = error instanceof Error ? error.message : String(error)
    // A venue that limits us or can't be reached does so for every instrument of its.
    const all = error instanceof VenueError && error.kind !== 'unknown-instrument'
    const until = now() + Math.max(backoff, asked)
    for (const each of all ? owns.values() : [own]) each.notBefore = Math.max(each.notBefore, until)
    onTrouble(`The past of ${own.instrument.id} couldn't be filled: ${reason}`)
  }

  async function begin(instrument: Instrument): Promise<void> {
    const heardSince = isHeard ? now() : undefined
    const own: Own = {
      instrument,
      progress: {},
      heardSince,
      without: new Set(),
      notBefore: Infinity,
      failures: 0,
    }
    owns.set(instrument.id, own)
    const text = await documents.read(documentOf(instrument.id)).catch(() => undefined)
    own.progress = parseProgress(text)
    own.notBefore = 0
  }

  function settle(own: Own): void {
    own.progress = reach(own.progress, { now: now(), heardSince: own.heardSince })
  }

  return {
    venue: venue.name,
    want(instruments: readonly Instrument[]) {
      const before = wanted
      wanted = new Set(instruments.map(({ id }) => id))
      for (const instrument of instruments) {
        const own = owns.get(instrument.id)
        if (own === undefined) void begin(instrument)
        // Nobody listened while it wasn't wanted.
        else if (!before.has(instrument.id)) own.heardSince = isHeard ? now() : undefined
      }
      for (const id of before) {
        const own = owns.get(id)
        if (own === undefined || wanted.has(id)) continue
        settle(own)
        own.heardSince = undefined
      }
    },
    heard(is: boolean) {
      if (is === isHeard) return
      isHeard = is
      for (const id of wanted) {
        const own = owns.get(id)
        if (own === undefined) continue
        settle(own)
        own.heardSince = is ? now() : undefined
      }
    },
    async stop() {
      clearInterval(timer)
      aborting.abort()
      await working
      await Promise.all(
        [...owns.values()].map((own) => {
          settle(own)
          const text = JSON.stringify(own.progress)
          return documents.write(documentOf(own.instrument.id), text).catch(() => {})
        }),
      )
    },
  }
}
