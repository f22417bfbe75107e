import type { Kysely } from 'kysely'
import type { AlertWriter } from './alerts/writer.ts'
import type { Holder } from './holder.ts'
import type { Schema } from './schema.ts'

/**
 * What candles and documents need of a database, SQLite in its thread or PostgreSQL. All of these
 * reject with whatever the driver throws; `failureOf` tells what it means.
 */
export interface Database {
  readonly engine: 'sqlite' | 'postgres'
  readonly kysely: Kysely<Schema>
  /** Who this server is to others with the same database. */
  readonly holder: Holder
  readonly alerts: AlertWriter
  /** Connects and migrates. Called again after a failure that has cut the connection. */
  open(): Promise<void>
  /** All of them or none, durable when it resolves; `candleColumns` says what a row holds. No candle twice. */
  writeCandles(rows: readonly CandleRow[]): Promise<void>
  /** Newest first, at most `limit`; `readColumns` says what a row holds. */
  readCandles(range: CandleRange): Promise<readonly CandleRow[]>
  /** After many rows were removed: gives space back, in steps. */
  tidy(): Promise<void>
  backup(file: string): Promise<void>
  close(): Promise<void>
}

export const readColumns = [
  'time_s',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'decimals',
  'size_decimals',
  'grade',
] as const

export const candleColumns = ['instrument', 'interval_s', ...readColumns] as const

/** The figures of `candleColumns` or `readColumns`, in their order. */
export type CandleRow = readonly number[]

export interface CandleRange {
  instrument: number
  intervalSeconds: number
  fromSeconds: number
  toSeconds: number
  limit: number
}

const names = candleColumns.join(', ')
const changed = readColumns
  .filter((name) => name !== 'time_s')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

/**
 * Inserts what `source` (`values …`, `select …`) gives, and lets no lower grade overwrite a higher: see
 * `Seen`.
 */
export function mergeCandles(source: string): string {
  return (
    `insert into candles (${names}) ${source} ` +
    `on conflict (instrument, interval_s, time_s) do update set ${changed} ` +
    'where excluded.grade >= candles.grade'
  )
}

/** The statement of `readCandles`; `parameter` writes the n-th parameter, from 1. */
export function selectCandles(parameter: (n: number) => string): string {
  return (
    `select ${readColumns.join(', ')} from candles ` +
    `where instrument = ${parameter(1)} and interval_s = ${parameter(2)} ` +
    `and time_s between ${parameter(3)} and ${parameter(4)} ` +
    `order by time_s desc limit ${parameter(5)}`
  )
}

export function rangeParameters(range: CandleRange): number[] {
  const { instrument, intervalSeconds, fromSeconds, toSeconds, limit } = range
  return [instrument, intervalSeconds, fromSeconds, toSeconds, limit]
}
