import { parentPort, receiveMessageOnPort } from 'node:worker_threads'
import { makeClaimLog } from './alerts/claim-log.js'
import { through } from './chain.js'
import { soonDurable } from './soon-durable.js'
import { openFile } from './sqlite-file.js'

/*
 * SQLite's thread. It is JavaScript because a worker in TypeScript doesn't start on Node 20 under
 * vitest and tsx; its types are in sqlite-messages.ts.
 */

/** @typedef {import('./sqlite-messages.ts').SqliteRequest} SqliteRequest */
/** @typedef {import('./sqlite-messages.ts').SqliteAnswer} SqliteAnswer */
/** @typedef {import('./sqlite-messages.ts').ToSqlite} ToSqlite */
/** @typedef {import('better-sqlite3').Statement<unknown[]>} Statement */
/** @typedef {Extract<ToSqlite, { type: 'claim' }>} ToClaim */

/** Pages copied before others have their turn. */
const backupPages = 500
const maxStatements = 300
/** Of the log, before they are put into the file: when nobody has asked for anything for so long, or at once. */
const loggedPages = { idle: 250, most: 1_000 }
const idleMs = 10

if (parentPort === null) throw new Error('sqlite-worker.js runs as a worker thread only.')
const port = parentPort

/** @type {import('better-sqlite3').Database | undefined} */
let opened
/** @type {Map<string, Statement>} */
const statements = new Map()

/** @type {ReturnType<typeof makeClaimLog> | undefined} */
let claimLog
const idle = setTimeout(work, idleMs)

port.on('message', (/** @type {ToSqlite} */ message) => {
  /** @type {ToSqlite | undefined} */
  let next = message
  while (next !== undefined) next = next.type === 'claim' ? claim(next) : answer(next)
  checkpoint(loggedPages.most)
  idle.refresh()
})

/** @param {Exclude<ToSqlite, ToClaim>} message */
function answer(message) {
  const { id } = message
  const failed = (/** @type {unknown} */ error) =>
    port.postMessage({ id, type: 'failed', ...described(error) })
  try {
    settle()
    if (message.type === 'backup') {
      database()
        .backup(message.file, { progress: () => backupPages })
        .then(() => port.postMessage({ id, type: 'done' }), failed)
    } else port.postMessage({ id, ...answerTo(message) })
  } catch (error) {
    failed(error)
  }
  return undefined
}

/**
 * All claims that wait, in one transaction.
 * @param {ToClaim} first
 * @returns {ToSqlite | undefined} What waits behind them.
 */
function claim(first) {
  const claims = [first]
  /** @type {ToSqlite | undefined} */
  let next
  let begun = 0
  try {
    if (claimLog === undefined) throw new Error('Something is claimed before the log is open.')
    const all = claimLog.claim(() => {
      if (begun === claims.length) {
        next = receiveMessageOnPort(port)?.message
        if (next?.type !== 'claim') return undefined
        claims.push(next)
        next = undefined
      }
      return claims[begun++]
    })
    claims.forEach(({ id }, index) => {
      port.postMessage({ id, type: 'rows', rows: all[index], changes: 0 })
    })
  } catch (error) {
    for (const { id } of claims) port.postMessage({ id, type: 'failed', ...described(error) })
  }
  return next
}

/** Before anything else is asked what was claimed is where it belongs. Where it can't be, it stays in the log. */
function settle() {
  if (opened?.inTransaction) return
  try {
    claimLog?.foldAll()
  } catch {
    // The disk is full or the file locked: whoever asks is told so where it matters to them.
  }
}

/** Nobody asks for anything: one thing after the other, so that who does soon has to wait for one. */
function work() {
  if (opened === undefined || opened.inTransaction) return
  if (claimLog === undefined || claimLog.isFolded()) {
    checkpoint(loggedPages.idle)
    return
  }
  try {
    claimLog.fold()
    setImmediate(work)
  } catch {
    // Nothing is lost: the next request tries again.
  }
}

/**
 * @param {Exclude<SqliteRequest, { type: 'backup' | 'claim' }>} request
 * @returns {SqliteAnswer}
 */
function answerTo(request) {
  switch (request.type) {
    case 'open':
      opened = openFile(request.options)
      return { type: 'done' }
    case 'query': {
      const statement = prepared(request.sql)
      if (statement.reader) {
        return { type: 'rows', rows: statement.all(...request.parameters), changes: 0 }
      }
      return { type: 'rows', rows: [], changes: statement.run(...request.parameters).changes }
    }
    case 'each':
      each(request)
      return { type: 'done' }
    case 'chain':
      return { type: 'rows', rows: chain(request), changes: 0 }
    case 'fold':
      claimLog = makeClaimLog({
        db: database(),
        fold: request.statements,
        onStuck: (stuck) => port.postMessage({ type: 'stuck', ...stuck }),
        now: () => performance.now(),
      })
      return { type: 'done' }
    case 'close':
      claimLog = undefined
      opened?.close()
      opened = undefined
      return { type: 'done' }
  }
}

function database() {
  if (opened === undefined) throw new Error('The database is asked before it is open.')
  return opened
}

/**
 * Puts the log into the file where it is that long. SQLite would do it within the commit that makes it
 * too long, and whoever has committed would wait several times as long.
 * @param {number} pages
 */
function checkpoint(pages) {
  if (opened === undefined || opened.inTransaction) return
  try {
    const state = prepared('pragma wal_checkpoint(noop)').get()
    const { log, checkpointed } = /** @type {{ log: number, checkpointed: number }} */ (state)
    if (log - checkpointed >= pages) prepared('pragma wal_checkpoint(passive)').get()
  } catch {
    // Nothing is lost: the log has all of it, and the next request tries again.
  }
}

/** @param {string} sql */
function prepared(sql) {
  const known = statements.get(sql)
  if (known) return known
  if (statements.size >= maxStatements) statements.clear()
  /** @type {Statement} */
  const statement = database().prepare(sql)
  statements.set(sql, statement)
  return statement
}

/** @param {Extract<SqliteRequest, { type: 'each' }>} request */
function each({ sql, width, values }) {
  const statement = prepared(sql)
  database()
    .transaction(() => {
      for (let at = 0; at < values.length; at += width) {
        statement.run(...values.subarray(at, at + width))
      }
    })
    .immediate()
}

/** @param {import('./sqlite-messages.ts').ChainRequest} request */
function chain({ statements: texts, rows, durable }) {
  const steps = texts.map(prepared)
  const db = database()
  const all = db.transaction(() => rows.flatMap((row) => through(steps, row) ?? []))
  return durable === 'soon' ? soonDurable(db, () => all.immediate()) : all.immediate()
}

/** @param {unknown} error */
function described(error) {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { code, message }
}
