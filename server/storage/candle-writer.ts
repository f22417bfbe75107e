import type { Log } from '../operations/log.ts'
import { makeRollUps } from './roll-ups.ts'
import type { CandleStore, StoredCandle, UpsertOutcome } from './storage.ts'

/** Brings candles from where they are folded to storage, and hours and days after them. */
export interface CandleWriter {
  /** A candle is new or has changed; its newest state is written with the next batch. Never waits. */
  changed(candle: StoredCandle): void
  /** For backfill: resolves as `upsert` does, so that it goes no faster than storage. */
  write(batch: readonly StoredCandle[]): Promise<UpsertOutcome>
  /** Writes what there is, for the last time; resolves when it is stored or dropped. */
  stop(): Promise<void>
}

export interface CandleWriterOptions {
  candles: CandleStore
  log: Log
  batchMs?: number
  rollUpMs?: number
}

/** So many changed candles don't wait for the second to end. */
const maxChanged = 5_000

export function makeCandleWriter(options: CandleWriterOptions): CandleWriter {
  const { candles, log, batchMs = 1_000, rollUpMs = 60_000 } = options
  const rollUps = makeRollUps(candles)
  let changed = new Map<string, StoredCandle>()

  async function write(batch: readonly StoredCandle[]): Promise<UpsertOutcome> {
    const outcome = await candles.upsert(batch)
    if (outcome === 'stored') rollUps.note(batch)
    return outcome
  }

  async function flush(): Promise<void> {
    if (changed.size === 0) return
    const batch = [...changed.values()]
    changed = new Map()
    // Storage holds what it can't write yet, conflated and bounded, and says so in its health.
    await write(batch).catch((error) => {
      log.error({ error: String(error) }, 'Candles could not be handed to storage.')
    })
  }

  async function settle(): Promise<void> {
    await rollUps.settle().catch((error) => {
      log.warn({ error: String(error) }, 'Hours and days could not be rolled up; they will be.')
    })
  }

  const batches = setInterval(() => void flush(), batchMs)
  const settling = setInterval(() => void settle(), rollUpMs)

  return {
    changed(candle) {
      changed.set(`${candle.instrument.id} ${candle.interval} ${candle.time}`, candle)
      if (changed.size >= maxChanged) void flush()
    },
    write,
    async stop() {
      clearInterval(batches)
      clearInterval(settling)
      await flush()
    },
  }
}
