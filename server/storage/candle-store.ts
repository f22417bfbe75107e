import { sql } from 'kysely'
import { chartIntervalMs, type StoredInterval } from '../../shared/rollup.ts'
import { candleOf, checkCandle } from './candle-rows.ts'
import type { Database } from './database.ts'
import type { InstrumentKeys } from './instrument-keys.ts'
import type { CandleStore, SeenCandle, StoredCandle, UpsertOutcome } from './storage.ts'

export interface CandleStoreOptions {
  database: Database
  keys: InstrumentKeys
  /** Hands a batch to whoever writes. */
  write: (batch: readonly StoredCandle[]) => Promise<UpsertOutcome>
  /** Runs a piece of work and makes of what it throws a StorageError. */
  attempt: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** So many rows are removed in one transaction: a few milliseconds, in which others wait. */
const prunedAtOnce = 1_000

/** The last second that a date can name: JavaScript's time ends there. */
const endOfTime = 8.64e12

export function makeCandleStore(options: CandleStoreOptions): CandleStore {
  const { database, keys, write, attempt } = options
  const { kysely } = database
  const secondsOf = (interval: StoredInterval) => chartIntervalMs[interval] / 1_000

  /** Removes some of a series' oldest rows; fewer than `prunedAtOnce` were the last. */
  async function pruneSome(instrument: number, seconds: number, before: number): Promise<number> {
    const series = sql`instrument = ${instrument} and interval_s = ${seconds}`
    // Up to the time of the first that is left for the next step.
    const { numAffectedRows } = await sql`
      delete from candles where ${series} and time_s < coalesce((
        select time_s from candles where ${series} and time_s < ${before}
        order by time_s limit 1 offset ${prunedAtOnce}
      ), ${before})`.execute(kysely)
    return Number(numAffectedRows ?? 0)
  }

  return {
    upsert(batch) {
      for (const candle of batch) checkCandle(candle)
      return write(batch)
    },
    read: ({ instrument, interval, from = 0, to = Number.MAX_SAFE_INTEGER, limit }) =>
      attempt(async () => {
        const key = await keys.find(instrument.id)
        if (key === undefined) return []
        const rows = await database.readCandles({
          instrument: key,
          intervalSeconds: secondsOf(interval),
          fromSeconds: Math.max(0, Math.ceil(from / 1_000)),
          toSeconds: Math.min(endOfTime, Math.floor(to / 1_000)),
          limit,
        })
        const candles: SeenCandle[] = []
        for (const row of rows) {
          const candle = candleOf(row, instrument)
          if (candle) candles.push(candle)
        }
        return candles.reverse()
      }),
    coverage: (instrument, interval) =>
      attempt(async () => {
        const key = await keys.find(instrument)
        if (key === undefined) return undefined
        const seconds = secondsOf(interval)
        // Two look-ups, each at an end of the key; one for both would read the whole series.
        const { rows } = await sql<{ oldest: number | null; newest: number | null }>`select
          (select min(time_s) from candles where instrument = ${key} and interval_s = ${seconds}) as oldest,
          (select max(time_s) from candles where instrument = ${key} and interval_s = ${seconds}) as newest
        `.execute(kysely)
        const { oldest, newest } = rows[0] ?? {}
        if (typeof oldest !== 'number' || typeof newest !== 'number') return undefined
        return { oldest: oldest * 1_000, newest: newest * 1_000 }
      }),
    prune: ({ interval, before }) =>
      attempt(async () => {
        const instruments = await kysely.selectFrom('instruments').select('key').execute()
        const beforeSeconds = Math.ceil(before / 1_000)
        let removed = 0
        for (const { key } of instruments) {
          let some: number
          do {
            some = await pruneSome(key, secondsOf(interval), beforeSeconds)
            removed += some
          } while (some === prunedAtOnce)
        }
        if (removed > 0) await database.tidy()
        return removed
      }),
  }
}
