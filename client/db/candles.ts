import type { CandlesResponse } from '../../shared/api.ts'
import type { ChartInterval } from '../../shared/rollup.ts'
import type { Database } from './database.ts'

const maxEntries = 64

export interface CandleKey {
  /** `BINANCE:BTCUSDT`: venues are never mixed. */
  id: string
  interval: ChartInterval
}

/** Candles as they were when they were kept. */
export interface KeptCandles {
  /** Epoch ms. */
  savedAt: number
  candles: CandlesResponse
}

/** The candles that were seen last, for a first paint and for offline: 64 entries, oldest dropped. */
export interface CandleCache {
  get(key: CandleKey): Promise<KeptCandles | undefined>
  put(key: CandleKey, candles: CandlesResponse, now: number): Promise<void>
}

export function createCandleCache(database: Database): CandleCache {
  return {
    get: (key) => database.use((db) => db.get('candles', textOf(key))),
    put: (key, candles, now) =>
      database.use(async (db) => {
        const begin = () => db.transaction('candles', 'readwrite', { durability: 'relaxed' })
        // The page may be closing: what is committed at once is kept nevertheless.
        const kept = begin()
        const written = kept.store.put({ key: textOf(key), savedAt: now, candles })
        kept.commit()
        await Promise.all([written, kept.done])
        const tx = begin()
        const oldestFirst = await tx.store.index('savedAt').getAllKeys()
        const excess = oldestFirst.slice(0, Math.max(0, oldestFirst.length - maxEntries))
        await Promise.all(excess.map((old) => tx.store.delete(old)))
        await tx.done
      }),
  }
}

export function createMemoryCandleCache(): CandleCache {
  const entries = new Map<string, KeptCandles>()
  return {
    async get(key) {
      return entries.get(textOf(key))
    },
    async put(key, candles, now) {
      const text = textOf(key)
      entries.delete(text)
      entries.set(text, { savedAt: now, candles })
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break
        entries.delete(oldest)
      }
    },
  }
}

function textOf({ id, interval }: CandleKey): string {
  return `${id} ${interval}`
}
