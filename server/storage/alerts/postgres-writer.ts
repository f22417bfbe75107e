import type { Pool } from 'pg'
import { makeBatching } from './batching.ts'
import { type AlertWriter, type ClaimRow, lookWith, turnWith, type Won } from './writer.ts'

const told = `told as (select * from json_to_recordset($1::json) as told (
  id text, version bigint, phase text, since bigint, memory text, firings bigint, "firedAt" bigint,
  at bigint, price text, venue text, notification text, "toldAt" bigint, event text))`
/** Always in the same order, so that two servers never wait for each other in a ring. */
const mine = `mine as materialized (select alerts.id, alerts.user_id from alerts join told using (id)
  where alerts.version = told.version order by alerts.id for update of alerts)`
const ofTold = (name: string) => `told."${name}"`
const isMine = `from told where alerts.id = told.id and alerts.version = told.version
  and alerts.id in (select id from mine)`
const settle = `with ${told}, ${mine} ${turnWith(ofTold)} ${isMine} returning alerts.id`
const look = `with ${told}, mine as materialized (
    select alerts.id from alerts join told using (id) order by alerts.id for update of alerts)
  ${lookWith(ofTold)} from told where alerts.id = told.id and alerts.id in (select id from mine)`
/** For each of `turned`, in the order of its ids: a sequence of its user, and a parcel for each target. */
const noting = `counted as (update users set notification_sequence = users.notification_sequence + theirs.count
    from (select user_id, count(*) as count from turned group by user_id) as theirs
    where users.id = theirs.user_id
    returning users.id, users.notification_sequence - theirs.count as before),
  noted as (insert into notifications (user_id, sequence, id, at, event)
    select user_id, before + row_number() over (partition by user_id order by turned.id),
        notification, at, event
      from turned join counted on counted.id = turned.user_id
    returning user_id, sequence, id, at),
  sent as (insert into deliveries
      (notification_id, target_id, user_id, channel, label, state, attempts, due_at, at)
    select noted.id, targets.id, noted.user_id, channel, label, 'waiting', 0, at, at
      from noted join targets on targets.user_id = noted.user_id)`
const claim = `with ${told}, ${mine},
  owners as materialized (
    select users.id from users where id in (select user_id from mine) order by id for update),
  turned as (${turnWith(ofTold)} ${isMine} and alerts.user_id in (select id from owners)
    returning alerts.id, alerts.user_id, told.notification, told."toldAt" as at, told.event),
  ${noting}
  select turned.id, turned.user_id as "user", noted.sequence
    from turned join noted on noted.id = turned.notification`
const note = `with turned as (select notification as id, "user" as user_id, notification, "toldAt" as at, event
    from json_to_recordset($1::json) as told (
      "user" text, notification text, "toldAt" bigint, event text)),
  ${noting}
  select sequence from noted`

/** One statement is one transaction. */
export function makePostgresWriter(pool: Pool): AlertWriter {
  const ask = (name: string, text: string, rows: readonly unknown[]) =>
    pool.query({ name, text, values: [JSON.stringify(rows)] })

  return {
    claim: makeBatching<ClaimRow, Won>(
      async (rows) => (await ask('claim-alerts', claim, rows)).rows,
    ),
    note: async (row) => (await ask('note', note, [row])).rows[0]?.sequence,
    settle: async (rows) =>
      (await ask('settle-alerts', settle, rows)).rows.map(({ id }: { id: string }) => id),
    async look(rows) {
      await ask('look-at-alerts', look, rows)
    },
  }
}
