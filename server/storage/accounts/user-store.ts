import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { UserStore } from './accounts.ts'
import { lockUser } from './lock-user.ts'
import { newestSequence, putOne, recordOf, setSequence } from './record-store.ts'
import { renewSession, rowOf, sessionOf } from './session-store.ts'

export function makeUserStore({ kysely, attempt }: StoreOptions): UserStore {
  return {
    create: ({ id, session, now }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const user = { id, created_at: now, record_sequence: 0, notification_sequence: 0 }
          await transaction
            .insertInto('users')
            .values({ ...user, preferences: '{}' })
            .execute()
          const row = rowOf(id, session, now)
          await transaction.insertInto('sessions').values(row).execute()
          return sessionOf(row)
        }),
      ),
    merge: (users) =>
      attempt(() => kysely.transaction().execute((transaction) => merge(transaction, users))),
    preferences: (user) =>
      attempt(async () => {
        const row = await kysely
          .selectFrom('users')
          .select('preferences')
          .where('id', '=', user)
          .executeTakeFirst()
        return row?.preferences
      }),
    setPreferences: (user, preferences) =>
      attempt(async () => {
        await kysely.updateTable('users').set({ preferences }).where('id', '=', user).execute()
      }),
    remove: (user) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('users')
          .where('id', '=', user)
          .executeTakeFirst()
        return numDeletedRows === 1n
      }),
    forget: ({ before, limit }) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('users')
          .where('id', 'in', (from) =>
            from
              .selectFrom('users')
              .select('users.id')
              .where('users.created_at', '<', before)
              .where(({ not, exists, selectFrom }) =>
                not(
                  exists(selectFrom('passkeys').select('id').whereRef('user_id', '=', 'users.id')),
                ),
              )
              .where(({ not, exists, selectFrom }) =>
                not(
                  exists(
                    selectFrom('sessions')
                      .select('id')
                      .whereRef('user_id', '=', 'users.id')
                      .where('seen_at', '>=', before),
                  ),
                ),
              )
              .limit(limit),
          )
          .executeTakeFirst()
        return Number(numDeletedRows)
      }),
  }
}

async function merge(
  db: Transaction<Schema>,
  { from, into, session }: Parameters<UserStore['merge']>[0],
): Promise<boolean> {
  if (from === into) return false
  // Always in the same order, so that two merges never wait for each other in a ring.
  for (const id of [from, into].sort()) {
    if (!(await lockUser(db, id))) return false
  }
  await mergePreferences(db, from, into)
  await mergeRecords(db, from, into)
  await mergeNotifications(db, from, into)
  await mergeTargets(db, from, into)
  const moved = { user_id: into }
  await db.updateTable('sessions').set(moved).where('user_id', '=', from).execute()
  await db.updateTable('passkeys').set(moved).where('user_id', '=', from).execute()
  await db.updateTable('alerts').set(moved).where('user_id', '=', from).execute()
  if (session !== undefined) await renewSession(db, session.id, session)
  await db.deleteFrom('users').where('id', '=', from).execute()
  return true
}

/** Whoever has never said how they want to be told has none of their own: '{}'. */
async function mergePreferences(db: Kysely<Schema>, from: string, into: string): Promise<void> {
  const { preferences } = await db
    .selectFrom('users')
    .select('preferences')
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('users')
    .set({ preferences })
    .where('id', '=', into)
    .where('preferences', '=', '{}')
    .execute()
}

/** A target that both have is one: what is still to be delivered to the other goes to it. */
async function mergeTargets(db: Kysely<Schema>, from: string, into: string): Promise<void> {
  const twins = await db
    .selectFrom('targets as mine')
    .innerJoin('targets as same', (join) =>
      join
        .onRef('same.channel', '=', 'mine.channel')
        .onRef('same.address', '=', 'mine.address')
        .on('same.user_id', '=', into),
    )
    .where('mine.user_id', '=', from)
    .select(['mine.id as mine', 'same.id as same'])
    .execute()
  for (const { mine, same } of twins) {
    await db
      .updateTable('deliveries')
      .set({ target_id: same })
      .where('target_id', '=', mine)
      .execute()
    await db.deleteFrom('targets').where('id', '=', mine).execute()
  }
  const moved = { user_id: into }
  await db.updateTable('targets').set(moved).where('user_id', '=', from).execute()
  await db.updateTable('deliveries').set(moved).where('user_id', '=', from).execute()
}

async function mergeRecords(db: Transaction<Schema>, from: string, into: string): Promise<void> {
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('user_id', '=', from)
    .orderBy('sequence')
    .execute()
  let sequence = await newestSequence(db, into)
  for (const row of rows) {
    const record = recordOf(row)
    if (await putOne(db, { user: into, record, sequence: sequence + 1 })) sequence++
  }
  await setSequence(db, into, sequence)
}

/** They come after those that are there: a cursor of `into` has not passed them. */
async function mergeNotifications(db: Kysely<Schema>, from: string, into: string): Promise<void> {
  const before = db.selectFrom('users').select('notification_sequence').where('id', '=', into)
  const { notification_sequence: added } = await db
    .selectFrom('users')
    .select('notification_sequence')
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('notifications')
    .set({ user_id: into, sequence: sql<number>`sequence + ${before}` })
    .where('user_id', '=', from)
    .execute()
  await db
    .updateTable('users')
    .set((set) => ({ notification_sequence: set('notification_sequence', '+', added) }))
    .where('id', '=', into)
    .execute()
}
