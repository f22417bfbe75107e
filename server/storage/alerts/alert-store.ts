import type { Kysely, Selectable } from 'kysely'
import type { AlertPhase, AlertRule } from '../../../shared/alert.ts'
import { lockUser } from '../accounts/lock-user.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { AlertStore, Claimed, Firing, StoredAlert, Turn } from './alerts.ts'
import { notificationOf } from './notification-store.ts'
import type { AlertWriter, ClaimRow, TurnRow } from './writer.ts'

/** Rows in one statement: SQLite takes 32,766 parameters. */
const rowsAtOnce = 500
/** `unlisted` too: its instrument may be listed again. */
const mayFire: AlertPhase[] = ['armed', 'beyond', 'fired', 'unlisted']

export function makeAlertStore({
  kysely,
  attempt,
  writer,
}: StoreOptions & { writer: AlertWriter }): AlertStore {
  return {
    of: (user) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('alerts')
          .selectAll()
          .where('user_id', '=', user)
          .orderBy('created_at')
          .execute()
        return rows.map(alertOf)
      }),
    watched: ({ after, limit }) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('alerts')
          .selectAll()
          .where('id', '>', after)
          .where('phase', 'in', mayFire)
          .orderBy('id')
          .limit(limit)
          .execute()
        return rows.map(alertOf)
      }),
    find: (ids) =>
      attempt(async () => {
        const found: StoredAlert[] = []
        for (const chunk of chunksOf(ids)) {
          const rows = await kysely
            .selectFrom('alerts')
            .selectAll()
            .where('id', 'in', chunk)
            .execute()
          found.push(...rows.map(alertOf))
        }
        return found
      }),
    putSince: ({ since, after, limit }) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('alerts')
          .selectAll()
          .where('put_at', '>=', since)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .execute()
        return rows.map(alertOf)
      }),
    put: (alert, { replaces, max, now }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const row = rowOf(alert, now)
          if (replaces !== undefined) {
            const { id, user_id, created_at, ...changed } = row
            const { numUpdatedRows } = await transaction
              .updateTable('alerts')
              .set(changed)
              .where('id', '=', id)
              .where('user_id', '=', user_id)
              .where('version', '=', replaces)
              .executeTakeFirst()
            return numUpdatedRows === 1n
          }
          if (!(await lockUser(transaction, alert.user))) return false
          const { count } = await transaction
            .selectFrom('alerts')
            .select((select) => select.fn.countAll<number>().as('count'))
            .where('user_id', '=', alert.user)
            .executeTakeFirstOrThrow()
          if (Number(count) >= max) return false
          const { numInsertedOrUpdatedRows } = await transaction
            .insertInto('alerts')
            .values(row)
            .onConflict((conflict) => conflict.column('id').doNothing())
            .executeTakeFirst()
          return numInsertedOrUpdatedRows === 1n
        }),
      ),
    remove: (user, id) =>
      attempt(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('alerts')
          .where('id', '=', id)
          .where('user_id', '=', user)
          .executeTakeFirst()
        return numDeletedRows === 1n
      }),
    claim: (firings) =>
      attempt(async () => {
        const won = new Map(
          (await writer.claim(firings.map(claimRowOf))).map((each) => [each.id, each]),
        )
        const claimed = firings.flatMap(({ id, notification }): Claimed[] => {
          const ours = won.get(id)
          if (ours === undefined) return []
          const { user, sequence } = ours
          return [
            { alert: id, user, notification: { ...notification, sequence, readAt: undefined } },
          ]
        })
        const lost = firings.filter(({ id }) => !won.has(id))
        return [...claimed, ...(await claimedBefore(kysely, lost))]
      }),
    settle: (turns) => attempt(() => writer.settle(turns.map(unfired))),
    look: (looks) =>
      attempt(() => writer.look(looks.map(({ id, evaluated }) => ({ id, ...evaluated })))),
  }
}

/** Those of which a claim went through although nobody heard so. */
async function claimedBefore(db: Kysely<Schema>, firings: readonly Firing[]): Promise<Claimed[]> {
  if (firings.length === 0) return []
  const alertBy = new Map(firings.map(({ id, notification }) => [notification.id, id]))
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .where('id', 'in', [...alertBy.keys()])
    .execute()
  return rows.flatMap((row) => {
    const alert = alertBy.get(row.id)
    return alert === undefined
      ? []
      : [{ alert, user: row.user_id, notification: notificationOf(row) }]
  })
}

function turnRowOf({ id, version, phase, since, memory, evaluated }: Turn) {
  const { at = null, price = null, venue = null } = evaluated ?? {}
  return { id, version, phase, since, memory, at, price, venue }
}

const unfired = (turn: Turn): TurnRow => ({ ...turnRowOf(turn), firings: 0, firedAt: null })

function claimRowOf(firing: Firing): ClaimRow {
  const { id: notification, at, event } = firing.notification
  return {
    ...{ ...turnRowOf(firing), firings: 1, firedAt: at },
    ...{ notification, toldAt: at, event: JSON.stringify(event) },
  }
}

function chunksOf<T>(list: readonly T[]): T[][] {
  const chunks: T[][] = []
  for (let at = 0; at < list.length; at += rowsAtOnce) chunks.push(list.slice(at, at + rowsAtOnce))
  return chunks
}

type AlertRow = Selectable<Schema['alerts']>

function rowOf(alert: StoredAlert, now: number): AlertRow {
  return {
    id: alert.id,
    user_id: alert.user,
    symbol: alert.rule.symbol,
    rule: JSON.stringify(alert.rule),
    phase: alert.phase,
    since: alert.since,
    memory: alert.memory,
    evaluated_at: alert.evaluated?.at ?? null,
    evaluated_price: alert.evaluated?.price ?? null,
    evaluated_venue: alert.evaluated?.venue ?? null,
    firings: alert.firings,
    fired_at: alert.firedAt ?? null,
    created_at: alert.createdAt,
    version: alert.version,
    put_at: now,
  }
}

function alertOf(row: AlertRow): StoredAlert {
  const { evaluated_at: at, evaluated_price: price, evaluated_venue: venue } = row
  const wasEvaluated = at !== null && price !== null && venue !== null
  return {
    id: row.id,
    user: row.user_id,
    rule: JSON.parse(row.rule) as AlertRule,
    phase: row.phase as AlertPhase,
    since: row.since,
    memory: row.memory,
    evaluated: wasEvaluated ? { at, price, venue } : undefined,
    firings: row.firings,
    firedAt: row.fired_at ?? undefined,
    createdAt: row.created_at,
    version: row.version,
  }
}
