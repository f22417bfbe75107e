import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'

/**
 * Takes the user's row until the transaction ends. Whoever counts what a user has and then adds to it
 * takes it first, so that two who do it at once don't both find room. False where there is no such user.
 */
export async function lockUser(db: Transaction<Schema>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ id })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
