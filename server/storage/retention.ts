import type { Log } from '../operations/log.ts'
import type { CandleStore } from './storage.ts'

export interface RetentionOptions {
  candles: Pick<CandleStore, 'prune'>
  log: Log
  now: () => number
  everyMs?: number
}

const dayMs = 86_400_000

/** How long candles are kept; hours and days are for ever. */
export const keptMs = { '1s': dayMs, '1m': 2 * 365 * dayMs } as const

/** Removes candles as they grow too old, until it is stopped. Each time as little as has come since the last. */
export function startRetention(options: RetentionOptions): () => void {
  const { candles, log, now, everyMs = 600_000 } = options
  let pruning = false

  async function prune(): Promise<void> {
    if (pruning) return
    pruning = true
    try {
      for (const interval of ['1s', '1m'] as const) {
        const removed = await candles.prune({ interval, before: now() - keptMs[interval] })
        if (removed > 0) log.debug({ interval, removed }, 'Old candles were removed.')
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'Old candles could not be removed; it is tried again.')
    } finally {
      pruning = false
    }
  }

  const timer = setInterval(() => void prune(), everyMs)
  return () => clearInterval(timer)
}
