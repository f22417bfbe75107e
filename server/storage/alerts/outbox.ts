import { type Kysely, sql } from 'kysely'
import type { Channel, Delivery } from '../../../shared/notification.ts'
import type { Trouble } from '../../../shared/trouble.ts'
import type { Holder } from '../holder.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { Outbox, Outcome, Parcel, Settled } from './alerts.ts'
import { notificationOf } from './notification-store.ts'
import { targetOf } from './target-store.ts'

const signedOut: Trouble = { code: 'signed-out' }
/** Not settled yet: whoever took it may have died. */
const open = ['waiting', 'sending']

export function makeOutbox({ kysely, attempt, holder }: StoreOptions & { holder: Holder }): Outbox {
  const isFree = (now: number) => sql<boolean>`
    (state in (${sql.join(open)}) and due_at <= ${now} or state = 'sending' and ${holder.hasDied})`

  return {
    take: ({ now, leaseMs, limit }) =>
      attempt(async () => {
        const number = await holder.number()
        return kysely.transaction().execute(async (db) => {
          // Another server may have taken some since they were chosen: then they are no longer free.
          const { rows: taken } = await sql<{ notification: string; target: string }>`
            update deliveries set state = 'sending', due_at = ${now + leaseMs}, at = ${now},
              holder = ${number}, attempts = attempts + 1
            where (notification_id, target_id) in (
              select notification_id, target_id from deliveries where ${isFree(now)}
              order by due_at, notification_id limit ${limit})
            and ${isFree(now)}
            returning notification_id as notification, target_id as target`.execute(db)
          const parcels = await parcelsOf(db, taken)
          await dropLost(db, { taken, parcels, now })
          return parcels
        })
      }),
    settle: (settled) =>
      attempt(() =>
        kysely.transaction().execute(async (db) => {
          const told = new Map<string, Settled>()
          for (const each of settled) {
            await settleOne(db, each)
            if (saysOfTarget(each) && told.get(each.target)?.outcome.type !== 'gone') {
              told.set(each.target, each)
            }
          }
          // Always in the same order, so that two servers never wait for each other in a ring.
          for (const [, each] of [...told].sort(byKey)) await settleTarget(db, each)
        }),
      ),
    received: (user, { notification, target, now }) =>
      attempt(async () => {
        await kysely
          .updateTable('deliveries')
          .set({ state: 'received', at: now, trouble: null })
          .where('notification_id', '=', notification)
          .where('target_id', '=', target)
          .where('user_id', '=', user)
          .execute()
      }),
    heard: (user, { notification, session, device, now }) =>
      attempt(async () => {
        await kysely
          .insertInto('deliveries')
          .columns([
            ...(['notification_id', 'target_id', 'user_id', 'channel', 'label'] as const),
            ...(['state', 'attempts', 'due_at', 'at'] as const),
          ])
          .expression((from) =>
            from
              .selectFrom('notifications')
              .select((select) => [
                'id',
                select.val(session).as('target_id'),
                'user_id',
                select.val('live').as('channel'),
                select.val(device).as('label'),
                select.val('received').as('state'),
                select.lit(1).as('attempts'),
                select.cast<number>(select.val(now), 'bigint').as('due_at'),
                select.cast<number>(select.val(now), 'bigint').as('at'),
              ])
              .where('id', '=', notification)
              .where('user_id', '=', user),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),
    nextDueAt: () =>
      attempt(async () => {
        const row = await kysely
          .selectFrom('deliveries')
          .select((select) => select.fn.min('due_at').as('next'))
          .where('state', 'in', open)
          .executeTakeFirst()
        return row?.next ?? undefined
      }),
    deliveries: (user, notifications) =>
      attempt(async () => {
        if (notifications.length === 0) return new Map()
        const rows = await kysely
          .selectFrom('deliveries')
          .selectAll()
          .where('user_id', '=', user)
          .where('notification_id', 'in', [...notifications])
          .orderBy('at')
          .execute()
        const found = new Map<string, Delivery[]>()
        for (const row of rows) {
          const list = found.get(row.notification_id) ?? []
          found.set(row.notification_id, list)
          list.push({
            channel: row.channel as Channel,
            to: row.label,
            state: row.state === 'sending' ? 'waiting' : (row.state as Delivery['state']),
            attempts: row.attempts,
            at: row.at,
            trouble: troubleOf(row.trouble),
          })
        }
        return found
      }),
  }
}

async function parcelsOf(
  db: Kysely<Schema>,
  taken: readonly { notification: string; target: string }[],
): Promise<Parcel[]> {
  if (taken.length === 0) return []
  const notificationIds = [...new Set(taken.map(({ notification }) => notification))]
  const targetIds = [...new Set(taken.map(({ target }) => target))]
  const [notifications, targets, deliveries] = [
    await db.selectFrom('notifications').selectAll().where('id', 'in', notificationIds).execute(),
    await db.selectFrom('targets').selectAll().where('id', 'in', targetIds).execute(),
    await db
      .selectFrom('deliveries')
      .select(['notification_id', 'target_id', 'attempts'])
      .where('notification_id', 'in', notificationIds)
      .where('target_id', 'in', targetIds)
      .execute(),
  ]
  const notificationBy = new Map(notifications.map((row) => [row.id, row]))
  const targetBy = new Map(targets.map((row) => [row.id, row]))
  const isTaken = new Set(taken.map((each) => `${each.notification} ${each.target}`))
  return deliveries.flatMap(({ notification_id, target_id, attempts }) => {
    const notification = notificationBy.get(notification_id)
    const target = targetBy.get(target_id)
    const isOurs = isTaken.has(`${notification_id} ${target_id}`)
    if (!isOurs || notification === undefined || target === undefined) return []
    return [
      {
        user: notification.user_id,
        notification: notificationOf(notification),
        target: targetOf(target),
        attempts,
      },
    ]
  })
}

/** Those whose target went with its session. */
async function dropLost(
  db: Kysely<Schema>,
  {
    taken,
    parcels,
    now,
  }: {
    taken: readonly { notification: string; target: string }[]
    parcels: readonly Parcel[]
    now: number
  },
): Promise<void> {
  const found = new Set(parcels.map(({ target }) => target.id))
  const lost = [...new Set(taken.map(({ target }) => target))].filter((id) => !found.has(id))
  if (lost.length === 0) return
  await db
    .updateTable('deliveries')
    .set({ state: 'gone', at: now, trouble: JSON.stringify(signedOut) })
    .where('target_id', 'in', lost)
    .where('state', 'in', open)
    .execute()
}

async function settleOne(
  db: Kysely<Schema>,
  { notification, target, outcome, at }: Settled,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set((set) => ({
      ...stateOf(outcome),
      at,
      ...(outcome.type === 'later' && { attempts: set('attempts', '-', 1) }),
    }))
    .where('notification_id', '=', notification)
    .where('target_id', '=', target)
    .where('state', 'in', open)
    .execute()
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}

function saysOfTarget({ outcome }: Settled): boolean {
  return outcome.type !== 'later' && outcome.type !== 'withheld'
}

async function settleTarget(db: Kysely<Schema>, settled: Settled): Promise<void> {
  const { target, outcome, at } = settled
  if (outcome.type === 'gone') {
    await db.deleteFrom('targets').where('id', '=', target).execute()
    await db
      .updateTable('deliveries')
      .set({ state: 'gone', at, trouble: JSON.stringify(outcome.trouble) })
      .where('target_id', '=', target)
      .where('state', 'in', open)
      .execute()
    return
  }
  await db
    .updateTable('targets')
    .set(
      outcome.type === 'sent'
        ? { taken_at: at, failing_since: null }
        : (set) => ({ failing_since: set.fn.coalesce('failing_since', set.val(at)) }),
    )
    .where('id', '=', target)
    .execute()
}

function stateOf(outcome: Outcome) {
  switch (outcome.type) {
    case 'sent':
      return { state: 'sent', trouble: null }
    case 'retry':
    case 'later':
      return {
        state: 'waiting',
        due_at: outcome.dueAt,
        trouble: JSON.stringify(outcome.trouble),
      }
    case 'failed':
    case 'withheld':
      return { state: 'failed', trouble: JSON.stringify(outcome.trouble) }
    case 'gone':
      return { state: 'gone', trouble: JSON.stringify(outcome.trouble) }
  }
}

/** Before there were codes, sentences were written. */
function troubleOf(text: string | null): Delivery['trouble'] {
  if (text === null) return undefined
  return text.startsWith('{') ? JSON.parse(text) : text
}
