import type { Kysely, Selectable } from 'kysely'
import type { Standing } from '../../../shared/notice.ts'
import type { Notification, NotificationEvent } from '../../../shared/notification.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { NotificationStore } from './alerts.ts'

/** As many parameters of one statement as any database takes. */
const atOnce = 500

export function makeNotificationStore({ kysely, attempt }: StoreOptions): NotificationStore {
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
      attempt(() =>
        kysely.transaction().execute(async (db) => {
          const { sequence } = await db
            .updateTable('users')
            .set((set) => ({ notification_sequence: set('notification_sequence', '+', 1) }))
            .where('id', '=', user)
            .returning('notification_sequence as sequence')
            .executeTakeFirstOrThrow()
          const row = { user_id: user, sequence, id, at, event: JSON.stringify(event) }
          await db
            .insertInto('notifications')
            .values({ ...row, read_at: null })
            .execute()
          await putIntoOutbox(db, id)
          return { id, sequence, at, readAt: undefined, event }
        }),
      ),
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

/** For every target of its user. */
async function putIntoOutbox(db: Kysely<Schema>, notification: string): Promise<void> {
  await db
    .insertInto('deliveries')
    .columns([
      'notification_id',
      'target_id',
      'user_id',
      'channel',
      'label',
      'state',
      'attempts',
      'due_at',
      'at',
    ])
    .expression((from) =>
      from
        .selectFrom('notifications')
        .innerJoin('targets', 'targets.user_id', 'notifications.user_id')
        .select((select) => [
          'notifications.id',
          'targets.id as target_id',
          'notifications.user_id',
          'targets.channel',
          'targets.label',
          select.val('waiting').as('state'),
          select.lit(0).as('attempts'),
          'notifications.at as due_at',
          'notifications.at',
        ])
        .where('notifications.id', '=', notification),
    )
    .execute()
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
