import type { Kysely } from 'kysely'
import type { Candle } from '../../shared/candle.ts'
import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import type { StoredInterval } from '../../shared/rollup.ts'
import type { Accounts } from './accounts/accounts.ts'
import type { Alerts } from './alerts/alerts.ts'
import type { Schema } from './schema.ts'

/*
 * What lasts: candles and small documents, in SQLite or PostgreSQL.
 *
 *   upsert ─ buffer (conflated, bounded) ─ one transaction at a time ─ on disk ─ 'stored'
 *                  ▲                              │ full, locked, gone …
 *                  └────── tried again, later and later ──┘       health() says what is wrong
 *
 * Opening never fails for what the database does: a server starts and shows live prices without
 * one, and its history catches up when it comes.
 */
export interface Storage {
  readonly candles: CandleStore
  readonly documents: DocumentStore
  readonly accounts: Accounts
  readonly alerts: Alerts
  health(): StorageHealth
  /**
   * A copy of everything that is stored, as a file that can be opened in its place, while the server
   * goes on. The file appears when it is whole. Rejects with a StorageError that says what to do.
   */
  backup(file: string): Promise<void>
  /** Writes what still waits, for a few seconds at most, then lets go of the database. */
  close(): Promise<void>
}

export interface CandleStore {
  /**
   * Resolves when every candle of the batch, or a newer state of it, is on disk: `stored`. It
   * resolves `dropped` when that can't be promised, because the database was out of reach until the
   * buffer was full. Never rejects for what the database does; throws for a candle that can't be one.
   */
  upsert(batch: readonly StoredCandle[]): Promise<UpsertOutcome>
  /**
   * What is on disk, ascending, `from` and `to` inclusive (epoch ms of candle starts), the newest
   * `limit` of the range, in the units of the instrument that asks. A candle whose figures don't fit
   * those is left out. Rejects with a StorageError.
   */
  read(query: StoredQuery): Promise<SeenCandle[]>
  /** Starts of the oldest and the newest candle, epoch ms; `undefined` where there is none. */
  coverage(instrument: InstrumentId, interval: StoredInterval): Promise<Coverage | undefined>
  /**
   * Removes the candles that start before `before` (epoch ms), in steps that let others in between.
   * Resolves to how many. Rejects with a StorageError; what was removed by then stays removed.
   */
  prune(what: { interval: StoredInterval; before: number }): Promise<number>
}

export type UpsertOutcome = 'stored' | 'dropped'

/** An instrument and the units in which its figures are counted; an `Instrument` is one. */
export type Scaled = Pick<Instrument, 'id' | 'decimals' | 'sizeDecimals'>

/**
 * How a candle was come by. Of two of the same time the higher stays, of equals the newer:
 * live and whole, then backfilled and whole, then live in part, then backfilled in part.
 */
export interface Seen {
  source: 'live' | 'backfill'
  /** Not all of its trades are in it: it is still forming, or was joined or left in the middle. */
  partial: boolean
}

export interface SeenCandle extends Candle, Seen {}

export interface StoredCandle extends SeenCandle {
  instrument: Scaled
  interval: StoredInterval
}

export interface StoredQuery {
  instrument: Scaled
  interval: StoredInterval
  from?: number | undefined
  to?: number | undefined
  /** 1 or more. */
  limit: number
}

export interface Coverage {
  oldest: number
  newest: number
}

/** Small texts by name: the catalogue, the budgets of interfaces that count requests. */
export interface DocumentStore {
  /** Rejects with a StorageError. */
  read(name: string): Promise<string | undefined>
  /** Replaces the document as a whole; on disk when it resolves. Rejects with a StorageError. */
  write(name: string, text: string): Promise<void>
  /**
   * Writes where the document still is what it was when it was read (`undefined`: absent); false
   * where somebody else was faster, and then nothing is written.
   */
  replace(name: string, change: { was: string | undefined; text: string }): Promise<boolean>
}

export interface StorageHealth {
  engine: 'sqlite' | 'postgres'
  state: StorageState
  /** What is wrong and what to do about it, as a sentence; absent when nothing is. */
  trouble: string | undefined
  /** When `state` began, epoch ms. */
  since: number
  /** Candles that wait to be written. */
  waiting: number
  /** Candles given up since the start. */
  dropped: number
}

/** `opening` and `ready` are good; the others are tried again until they are. */
export type StorageState = 'opening' | 'ready' | Failure | 'closed'

export type Failure =
  /** No space on the disk, or the file has reached its limit: reads go on. */
  | 'full'
  /** Somebody else holds a lock: reads go on. */
  | 'locked'
  /** Reads go on. */
  | 'read-only'
  | 'corrupt'
  /** Not there, or gone: the server, the folder, the thread. */
  | 'unreachable'
  /** Written by a newer Ebb. */
  | 'too-new'
  /** Something that none of these is. */
  | 'failing'

/** What every store is made of. */
export interface StoreOptions {
  kysely: Kysely<Schema>
  /** Runs a piece of work and makes of what it throws a StorageError. */
  attempt: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** What the database could not do, and what to do about it. */
export class StorageError extends Error {
  readonly state: Failure | 'closed'

  constructor(state: Failure | 'closed', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.state = state
  }
}
