import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import { intervalStart } from '../../shared/rollup.ts'
import type { Candles } from '../market/candles.ts'
import type { Log } from '../operations/log.ts'
import type { Storage } from '../storage/storage.ts'
import type { Venue } from '../venues/venue.ts'
import { startBackfill } from './backfill.ts'
import { makeReader, type Reader } from './reader.ts'
import { startRetention } from './retention.ts'
import { makeWriter } from './writer.ts'

/*
 * trades ─ candles (memory) ─ writer, each second ─▶ store ◀─ backfill ─ venues' own candles
 *                  └──────────── reader ◀─────────────┘
 */
export interface History extends Reader {
  /** What is wanted at present: its past is filled, and its forming candles go on. */
  want(instruments: readonly Instrument[]): void
  resumed(venue: VenueName): void
  interrupted(venue: VenueName): void
  /** Writes what is left. */
  stop(): Promise<void>
}

export interface HistoryOptions {
  candles: Candles
  storage: Storage
  venues: readonly Pick<Venue, 'name' | 'history'>[]
  log: Log
  now: () => number
}

const writeMs = 1_000
/** Candles that may have been forming when an earlier run ended. */
const continued = ['1m', '1h', '1d'] as const

export function startHistory({ candles, storage, venues, log, now }: HistoryOptions): History {
  const store = storage.candles
  const reader = makeReader({
    candles,
    store,
    onTrouble: (err) => log.warn({ err }, 'Candles could not be read from the store.'),
  })
  const writer = makeWriter({ candles, store, now })
  const backfill = startBackfill({
    venues,
    store,
    documents: storage.documents,
    now,
    onTrouble: (reason) => log.warn({ reason }, 'A stretch of the past is still missing.'),
  })
  const stopRetention = startRetention({
    store,
    now,
    onTrouble: (err) => log.warn({ err }, 'Old candles could not be removed.'),
  })
  const seeded = new Set<InstrumentId>()
  let writing: Promise<void> | undefined
  const timer = setInterval(write, writeMs)

  function write(): void {
    // What changes while the store is slow is told whole by the next write.
    writing ??= writer
      .write()
      .catch((err: unknown) => log.error({ err }, 'Candles could not be handed to the store.'))
      .finally(() => {
        writing = undefined
      })
  }

  async function seed(instrument: Instrument): Promise<void> {
    for (const interval of continued) {
      const from = intervalStart(now(), interval)
      const [candle] = await store.read({ instrument, interval, from, limit: 1 })
      if (candle) candles.seed(instrument.id, interval, candle)
    }
  }

  return {
    read: reader.read,
    want(instruments) {
      for (const instrument of instruments) {
        if (seeded.has(instrument.id)) continue
        seeded.add(instrument.id)
        seed(instrument).catch((err: unknown) => {
          log.warn({ err }, 'Forming candles could not be continued.')
        })
      }
      backfill.want(instruments)
    },
    resumed: backfill.resumed,
    interrupted: backfill.interrupted,
    async stop() {
      clearInterval(timer)
      stopRetention()
      await backfill.stop()
      await writing
      write()
      await writing
    },
  }
}
