import { firingsOf, makeClaimFold } from './claim-fold.js'

/**
 * @typedef {import('../sqlite-messages.ts').ClaimRequest} ClaimRequest
 * @typedef {import('./writer.ts').Won} Won
 */

/*
 * A firing changes some ten pages here and there in the file, and a hundred of them two hundred: who
 * claims would wait until all are read, changed and made durable. So a claim is logged first, in one
 * row of a table of its own, and folded into the others a moment later:
 *
 *   claim ─▶ logged, durable: won, with its sequence ─▶ answered
 *               └─ fold ─▶ rule, notification and outbox rows in, the log's row out: one transaction, when
 *                          nothing is asked, and before anything else is: nobody sees a claim in parts
 *
 * What a crash leaves in the log is folded as if it had been claimed just now.
 */

/** With so many in the log they are folded before more are claimed. */
const maxLogged = 2_000

/** @param {Parameters<typeof makeClaimFold>[0]} options */
export function makeClaimLog(options) {
  const { db } = options
  const alertOf = db.prepare('select user_id as user, version from alerts where id = ?')
  const userOf = db.prepare('select notification_sequence as sequence from users where id = ?')
  const append = db.prepare('insert into claimed (firings, users) values (?, ?)')
  const folding = makeClaimFold(options)
  /**
   * Firings in the log of each alert and of each user, by which these are ahead of their tables.
   * @type {Map<string, number>}
   */
  const ahead = new Map()
  let logged = 0

  /**
   * @param {Iterable<{ id: string, user: string }>} firings
   * @param {1 | -1} step
   */
  function count(firings, step) {
    for (const { id, user } of firings) {
      logged += step
      for (const key of [`alert ${id}`, `user ${user}`]) {
        const left = aheadOf(key) + step
        if (left === 0) ahead.delete(key)
        else ahead.set(key, left)
      }
    }
  }

  /** @param {string} key */
  const aheadOf = (key) => ahead.get(key) ?? 0

  /**
   * @param {string} id
   * @param {number | undefined} version
   * @returns {Won | undefined}
   */
  function win(id, version) {
    const alert = /** @type {{ user: string, version: number } | undefined} */ (alertOf.get(id))
    if (alert === undefined || alert.version + aheadOf(`alert ${id}`) !== version) return undefined
    const { user } = alert
    const { sequence } = /** @type {{ sequence: number }} */ (userOf.get(user))
    return { id, user, sequence: sequence + aheadOf(`user ${user}`) + 1 }
  }

  /**
   * @param {ClaimRequest} request
   * @param {Won[]} won What is won is added here.
   */
  function log({ ids, versions, firings }, won) {
    // Null of those that are lost: not to be folded.
    const users = ids.map((id, index) => {
      const one = win(id, versions[index])
      if (one === undefined) return null
      count([one], 1)
      won.push(one)
      return one.user
    })
    if (won.length > 0) append.run(firings, JSON.stringify(users))
  }

  for (const row of db.prepare('select firings, users from claimed').all()) {
    count(firingsOf(/** @type {{ firings: string, users: string }} */ (row)), 1)
  }

  return {
    /** Whether all is where it belongs, but for what can't be put there for now. */
    isFolded: () => logged === folding.passed(),
    /**
     * Logs claims in one durable transaction, as long as `next` has one; returns who has won what, claim
     * by claim.
     * @param {() => ClaimRequest | undefined} next
     */
    claim(next) {
      if (logged >= maxLogged) this.foldAll()
      /** @type {Won[][]} */
      const all = []
      try {
        db.transaction(() => {
          for (let request = next(); request !== undefined; request = next()) {
            /** @type {Won[]} */
            const won = []
            all.push(won)
            log(request, won)
          }
        }).immediate()
      } catch (error) {
        count(all.flat(), -1)
        throw error
      }
      return all
    },
    /** Some, the oldest first. */
    fold() {
      count(folding.fold(), -1)
    },
    foldAll() {
      while (!this.isFolded()) this.fold()
    },
  }
}
