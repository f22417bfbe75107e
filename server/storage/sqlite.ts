import type { Worker } from 'node:worker_threads'
import { Kysely, sql } from 'kysely'
import type { Log } from '../operations/log.ts'
import { foldOfClaim, makeSqliteWriter } from './alerts/sqlite-writer.ts'
import {
  candleColumns,
  type Database,
  mergeCandles,
  rangeParameters,
  readColumns,
  selectCandles,
} from './database.ts'
import { makeSoleHolder } from './holder.ts'
import { type KeepOptions, keep } from './keep.ts'
import { migrate } from './migrations.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { makeSqliteLink } from './sqlite-link.ts'
import type { Storage } from './storage.ts'
import { writeWhole } from './whole-file.js'

export interface SqliteOptions extends Pick<KeepOptions, 'retryMs' | 'buffer' | 'now'> {
  /** Made where it isn't there; its folder must be. */
  file: string
  log: Log
  /** The file may not grow beyond this; then storage says `full`. */
  maxBytes?: number
  /** How long another program's lock is waited for. */
  busyTimeoutMs?: number
  /** Starts SQLite's thread. */
  spawn?: () => Worker
}

/** Free pages beyond so many are given back to the disk, so many at a time. */
const keptFreePages = 2_000
const freedAtOnce = 200

const write = mergeCandles(`values (${candleColumns.map(() => '?').join(', ')})`)
/** One text instead of thousands of values, each of which would be made and copied by itself: 3 times as fast. */
const read = `select json_group_array(json_array(${readColumns.join(', ')})) as candles from (${selectCandles(() => '?')})`

/** Storage in one file, by SQLite in a thread of its own. */
export function openSqlite(options: SqliteOptions): Promise<Storage> {
  return keep({ ...options, database: sqliteDatabase(options) })
}

function sqliteDatabase(options: SqliteOptions): Database {
  const { file, maxBytes, busyTimeoutMs = 5_000, spawn, log } = options
  const link = makeSqliteLink({
    ...{ file, maxBytes, busyTimeoutMs, ...(spawn && { spawn }) },
    onStuck({ number, alerts, message }) {
      const what = `Firings that were claimed can't be told: they wait in row ${number} of the table "claimed", and all later ones of the same users behind them. Tried again in ten minutes, and at the next start.`
      log.error({ alerts, error: message }, what)
    },
  })
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(link) })

  return {
    engine: 'sqlite',
    kysely,
    holder: makeSoleHolder(),
    alerts: makeSqliteWriter(link),
    async open() {
      await link.close()
      await link.open()
      await migrate(kysely, 'sqlite')
      await link.ask({ type: 'fold', statements: foldOfClaim }, 'done')
    },
    async writeCandles(rows) {
      const width = candleColumns.length
      const values = new Float64Array(rows.length * width)
      rows.forEach((row, index) => {
        values.set(row, index * width)
      })
      await link.ask({ type: 'each', sql: write, width, values }, 'done')
    },
    async readCandles(range) {
      const parameters = rangeParameters(range)
      const { rows } = await link.ask({ type: 'query', sql: read, parameters }, 'rows')
      const [found] = rows as { candles: string }[]
      return JSON.parse(found?.candles ?? '[]')
    },
    async tidy() {
      const { rows } = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(kysely)
      let free = (rows[0]?.freelist_count ?? 0) - keptFreePages
      for (; free > 0; free -= freedAtOnce) {
        await sql`pragma incremental_vacuum(${sql.lit(freedAtOnce)})`.execute(kysely)
      }
    },
    backup: (to) =>
      writeWhole(to, async (file) => {
        await link.ask({ type: 'backup', file }, 'done')
      }),
    close: () => kysely.destroy(),
  }
}
