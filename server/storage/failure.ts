import { NoResultError } from 'kysely'
import { type Failure, StorageError } from './storage.ts'

const advice: Record<Failure, string> = {
  full: 'There is no space left for the database: make room on its disk. Prices go on live; history is written when there is room.',
  locked: 'Another program keeps the database locked: end it. Writing is tried again.',
  'read-only': 'The database can only be read: give the server the right to write to it.',
  corrupt:
    'The database is damaged: stop the server, move the file away, put a backup in its place and start again.',
  unreachable: 'The database is out of reach: see that it runs. Connecting is tried again.',
  'too-new':
    'The database was written by a newer Ebb: start that version, or restore a backup of this one.',
  failing: 'The database refuses its work.',
}

/** SQLite's result codes (sqlite.org/rescode.html) by their beginnings; better-sqlite3 gives the extended names. */
const sqliteCodes: readonly [string, Failure][] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_IOERR', 'unreachable'],
  ['SQLITE_CANTOPEN', 'unreachable'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
]

/** PostgreSQL's SQLSTATE codes by their beginnings (appendix A of its manual), the longer first. */
const postgresCodes: readonly [string, Failure][] = [
  ['53100', 'full'],
  ['55P03', 'locked'],
  ['57014', 'locked'],
  ['40', 'locked'],
  ['25006', 'read-only'],
  ['42501', 'read-only'],
  ['XX001', 'corrupt'],
  ['XX002', 'corrupt'],
  ['53', 'unreachable'],
  ['57', 'unreachable'],
  ['08', 'unreachable'],
  ['28', 'unreachable'],
  ['3D', 'unreachable'],
]

/** pg tells the loss of a connection by message alone. */
const lostConnection = /connection|timeout|socket|ECONN|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN|EPIPE/i

/** What went wrong, from what a driver threw. Its own words follow the advice, never a password. */
export function failureOf(error: unknown, engine: 'sqlite' | 'postgres'): StorageError {
  if (error instanceof StorageError) return error
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const state = engine === 'sqlite' ? sqliteFailure(code) : postgresFailure(code, message)
  const detail = [code, message].filter((part) => part !== '').join(': ')
  return new StorageError(state, `${advice[state]} (${detail})`, { cause: error })
}

/**
 * Whether it was the question that was wrong, which says nothing of the database: text with a NUL in it,
 * which PostgreSQL can't have (class 22), or something for a user who has just gone (class 23, or no
 * row where one was counted on).
 */
export function isFaultOfQuestion(error: unknown): boolean {
  if (error instanceof StorageError) return false
  return error instanceof NoResultError || /^(2[23]\w{3}$|SQLITE_CONSTRAINT)/.test(codeOf(error))
}

/** Whether the connection itself is lost, so that it must be opened anew. */
export function cutsConnection(state: StorageError['state']): boolean {
  return state === 'unreachable' || state === 'too-new'
}

function sqliteFailure(code: string): Failure {
  return sqliteCodes.find(([start]) => code.startsWith(start))?.[1] ?? 'failing'
}

function postgresFailure(code: string, message: string): Failure {
  const known = postgresCodes.find(([start]) => code.startsWith(start))?.[1]
  if (known !== undefined) return known
  return lostConnection.test(`${code} ${message}`) ? 'unreachable' : 'failing'
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
