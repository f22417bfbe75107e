/** What the SQLite thread is asked. Each is answered once, in the order of asking, but for `backup`. */
export type ToSqlite = { id: number } & SqliteRequest

export type SqliteRequest =
  /** Opens and checks the file; nothing else may be asked before. */
  | { type: 'open'; options: SqliteFile }
  | { type: 'query'; sql: string; parameters: readonly unknown[] }
  /** Runs a statement for each `width` of the values, in one durable transaction. */
  | { type: 'each'; sql: string; width: number; values: Float64Array<ArrayBuffer> }
  /**
   * For each row the statements in turn, in one durable transaction. What a statement returns is told,
   * and a parameter of those after it; where one that returns something finds nothing, the row goes no
   * further.
   */
  | { type: 'chain'; statements: readonly string[]; rows: readonly object[] }
  /** Copies the whole database into a file, page by page, others in between. */
  | { type: 'backup'; file: string }
  | { type: 'close' }

export interface SqliteFile {
  file: string
  busyTimeoutMs: number
  /** The file may not grow beyond this. */
  maxBytes: number | undefined
}

export type FromSqlite = { id: number } & SqliteAnswer

export type SqliteAnswer =
  | { type: 'done' }
  | { type: 'rows'; rows: unknown[]; changes: number }
  | { type: 'failed'; code: string; message: string }
