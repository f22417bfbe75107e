import { statSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Up to this size a file is read through when it is opened; a larger one would delay the start. */
const checkedBytes = 32 * 2 ** 20

/**
 * @param {import('./sqlite-messages.ts').SqliteFile} options
 * @returns {import('better-sqlite3').Database}
 */
export function openFile({ file, busyTimeoutMs, maxBytes }) {
  const db = new Database(file, { timeout: busyTimeoutMs })
  try {
    // Takes effect in a new file only: space is given back in steps, never by rewriting the file.
    db.pragma('auto_vacuum = incremental')
    db.pragma('journal_mode = wal')
    // In WAL mode the default would not sync at a commit: acknowledged means on disk.
    db.pragma('synchronous = full')
    db.pragma('foreign_keys = on')
    db.pragma('cache_size = -32000')
    // SQLite's thread does it when it has time.
    db.pragma('wal_autocheckpoint = 0')
    db.pragma(`journal_size_limit = ${64 * 2 ** 20}`)
    if (maxBytes !== undefined) {
      const pageBytes = Number(db.pragma('page_size', { simple: true }))
      db.pragma(`max_page_count = ${Math.floor(maxBytes / pageBytes)}`)
    }
    check(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * @param {Database.Database} db
 * @param {string} file
 */
function check(db, file) {
  // Reads the header and the schema of any file.
  db.prepare('select count(*) from sqlite_schema').get()
  if (statSync(file).size > checkedBytes) return
  const fault = db.pragma('quick_check(1)', { simple: true })
  if (fault !== 'ok') throw Object.assign(new Error(String(fault)), { code: 'SQLITE_CORRUPT' })
}
