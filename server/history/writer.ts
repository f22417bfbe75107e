import type { VenueName } from '../../shared/instrument.ts'
import { tradedAt } from '../../shared/sessions.ts'
import type { Candles } from '../market/candles.ts'
import type { CandleStore, StoredCandle } from '../storage/storage.ts'

/** What these venues print is nobody's history. */
const unkept: ReadonlySet<VenueName> = new Set(['SIMULATED', 'REPLAY'])

/** A second's candle is written when it has closed: it changes more often than anybody could read it. */
const closedOnly: ReadonlySet<string> = new Set(['1s'])

export interface WriterOptions {
  candles: Candles
  store: CandleStore
  now: () => number
}

/** Hands what has changed in memory to the store. Live prices never wait for it. */
export interface Writer {
  /** Call it about once a second; resolves when what it handed over is on disk or given up. */
  write(): Promise<void>
}

export function makeWriter({ candles, store, now }: WriterOptions): Writer {
  return {
    async write() {
      const batch: StoredCandle[] = []
      for (const { instrument, interval, candle, partial } of candles.changed(now())) {
        if (unkept.has(instrument.venue)) continue
        // A stock's days are the consolidated ones, which no single feed gives: they are filled in.
        if (interval === '1d' && tradedAt(instrument.venue) === 'stock') continue
        if (partial && closedOnly.has(interval) && candle.time + 1_000 > now() - 2_000) continue
        batch.push({ ...candle, instrument, interval, partial, source: 'live' })
      }
      if (batch.length > 0) await store.upsert(batch)
    },
  }
}
