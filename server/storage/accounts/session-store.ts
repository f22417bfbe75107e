import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { NewSession, Session, SessionStore } from './accounts.ts'
import { lockUser } from './lock-user.ts'

export function makeSessionStore({ kysely, attempt }: StoreOptions): SessionStore {
  return {
    find: (hash) =>
      attempt(async () => {
        const row = await kysely
          .selectFrom('sessions')
          .selectAll()
          .where('hash', '=', hash)
          .executeTakeFirst()
        return row && sessionOf(row)
      }),
    of: (user) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('sessions')
          .selectAll()
          .where('user_id', '=', user)
          .orderBy('seen_at', 'desc')
          .execute()
        return rows.map(sessionOf)
      }),
    seen: (id, now) =>
      attempt(async () => {
        await kysely
          .updateTable('sessions')
          .set({ seen_at: now })
          .where('id', '=', id)
          .where('seen_at', '<', now)
          .execute()
      }),
    renew: (id, { hash, user }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          if (user !== undefined) {
            if (!(await lockUser(transaction, user))) return false
            await transaction
              .deleteFrom('targets')
              .where('session_id', '=', id)
              .where('user_id', '!=', user)
              .execute()
          }
          return renewSession(transaction, id, { hash, ...(user !== undefined && { user }) })
        }),
      ),
    add: (user, session, now) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          if (!(await lockUser(transaction, user))) return undefined
          const row = rowOf(user, session, now)
          await transaction.insertInto('sessions').values(row).execute()
          return sessionOf(row)
        }),
      ),
    end: (user, id) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          if (!(await lockUser(transaction, user))) return undefined
          const { numDeletedRows } = await transaction
            .deleteFrom('sessions')
            .where('id', '=', id)
            .where('user_id', '=', user)
            .executeTakeFirst()
          if (numDeletedRows === 0n) return undefined
          return { alerts: await endUnreachable(transaction, user) }
        }),
      ),
    prune: ({ before, limit }) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('sessions')
          .where('id', 'in', (from) =>
            from.selectFrom('sessions').select('id').where('seen_at', '<', before).limit(limit),
          )
          .executeTakeFirst()
        return Number(numDeletedRows)
      }),
  }
}

/** A user whom neither a session nor a passkey leads to goes, and these alerts of theirs. */
async function endUnreachable(db: Kysely<Schema>, user: string): Promise<string[]> {
  for (const way of ['sessions', 'passkeys'] as const) {
    const left = await db
      .selectFrom(way)
      .select('id')
      .where('user_id', '=', user)
      .limit(1)
      .execute()
    if (left.length > 0) return []
  }
  const alerts = await db.selectFrom('alerts').select('id').where('user_id', '=', user).execute()
  await db.deleteFrom('users').where('id', '=', user).execute()
  return alerts.map(({ id }) => id)
}

/** False where it has ended. */
export async function renewSession(
  db: Kysely<Schema>,
  id: string,
  { hash, user }: { hash: string; user?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ hash, ...(user !== undefined && { user_id: user }) })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type SessionRow = Selectable<Schema['sessions']>

export function rowOf(user: string, { id, hash, device }: NewSession, now: number): SessionRow {
  return { id, hash, user_id: user, created_at: now, seen_at: now, device, push_ended_at: null }
}

export function sessionOf({ id, user_id, created_at, seen_at, device }: SessionRow): Session {
  return { id, user: user_id, createdAt: created_at, seenAt: seen_at, device }
}
