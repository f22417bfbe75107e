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
          const from = await nextSequences(transaction, user, records.length)
          const winners: OwnedRecord[] = []
          for (const [index, record] of records.entries()) {
            if (await putOne(transaction, { user, record, sequence: from + index })) continue
            const winner = await oneOf(transaction, user, record)
            if (!isSame(winner, record)) winners.push(winner)
          }
          return { previous: from - 1, sequence: from + records.length - 1, winners }
        }),
      ),
  }
}

/** The first of `count` sequences that are this user's alone; whoever else writes for them waits. */
async function nextSequences(
  transaction: Transaction<Schema>,
  user: string,
  count: number,
): Promise<number> {
  const { record_sequence } = await transaction
    .updateTable('users')
    .set((set) => ({ record_sequence: set('record_sequence', '+', count) }))
    .where('id', '=', user)
    .returning('record_sequence')
    .executeTakeFirstOrThrow()
  return record_sequence - count + 1
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
