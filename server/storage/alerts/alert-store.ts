import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { AlertPhase, AlertRule } from '../../../shared/alert.ts'
import { lockUser } from '../accounts/lock-user.ts'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { AlertStore, Claimed, Firing, StoredAlert, Turn } from './alerts.ts'
import { addNotifications, notificationOf } from './notification-store.ts'

/** Rows in one statement: SQLite takes 32,766 parameters. */
const rowsAtOnce = 500
/** `unlisted` too: its instrument may be listed again. */
const mayFire: AlertPhase[] = ['armed', 'beyond', 'fired', 'unlisted']

export function makeAlertStore({ kysely, attempt }: StoreOptions): AlertStore {
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
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const claimed: Claimed[] = []
          for (const chunk of chunksOf(sorted(firings))) {
            claimed.push(...(await claimChunk(transaction, chunk)))
          }
          return claimed
        }),
      ),
    settle: (turns) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          const turned: string[] = []
          for (const chunk of chunksOf(sorted(turns))) {
            turned.push(...(await turn(transaction, chunk.map(unfired))).map(({ id }) => id))
          }
          return turned
        }),
      ),
    look: (looks) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          for (const chunk of chunksOf(sorted(looks))) {
            const rows = chunk.map(
              ({ id, evaluated }) =>
                sql`(${id}, ${whole(evaluated.at)}, ${evaluated.price}, ${evaluated.venue})`,
            )
            await sql`with looked (id, at, price, venue) as (values ${sql.join(rows)})
              update alerts set evaluated_at = looked.at, evaluated_price = looked.price,
                evaluated_venue = looked.venue from looked where alerts.id = looked.id`.execute(
              transaction,
            )
          }
        }),
      ),
  }
}

async function claimChunk(db: Transaction<Schema>, firings: readonly Firing[]): Promise<Claimed[]> {
  const turned = new Map((await turn(db, firings.map(fired))).map(({ id, user }) => [id, user]))
  const won = firings.flatMap((firing) => {
    const user = turned.get(firing.id)
    return user === undefined ? [] : [{ ...firing, user }]
  })
  const before = await claimedBefore(
    db,
    firings.filter(({ id }) => !turned.has(id)),
  )
  if (won.length === 0) return before
  const notifications = await addNotifications(
    db,
    won.map(({ user, notification }) => ({ user, ...notification })),
  )
  const claimed = won.map(({ id, user, notification }) => {
    const added = notifications.get(notification.id)
    if (added === undefined) throw new Error(`The notification ${notification.id} was not added.`)
    return { alert: id, user, notification: added }
  })
  return [...before, ...claimed]
}

/** Those of which a claim went through although nobody heard so. */
async function claimedBefore(
  db: Transaction<Schema>,
  firings: readonly Firing[],
): Promise<Claimed[]> {
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

interface Turned extends Turn {
  /** Whether it counts as a firing, and when. */
  firings: 0 | 1
  firedAt: number | null
}

const unfired = (turn: Turn): Turned => ({ ...turn, firings: 0, firedAt: null })
const fired = (firing: Firing): Turned => ({
  ...firing,
  firings: 1,
  firedAt: firing.notification.at,
})

/**
 * Those whose version is still the newest, with their users. The plus keeps SQLite from making an index
 * of the versions told, by which it would go through the whole table: an alert is found by its id.
 */
async function turn(
  db: Kysely<Schema>,
  turns: readonly Turned[],
): Promise<{ id: string; user: string }[]> {
  const rows = turns.map(
    ({ id, version, phase, since, memory, evaluated, firings, firedAt }) =>
      sql`(${id}, ${whole(version)}, ${phase}, ${whole(since)}, ${memory}, ${whole(firings)},
        ${whole(firedAt)}, ${whole(evaluated?.at ?? null)}, ${evaluated?.price ?? null},
        ${evaluated?.venue ?? null})`,
  )
  const { rows: turned } = await sql<{ id: string; user: string }>`
    with turned (id, version, phase, since, memory, firings, fired_at, at, price, venue)
      as (values ${sql.join(rows)})
    update alerts set version = alerts.version + 1, phase = turned.phase, since = turned.since,
      memory = turned.memory, firings = alerts.firings + turned.firings,
      fired_at = coalesce(turned.fired_at, alerts.fired_at),
      evaluated_at = coalesce(turned.at, alerts.evaluated_at),
      evaluated_price = coalesce(turned.price, alerts.evaluated_price),
      evaluated_venue = coalesce(turned.venue, alerts.evaluated_venue)
    from turned where alerts.id = turned.id and alerts.version = +turned.version
    returning alerts.id as id, alerts.user_id as "user"`.execute(db)
  return turned
}

/** PostgreSQL takes a parameter in a list of values for text. */
function whole(value: number | null) {
  return sql`cast(${value} as bigint)`
}

/** Always in the same order, so that two servers never wait for each other in a ring. */
function sorted<T extends { id: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
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
