import type { Kysely } from 'kysely'
import type { InstrumentId } from '../../shared/instrument.ts'
import type { Schema } from './schema.ts'

/**
 * The numbers by which candles call instruments. One that was given is never changed, so they are
 * remembered.
 */
export interface InstrumentKeys {
  find(id: InstrumentId): Promise<number | undefined>
  /** Gives new instruments a number. */
  ensure(ids: ReadonlySet<InstrumentId>): Promise<ReadonlyMap<InstrumentId, number>>
  /** The database was opened anew, and may be another. */
  forget(): void
}

export function makeInstrumentKeys(db: Kysely<Schema>): InstrumentKeys {
  const known = new Map<InstrumentId, number>()

  async function look(ids: readonly InstrumentId[]): Promise<void> {
    // SQLite takes 32,766 parameters in a statement, but nobody needs as many instruments at once.
    const rows = await db
      .selectFrom('instruments')
      .select(['key', 'name'])
      .where('name', 'in', ids)
      .execute()
    for (const { key, name } of rows) known.set(name as InstrumentId, key)
  }

  return {
    async find(id) {
      if (!known.has(id)) await look([id])
      return known.get(id)
    },
    async ensure(ids) {
      const unknown = [...ids].filter((id) => !known.has(id))
      if (unknown.length > 0) {
        await db
          .insertInto('instruments')
          .values(unknown.map((name) => ({ name })))
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute()
        await look(unknown)
      }
      return known
    },
    forget: () => known.clear(),
  }
}
