import type { Kysely, Selectable } from 'kysely'
import type { Standing } from '../../../shared/notice.ts'
import type { Notification, NotificationEvent } from '../../../shared/notification.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { NotificationStore } from './alerts.ts'
import type { AlertWriter } from './writer.ts'

/** As many parameters of one statement as any database takes. */
const atOnce = 500

export function makeNotificationStore({
  kysely,
  attempt,
  writer,
}: StoreOptions & { writer: AlertWriter }): NotificationStore {
  return {
    since: (user, { sequence, limit }) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('notifications')
          .selectAll()
          .where('user_id', '=', user)
          .where('sequence', '>', sequence)
          .orderBy('sequence')
          .limit(limit)
          .execute()
        return rows.map(notificationOf)
      }),
    before: (user, { sequence, limit }) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('notifications')
          .selectAll()
          .where('user_id', '=', user)
          .where('sequence', '<', sequence ?? Number.MAX_SAFE_INTEGER)
          .orderBy('sequence', 'desc')
          .limit(limit)
          .execute()
        return rows.map(notificationOf)
      }),
    unread: (user) =>
      attempt(async () => {
        const { count } = await kysely
          .selectFrom('notifications')
          .select((select) => select.fn.countAll<number>().as('count'))
          .where('user_id', '=', user)
          .where('read_at', 'is', null)
          .executeTakeFirstOrThrow()
        return Number(count)
      }),
    read: (user, { sequence, now }) =>
      attempt(async () => {
        await kysely
          .updateTable('notifications')
          .set({ read_at: now })
          .where('user_id', '=', user)
          .where('sequence', '<=', sequence)
          .where('read_at', 'is', null)
          .execute()
      }),
    standings: (sessions) =>
      attempt(async () => {
        const found = new Map<string, Standing>()
        for (let from = 0; from < sessions.length; from += atOnce) {
          for (const [session, standing] of await standingsOf(
            kysely,
            sessions.slice(from, from + atOnce),
          )) {
            found.set(session, standing)
          }
        }
        return found
      }),
    add: (user, { id, at, event }) =>
      attempt(async () => {
        const row = { user, notification: id, toldAt: at, event: JSON.stringify(event) }
        const sequence = await writer.note(row)
        return sequence === undefined ? undefined : { id, sequence, at, readAt: undefined, event }
      }),
    prune: ({ before, limit }) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('notifications')
          .where('id', 'in', (from) =>
            from.selectFrom('notifications').select('id').where('at', '<', before).limit(limit),
          )
          .executeTakeFirst()
        return Number(numDeletedRows)
      }),
  }
}

/** All by keys and by the index of what is unread. */
async function standingsOf(
  db: Kysely<Schema>,
  sessions: readonly string[],
): Promise<[session: string, Standing][]> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select((select) => {
      const unread = select
        .selectFrom('notifications')
        .whereRef('notifications.user_id', '=', 'users.id')
        .where('read_at', 'is', null)
      return [
        'sessions.id as session',
        'users.id as user',
        'notification_sequence as newest',
        'record_sequence as records',
        unread.select(({ fn }) => fn.countAll<number>().as('count')).as('unread'),
        unread.select(({ fn }) => fn.min('sequence').as('oldest')).as('oldest'),
      ]
    })
    .where('sessions.id', 'in', sessions)
    .execute()
  return rows.map(({ session, user, newest, records, unread, oldest }) => {
    const upTo = oldest === null ? newest : oldest - 1
    return [session, { user, newest, unread: Number(unread), upTo, records }]
  })
}

export function notificationOf(row: Selectable<Schema['notifications']>): Notification {
  return {
    id: row.id,
    sequence: row.sequence,
    at: row.at,
    readAt: row.read_at ?? undefined,
    event: JSON.parse(row.event) as NotificationEvent,
  }
}
