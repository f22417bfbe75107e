import type { Kysely, Selectable } from 'kysely'
import { lockUser } from '../accounts/lock-user.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { Target, TargetStore } from './alerts.ts'

export function makeTargetStore({ kysely, attempt }: StoreOptions): TargetStore {
  return {
    of: (user) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('targets')
          .selectAll()
          .where('user_id', '=', user)
          .orderBy('created_at')
          .execute()
        return rows.map(targetOf)
      }),
    put: (target, { max, renews = false }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          await lockUser(transaction, target.user)
          if (target.channel === 'push') {
            if (renews && (await isEnded(transaction, target.session))) return 'ended'
            await transaction
              .deleteFrom('targets')
              .where('channel', '=', 'push')
              .where('address', '=', target.address)
              .where('user_id', '!=', target.user)
              .execute()
          }
          const others = await transaction
            .selectFrom('targets')
            .select(['id', 'channel', 'address', 'session_id'])
            .where('user_id', '=', target.user)
            .execute()
          const ofChannel = others.filter(({ channel }) => channel === target.channel)
          const known = ofChannel.find(({ address }) => address === target.address)
          const ofSession = ofChannel.find(
            ({ session_id }) => target.channel === 'push' && session_id === target.session,
          )
          const before = known ?? ofSession
          const { id, user_id, created_at, taken_at, ...renewed } = rowOf(target)
          if (before !== undefined) {
            if (ofSession !== undefined && ofSession.id !== before.id) {
              await transaction.deleteFrom('targets').where('id', '=', ofSession.id).execute()
            }
            await transaction
              .updateTable('targets')
              .set(renewed)
              .where('id', '=', before.id)
              .execute()
            await setEnded(transaction, target.session, null)
            return { id: before.id }
          }
          if (others.length >= max) return 'full'
          await transaction.insertInto('targets').values(rowOf(target)).execute()
          await setEnded(transaction, target.session, null)
          return { id: target.id }
        }),
      ),
    remove: (user, id, { now, by }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const removed = await transaction
            .deleteFrom('targets')
            .where('id', '=', id)
            .where('user_id', '=', user)
            .returning('session_id')
            .executeTakeFirst()
          if (removed === undefined) return false
          const session = removed.session_id ?? undefined
          if (by !== undefined && by !== session) await setEnded(transaction, session, now)
          await transaction
            .updateTable('deliveries')
            .set({ state: 'gone', at: now })
            .where('target_id', '=', id)
            .where('state', 'in', ['waiting', 'sending'])
            .execute()
          return true
        }),
      ),
  }
}

async function isEnded(db: Kysely<Schema>, session: string | undefined): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('push_ended_at')
    .where('id', '=', session ?? '')
    .executeTakeFirst()
  return row !== undefined && row.push_ended_at !== null
}

async function setEnded(
  db: Kysely<Schema>,
  session: string | undefined,
  at: number | null,
): Promise<void> {
  if (session === undefined) return
  await db.updateTable('sessions').set({ push_ended_at: at }).where('id', '=', session).execute()
}

type TargetRow = Selectable<Schema['targets']>

function rowOf(target: Target): TargetRow {
  return {
    id: target.id,
    user_id: target.user,
    session_id: target.session ?? null,
    channel: target.channel,
    address: target.address,
    keys: target.keys,
    language: target.language,
    label: target.label,
    created_at: target.createdAt,
    taken_at: target.takenAt ?? null,
    failing_since: target.failingSince ?? null,
  }
}

export function targetOf(row: TargetRow): Target {
  return {
    id: row.id,
    user: row.user_id,
    session: row.session_id ?? undefined,
    channel: row.channel as Target['channel'],
    address: row.address,
    keys: row.keys,
    language: row.language,
    label: row.label,
    createdAt: row.created_at,
    takenAt: row.taken_at ?? undefined,
    failingSince: row.failing_since ?? undefined,
  }
}
