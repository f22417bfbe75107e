import type { DocumentStore, StoreOptions } from './storage.ts'

export function makeDocumentStore({ kysely, attempt }: StoreOptions): DocumentStore {
  return {
    read: (name) =>
      attempt(async () => {
        const found = await kysely
          .selectFrom('documents')
          .select('text')
          .where('name', '=', name)
          .executeTakeFirst()
        return found?.text
      }),
    write: (name, text) =>
      attempt(async () => {
        await kysely
          .insertInto('documents')
          .values({ name, text })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ text }))
          .execute()
      }),
    replace: (name, { was, text }) =>
      attempt(async () => {
        if (was === undefined) {
          const { numInsertedOrUpdatedRows } = await kysely
            .insertInto('documents')
            .values({ name, text })
            .onConflict((conflict) => conflict.column('name').doNothing())
            .executeTakeFirst()
          return numInsertedOrUpdatedRows === 1n
        }
        const { numUpdatedRows } = await kysely
          .updateTable('documents')
          .set({ text })
          .where('name', '=', name)
          .where('text', '=', was)
          .executeTakeFirst()
        return numUpdatedRows === 1n
      }),
  }
}
