import type { StoredInterval } from '../../shared/rollup.ts'
import type { CandleStore } from '../storage/storage.ts'

const dayMs = 86_400_000

/** How long candles are kept, ms; what isn't here is kept for ever. */
const retentionMs: Partial<Record<StoredInterval, number>> = {
  '1s': dayMs,
  '1m': 2 * 365 * dayMs,
}

/** Often, so that each time is short, and a server that restarts each hour does it too. */
const everyMs = 600_000

export interface RetentionOptions {
  store: CandleStore
  now: () => number
  /** Hears why candles couldn't be removed; it is tried again. */
  onTrouble(error: unknown): void
}

/** Removes candles that have had their time, every ten minutes. Returns its stop. */
export function startRetention({ store, now, onTrouble }: RetentionOptions): () => void {
  let running = false
  async function prune(): Promise<void> {
    // The last one may still be at it, on a slow disk.
    if (running) return
    running = true
    try {
      for (const [interval, keptMs] of Object.entries(retentionMs)) {
        await store.prune({ interval: interval as StoredInterval, before: now() - keptMs })
      }
    } catch (error) {
      onTrouble(error)
    } finally {
      running = false
    }
  }
  const timer = setInterval(prune, everyMs)
  return () => clearInterval(timer)
}
