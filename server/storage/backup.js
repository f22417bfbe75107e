import { stat } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { writeWhole } from './whole-file.js'

/**
 * Copies a database that another process may be writing to. The copy is compact and checked; a file
 * of that name is replaced.
 * @param {{ from: string, to: string }} files
 * @returns {Promise<{ bytes: number }>}
 */
export async function backUp({ from, to }) {
  await writeWhole(to, async (unfinished) => {
    copy(from, unfinished)
    check(unfinished)
  })
  return { bytes: (await stat(to)).size }
}

/**
 * One reading transaction: in WAL mode it sees one moment and holds up no writer. A copy page by
 * page would start over with every commit of the other process.
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  const db = new Database(from, { readonly: true, fileMustExist: true, timeout: 10_000 })
  try {
    db.prepare('vacuum into ?').run(to)
  } finally {
    db.close()
  }
}

/** @param {string} file */
function check(file) {
  const db = new Database(file, { readonly: true })
  try {
    const fault = db.pragma('quick_check(1)', { simple: true })
    if (fault !== 'ok') throw new Error(`The database is damaged: ${fault}`)
  } finally {
    db.close()
  }
}
