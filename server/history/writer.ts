import type { Instrument, VenueName } from '../../shared/instrument.ts'
import { tradedAt } from '../../shared/sessions.ts'
import type { Candles } from '../market/candles.ts'
import type { CandleStore, StoredCandle } from '../storage/storage.ts'

/** What these venues print is nobody's history. */
const unkept: ReadonlySet<VenueName> = new Set(['SIMULATED', 'REPLAY'])

/** A second's candle is written when it has closed: it changes more often than anybody could read it. */
const closedOnly: ReadonlySet<string> = new Set(['1s'])

export interface WriterOptions {
  candles: Pick<Candles, 'changed'>
  store: Pick<CandleStore, 'upsert'>
  /** Whether an instrument's candles may be stored; those that may not are told again when they may. */
  isReady(instrument: Instrument): boolean
  /** Hears of candles that the store has given up. */
  onDropped(batch: readonly StoredCandle[]): void
  now: () => number
}

/**
 * Hands what has changed in memory to the store, which holds what it can't write yet, conflated and
 * bounded. Neither live prices nor memory wait for it.
 */
export interface Writer {
  /** Call it about once a second. Throws for a candle that can't be one. */
  write(): void
}

export function makeWriter({ candles, store, isReady, onDropped, now }: WriterOptions): Writer {
  return {
    write() {
      const at = now()
      const batch: StoredCandle[] = []
      for (const { instrument, interval, candle, partial } of candles.changed(at)) {
        if (unkept.has(instrument.venue)) continue
        // A stock's days are the consolidated ones, which no single feed gives: they are filled in.
        if (interval === '1d' && tradedAt(instrument.venue) === 'stock') continue
        if (partial && closedOnly.has(interval) && candle.time + 1_000 > at - 2_000) continue
        if (!isReady(instrument)) continue
        batch.push({ ...candle, instrument, interval, partial, source: 'live' })
      }
      if (batch.length === 0) return
      void store.upsert(batch).then((outcome) => {
        if (outcome === 'dropped') onDropped(batch)
      })
    },
  }
}
