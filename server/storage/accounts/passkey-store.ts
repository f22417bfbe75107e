import type { Selectable } from 'kysely'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { Passkey, PasskeyStore } from './accounts.ts'
import { lockUser } from './lock-user.ts'

export function makePasskeyStore({ kysely, attempt }: StoreOptions): PasskeyStore {
  return {
    add: (passkey, { max }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          if (!(await lockUser(transaction, passkey.user))) return 'no-user'
          const { count } = await transaction
            .selectFrom('passkeys')
            .select((select) => select.fn.countAll<number>().as('count'))
            .where('user_id', '=', passkey.user)
            .executeTakeFirstOrThrow()
          if (Number(count) >= max) return 'too-many'
          const { numInsertedOrUpdatedRows } = await transaction
            .insertInto('passkeys')
            .values(rowOf(passkey))
            .onConflict((conflict) => conflict.column('id').doNothing())
            .executeTakeFirst()
          return numInsertedOrUpdatedRows === 1n ? 'added' : 'taken'
        }),
      ),
    find: (id) =>
      attempt(async () => {
        const row = await kysely
          .selectFrom('passkeys')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst()
        return row && passkeyOf(row)
      }),
    of: (user) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('passkeys')
          .selectAll()
          .where('user_id', '=', user)
          .orderBy('created_at')
          .execute()
        return rows.map(passkeyOf)
      }),
    used: (id, { counter, now }) =>
      attempt(async () => {
        const { numUpdatedRows } = await kysely
          .updateTable('passkeys')
          .set({ counter, used_at: now })
          .where('id', '=', id)
          // Most passkeys count nothing and stay at 0 (WebAuthn level 3, section 6.1.1).
          .where((where) => where.or([where('counter', '<', counter), where('counter', '=', 0)]))
          .executeTakeFirst()
        return numUpdatedRows === 1n
      }),
    remove: (user, id) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('passkeys')
          .where('id', '=', id)
          .where('user_id', '=', user)
          .executeTakeFirst()
        return numDeletedRows === 1n
      }),
    challenges: {
      spend: ({ challenge, until }) =>
        attempt(async () => {
          const { numInsertedOrUpdatedRows } = await kysely
            .insertInto('spent_challenges')
            .values({ challenge, spent_until: until })
            .onConflict((conflict) => conflict.column('challenge').doNothing())
            .executeTakeFirst()
          return numInsertedOrUpdatedRows === 1n
        }),
      prune: ({ now, limit }) =>
        attempt(async () => {
          const { numDeletedRows } = await kysely
            .deleteFrom('spent_challenges')
            .where('challenge', 'in', (from) =>
              from
                .selectFrom('spent_challenges')
                .select('challenge')
                .where('spent_until', '<=', now)
                .limit(limit),
            )
            .executeTakeFirst()
          return Number(numDeletedRows)
        }),
    },
  }
}

type PasskeyRow = Selectable<Schema['passkeys']>

function rowOf(passkey: Passkey): PasskeyRow {
  return {
    id: passkey.id,
    user_id: passkey.user,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: JSON.stringify(passkey.transports),
    device: passkey.device,
    created_at: passkey.createdAt,
    used_at: passkey.usedAt ?? null,
  }
}

function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    user: row.user_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports) as string[],
    device: row.device,
    createdAt: row.created_at,
    usedAt: row.used_at ?? undefined,
  }
}
