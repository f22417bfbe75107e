import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import type { Log } from '../operations/log.ts'
import { makePostgresWriter } from './alerts/postgres-writer.ts'
import {
  candleColumns,
  type Database,
  mergeCandles,
  rangeParameters,
  selectCandles,
} from './database.ts'
import { type KeepOptions, keep } from './keep.ts'
import { makeLockHolder } from './lock-holder.ts'
import { migrate } from './migrations.ts'
import type { Schema } from './schema.ts'
import { type Storage, StorageError } from './storage.ts'

export interface PostgresOptions extends Pick<KeepOptions, 'retryMs' | 'buffer' | 'now'> {
  /** `postgres://user:password@host:port/database` */
  url: string
  log: Log
  maxConnections?: number
  /** No statement may take longer, but for migrations. */
  statementTimeoutMs?: number
}

const connectTimeoutMs = 5_000
/** A migration may rewrite a large table, and waits for another server that does it. */
const migrationTimeoutMs = 3_600_000
const int8 = types.builtins.INT8

const columnTypes = candleColumns.map((name) => (name === 'instrument' ? 'int' : 'bigint'))
const unnested = columnTypes.map((type, index) => `$${index + 1}::${type}[]`).join(', ')
const write = mergeCandles(`select * from unnest(${unnested})`)
const read = selectCandles((n) => `$${n}`)

/** Storage in PostgreSQL 13 or newer. */
export function openPostgres(options: PostgresOptions): Promise<Storage> {
  return keep({ ...options, database: postgresDatabase(options) })
}

function postgresDatabase(options: PostgresOptions): Database {
  const { url, log, maxConnections = 10, statementTimeoutMs = 10_000 } = options
  const common: PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'ebb',
    // A bigint comes as text; all of ours are numbers below 2^53, or sums that may be approximate.
    types: {
      getTypeParser: (oid, format) => (oid === int8 ? Number : types.getTypeParser(oid, format)),
    },
  }
  const pool = makePool(
    {
      ...common,
      max: maxConnections,
      statement_timeout: statementTimeoutMs,
      // Ours is later than the server's, for a server that doesn't answer at all.
      query_timeout: statementTimeoutMs + 2_000,
      idle_in_transaction_session_timeout: statementTimeoutMs,
    },
    log,
  )
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const holder = makeLockHolder({ ...common, query_timeout: connectTimeoutMs }, log)

  return {
    engine: 'postgres',
    kysely,
    holder,
    alerts: makePostgresWriter(pool),
    async open() {
      const patient = makePool({ ...common, max: 1, statement_timeout: migrationTimeoutMs }, log)
      const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: patient }) })
      try {
        await migrate(db, 'postgres')
      } finally {
        await db.destroy()
      }
    },
    async writeCandles(rows) {
      // Always in the order of the key, so that two servers never wait for each other in a ring.
      const sorted = [...rows].sort(byKey)
      const columns = candleColumns.map((_, column) => sorted.map((row) => row[column]))
      await pool.query({ name: 'write-candles', text: write, values: columns })
    },
    async readCandles(range) {
      const { rows } = await pool.query<number[]>({
        name: 'read-candles',
        text: read,
        values: rangeParameters(range),
        rowMode: 'array',
      })
      return rows
    },
    // Autovacuum does it.
    async tidy() {},
    async backup() {
      throw new StorageError(
        'failing',
        'PostgreSQL makes its own backups: pg_dump --format=custom --file=<file> "$DATABASE_URL"',
      )
    },
    async close() {
      await kysely.destroy()
      await holder.close()
    },
  }
}

function makePool(config: PoolConfig, log: Log): Pool {
  const pool = new Pool(config)
  // A connection that breaks says so by an event, which nobody heard would end the process. What
  // was asked over it fails by itself, and the pool replaces it.
  const onError = (error: Error) => log.debug({ error: error.message }, 'A connection broke.')
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

/** By instrument, interval and time: the first three columns. */
function byKey(a: readonly number[], b: readonly number[]): number {
  for (let column = 0; column < 3; column++) {
    const difference = (a[column] ?? 0) - (b[column] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
