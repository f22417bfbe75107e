import { through } from '../chain.js'
import { soonDurable } from '../soon-durable.js'

/**
 * @typedef {import('./writer.ts').ClaimRow} ClaimRow
 * @typedef {{ number: number, firings: string, users: string }} LoggedRow
 * @typedef {ClaimRow & { user: string }} Firing
 * @typedef {{ upTo: number, users: ReadonlySet<string>, firings: number }} Passed
 */

/*
 * The way out of the log of claims, the oldest first. Where the database can't be written, nothing is
 * folded, and whoever asked for it is told. A row that fails by itself holds up nobody else:
 *
 *   folded ◀── next row ──▶ fails ──▶ passed over, with all behind it of the same users, whose sequences
 *                 ▲                   follow its own ──┐
 *                 └───── `againMs` later, or at a start ┘
 */

/** So many firings are folded in one transaction, or one claim: who asks meanwhile waits. */
const foldedAtOnce = 16
/** What fails by itself is told of and tried again so seldom. */
const againMs = 600_000
/** SQLite's codes for a database that can't be written at present: https://sqlite.org/rescode.html */
const unwell = /^SQLITE_(FULL|BUSY|LOCKED|READONLY|PERM|IOERR|CANTOPEN|NOMEM)/
/** @type {Passed} */
const nothing = { upTo: 0, users: new Set(), firings: 0 }

/**
 * @param {object} options
 * @param {import('better-sqlite3').Database} options.db
 * @param {readonly string[]} options.fold What is done for each firing.
 * @param {(stuck: import('../sqlite-messages.ts').StuckClaim) => void} options.onStuck The first of those that fail by themselves, each time they are tried.
 * @param {() => number} options.now A clock that only rises, ms.
 */
export function makeClaimFold({ db, fold: texts, onStuck, now }) {
  const next = db.prepare(
    'select number, firings, users from claimed where number > ? order by number limit 1',
  )
  const drop = db.prepare('delete from claimed where number = ?')
  const steps = texts.map((text) => db.prepare(text))
  let passed = nothing
  /**
   * Numbers of rows that fail by themselves.
   * @type {Set<number>}
   */
  const stuck = new Set()
  let againAt = 0
  /** @type {{ number: number, alerts: string[] } | undefined} */
  let current

  const foldSome = db.transaction(() => {
    /** @type {Firing[]} */
    const folded = []
    let { upTo, firings } = passed
    const users = new Set(passed.users)
    while (folded.length < foldedAtOnce) {
      // Behind what is passed over alone: what is folded is gone, and its number given out again.
      const row = /** @type {LoggedRow | undefined} */ (next.get(upTo))
      if (row === undefined) break
      const own = firingsOf(row)
      if (stuck.has(row.number) || own.some(({ user }) => users.has(user))) {
        for (const { user } of own) users.add(user)
        firings += own.length
        upTo = row.number
      } else {
        current = { number: row.number, alerts: own.map(({ id }) => id) }
        for (const firing of own) through(steps, firing)
        folded.push(...own)
        drop.run(row.number)
        current = undefined
      }
    }
    return { folded, passed: { upTo, users, firings } }
  })

  return {
    /** Firings that are passed over for now. */
    passed: () => (stuck.size > 0 && now() >= againAt ? 0 : passed.firings),
    /**
     * Folds some. What they are made from is in the log until they are durable.
     * @returns {Firing[]} Those that were folded.
     */
    fold() {
      if (stuck.size > 0 && now() >= againAt) {
        stuck.clear()
        passed = nothing
      }
      try {
        const done = soonDurable(db, () => foldSome.immediate())
        passed = done.passed
        return done.folded
      } catch (error) {
        const failed = current
        current = undefined
        if (failed === undefined || unwell.test(codeOf(error))) throw error
        if (stuck.size === 0) {
          againAt = now() + againMs
          onStuck({ ...failed, message: String(error) })
        }
        stuck.add(failed.number)
        return []
      }
    },
  }
}

/**
 * @param {Pick<LoggedRow, 'firings' | 'users'>} row
 * @returns {Firing[]} Without those that were lost.
 */
export function firingsOf(row) {
  /** @type {(string | null)[]} */
  const users = JSON.parse(row.users)
  /** @type {ClaimRow[]} */
  const firings = JSON.parse(row.firings)
  return firings.flatMap((firing, index) => {
    const user = users[index]
    return typeof user === 'string' ? [{ ...firing, user }] : []
  })
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '')
