/** What the SQLite thread is asked. Each is answered once, in the order of asking, but for `backup`. */
export type ToSqlite = { id: number } & SqliteRequest

export type SqliteRequest =
  /** Opens and checks the file; nothing else may be asked before. */
  | { type: 'open'; options: SqliteFile }
  | { type: 'query'; sql: string; parameters: readonly unknown[] }
  /** Runs a statement for each `width` of the values, in one durable transaction. */
  | { type: 'each'; sql: string; width: number; values: Float64Array<ArrayBuffer> }
  | ChainRequest
  /** Opens the log of claims, which are folded by these statements. */
  | { type: 'fold'; statements: readonly string[] }
  | ClaimRequest
  /** Copies the whole database into a file, page by page, others in between. */
  | { type: 'backup'; file: string }
  | { type: 'close' }

/**
 * For each row the statements in turn, all in one transaction. What a statement returns is told, and a
 * parameter of those after it; where one that returns something finds nothing, the row goes no further.
 */
export interface ChainRequest {
  type: 'chain'
  statements: readonly string[]
  rows: readonly object[]
  /** `soon`: with the next transaction that is. */
  durable: 'at-once' | 'soon'
}

/**
 * Claims the firings of these alerts whose version is the newest, durably: see alerts/claim-log.js. Those
 * that wait together are claimed in one transaction.
 */
export interface ClaimRequest {
  type: 'claim'
  ids: readonly string[]
  versions: readonly number[]
  /** JSON of a ClaimRow each: nobody parses it while somebody waits. */
  firings: string
}

export interface SqliteFile {
  file: string
  busyTimeoutMs: number
  /** The file may not grow beyond this. */
  maxBytes: number | undefined
}

export type FromSqlite = ({ id: number } & SqliteAnswer) | ({ type: 'stuck' } & StuckClaim)

/** Firings in the log of claims that can't be folded although others can: see alerts/claim-fold.js. */
export interface StuckClaim {
  /** Of the row in the log. */
  number: number
  alerts: readonly string[]
  message: string
}

export type SqliteAnswer =
  | { type: 'done' }
  | { type: 'rows'; rows: unknown[]; changes: number }
  | { type: 'failed'; code: string; message: string }
