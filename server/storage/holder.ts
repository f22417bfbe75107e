import { randomInt } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'

/**
 * Whoever takes work out of the database says by a number who it is, so that another sees when it has
 * died and takes the work over at once. A lease stands behind that, for whom nobody can see to end.
 */
export interface Holder {
  /** This server's; `null` while nobody would see it die: then the lease alone counts. Never rejects. */
  number(): Promise<number | null>
  /** Of a row: whether there is a number in its column `holder`, and whose it is has died. */
  readonly hasDied: RawBuilder<boolean>
}

/** PostgreSQL's integer. */
const maxNumber = 2 ** 31 - 1

/** Of a database that is one server's: whoever else has taken something was there before it. */
export function makeSoleHolder(): Holder {
  const own = newNumber()
  return { number: async () => own, hasDied: sql<boolean>`holder <> ${own}` }
}

export function newNumber(): number {
  return randomInt(1, maxNumber)
}
