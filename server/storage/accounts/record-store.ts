import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from '../schema.ts'
import type { StoreOptions } from '../storage.ts'
import type { OwnedRecord, RecordStore } from './accounts.ts'
import { lockUser } from './lock-user.ts'

export function makeRecordStore({ kysely, attempt }: StoreOptions): RecordStore {
  return {
    since: (user, { sequence, limit }) =>
      attempt(async () => {
        const rows = await kysely
          .selectFrom('records')
          .selectAll()
          .where('user_id', '=', user)
          .where('sequence', '>', sequence)
          .orderBy('sequence')
          .limit(limit + 1)
          .execute()
        const page = rows.slice(0, limit)
        return {
          records: page.map(recordOf),
          sequence: page.at(-1)?.sequence ?? sequence,
          more: rows.length > limit,
        }
      }),
    put: (user, records, { maxRecords }) =>
      attempt(() =>
        kysely.transaction().execute(async (transaction) => {
          if (!(await lockUser(transaction, user))) return 'no-user'
          const { count } = await transaction
            .selectFrom('records')
            .select((select) => select.fn.countAll<number>().as('count'))
            .where('user_id', '=', user)
            .executeTakeFirstOrThrow()
          if (Number(count) + records.length > maxRecords) {
            const known = await knownOf(transaction, user)
            const added = records.filter(({ kind, id }) => !known.has(`${kind} ${id}`)).length
            if (Number(count) + added > maxRecords) return 'too-many'
          }
          const previous = await newestSequence(transaction, user)
          const winners: OwnedRecord[] = []
          let sequence = previous
          for (const record of records) {
            if (await putOne(transaction, { user, record, sequence: sequence + 1 })) sequence++
            else {
              const winner = await oneOf(transaction, user, record)
              if (!isSame(winner, record)) winners.push(winner)
            }
          }
          await setSequence(transaction, user, sequence)
          return { previous, sequence, winners }
        }),
      ),
  }
}

/** Of what a user owns. Whoever writes for them holds their row, so that nobody else goes on from it too. */
export async function newestSequence(db: Transaction<Schema>, user: string): Promise<number> {
  const { record_sequence } = await db
    .selectFrom('users')
    .select('record_sequence')
    .where('id', '=', user)
    .executeTakeFirstOrThrow()
  return record_sequence
}

export async function setSequence(
  db: Transaction<Schema>,
  user: string,
  sequence: number,
): Promise<void> {
  await db
    .updateTable('users')
    .set({ record_sequence: sequence })
    .where('id', '=', user)
    .where('record_sequence', '<', sequence)
    .execute()
}

async function knownOf(transaction: Transaction<Schema>, user: string): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('records')
    .select(['kind', 'id'])
    .where('user_id', '=', user)
    .execute()
  return new Set(rows.map(({ kind, id }) => `${kind} ${id}`))
}

async function oneOf(
  db: Kysely<Schema>,
  user: string,
  { kind, id }: OwnedRecord,
): Promise<OwnedRecord> {
  const row = await db
    .selectFrom('records')
    .selectAll()
    .where('user_id', '=', user)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return recordOf(row)
}

function isSame(one: OwnedRecord, other: OwnedRecord): boolean {
  return (
    one.changedAt === other.changedAt && one.deleted === other.deleted && one.value === other.value
  )
}

/** Writes it where it wins over what is there; whether it did. */
export async function putOne(
  db: Kysely<Schema>,
  { user, record, sequence }: { user: string; record: OwnedRecord; sequence: number },
): Promise<boolean> {
  const changed = {
    changed_at: record.changedAt,
    deleted: record.deleted ? 1 : 0,
    value: record.value ?? null,
    sequence,
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('records')
    .values({ user_id: user, kind: record.kind, id: record.id, ...changed })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'kind', 'id'])
        .doUpdateSet(changed)
        .where((where) =>
          where.or([
            where('records.changed_at', '<', changed.changed_at),
            where.and([
              where('records.changed_at', '=', changed.changed_at),
              where.or([
                where('records.deleted', '<', changed.deleted),
                where.and([
                  where('records.deleted', '=', changed.deleted),
                  where('records.value', '<', changed.value ?? ''),
                ]),
              ]),
            ]),
          ]),
        ),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export function recordOf(row: Selectable<Schema['records']>): OwnedRecord {
  return {
    kind: row.kind,
    id: row.id,
    changedAt: row.changed_at,
    deleted: row.deleted === 1,
    value: row.value ?? undefined,
  }
}
