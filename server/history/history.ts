import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { Candles } from '../market/candles.ts'
import type { Log } from '../operations/log.ts'
import type { Storage, StoredCandle } from '../storage/storage.ts'
import type { Venue } from '../venues/venue.ts'
import { startBackfill } from './backfill.ts'
import { makeContinuation } from './continuation.ts'
import { type HistoryQuery, makeReader, type Reader } from './reader.ts'
import { startRetention } from './retention.ts'
import { makeWriter } from './writer.ts'

/*
 * trades ─ candles (memory) ─ writer, each second ─▶ store ◀─ backfill ─ venues' own candles
 *                  ▲ └────────── reader ◀─────────────┤
 *                  └──────────── continuation ◀───────┘
 */
export interface History extends Reader {
  /** Whether what was read of a range will never be another: all of it is there, and long ago. */
  isSettled(query: HistoryQuery): boolean
  /** What is wanted at present: its past is filled. */
  want(instruments: readonly Instrument[]): void
  resumed(venue: VenueName): void
  /** Nothing of a venue is heard since (epoch ms). */
  interrupted(venue: VenueName, since: number): void
  /** Hands over what is left to the storage, which writes it before it closes. */
  stop(): Promise<void>
}

export interface HistoryOptions {
  candles: Candles
  storage: Pick<Storage, 'candles' | 'documents' | 'health'>
  venues: readonly Pick<Venue, 'name' | 'history'>[]
  log: Log
  now: () => number
}

const writeMs = 1_000

export function startHistory({ candles, storage, venues, log, now }: HistoryOptions): History {
  const store = storage.candles
  const reader = makeReader({
    candles,
    store,
    onTrouble: (err) => log.warn({ err }, 'Candles could not be read from the store.'),
  })
  const continuation = makeContinuation({
    candles,
    store,
    onTrouble: (err) => log.warn({ err }, 'Forming candles could not be continued.'),
  })
  const backfill = startBackfill({
    venues,
    store,
    documents: storage.documents,
    now,
    onTrouble: (reason) => log.warn({ reason }, 'A stretch of the past is still missing.'),
  })
  const writer = makeWriter({
    candles,
    store,
    isReady: continuation.isReady,
    onDropped(batch) {
      for (const [id, since] of oldestOf(batch)) backfill.missed(id, since)
    },
    now,
  })
  const stopRetention = startRetention({
    store,
    now,
    onTrouble: (err) => log.warn({ err }, 'Old candles could not be removed.'),
  })
  const timer = setInterval(write, writeMs)

  function write(): void {
    try {
      writer.write()
    } catch (err) {
      log.error({ err }, 'Candles could not be handed to the store.')
    }
  }

  return {
    read: reader.read,
    // After a failure to read the storage isn't ready, and what was read may lack something.
    isSettled: (query) => storage.health().state === 'ready' && backfill.isFilled(query),
    want: backfill.want,
    resumed: backfill.resumed,
    interrupted: backfill.interrupted,
    async stop() {
      clearInterval(timer)
      stopRetention()
      await backfill.stop()
      // What begins to be told now is told whole once what was left of it is read.
      write()
      await continuation.idle()
      write()
    },
  }
}

function oldestOf(batch: readonly StoredCandle[]): Map<InstrumentId, number> {
  const oldest = new Map<InstrumentId, number>()
  for (const { instrument, time } of batch) {
    oldest.set(instrument.id, Math.min(time, oldest.get(instrument.id) ?? time))
  }
  return oldest
}
