import { type Kysely, type Selectable, sql } from 'kysely'
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
    add: (user, notification) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const added = await addNotifications(transaction, [{ user, ...notification }])
          const one = added.get(notification.id)
          if (one === undefined) throw new Error(`${notification.id} was not added.`)
          return one
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

interface NewNotification {
  user: string
  id: string
  at: number
  event: NotificationEvent
}

/** Gives each its sequence and puts it into the outbox for every target of its user; part of a transaction. */
export async function addNotifications(
  db: Kysely<Schema>,
  notifications: readonly NewNotification[],
): Promise<Map<string, Notification>> {
  const added = new Map<string, Notification>()
  const byUser = new Map<string, NewNotification[]>()
  for (const each of notifications) {
    byUser.set(each.user, [...(byUser.get(each.user) ?? []), each])
  }
  const rows: Selectable<Schema['notifications']>[] = []
  for (const { user, last } of await countUp(db, byUser)) {
    const theirs = byUser.get(user) ?? []
    for (const [index, { id, at, event }] of theirs.entries()) {
      const sequence = last - theirs.length + 1 + index
      rows.push({ user_id: user, sequence, id, at, read_at: null, event: JSON.stringify(event) })
      added.set(id, { id, sequence, at, readAt: undefined, event })
    }
  }
  if (rows.length === 0) return added
  await db.insertInto('notifications').values(rows).execute()
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
        .where(
          'notifications.id',
          'in',
          rows.map(({ id }) => id),
        ),
    )
    .execute()
  return added
}

/**
 * Raises the sequence of each user by as many as are theirs. Always in the same order, so that two
 * servers never wait for each other in a ring.
 */
async function countUp(
  db: Kysely<Schema>,
  byUser: ReadonlyMap<string, readonly NewNotification[]>,
): Promise<{ user: string; last: number }[]> {
  const counts = [...byUser.keys()]
    .sort()
    .map((user) => sql`(${user}, cast(${byUser.get(user)?.length ?? 0} as bigint))`)
  const { rows } = await sql<{ user: string; last: number }>`
    with told (id, count) as (values ${sql.join(counts)})
    update users set notification_sequence = users.notification_sequence + told.count
    from told where users.id = told.id
    returning users.id as "user", users.notification_sequence as last`.execute(db)
  return rows
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
