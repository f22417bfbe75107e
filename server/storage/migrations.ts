import { type ColumnDefinitionBuilder, type Kysely, type Migration, Migrator, sql } from 'kysely'
import { createAccounts } from './accounts/migration.ts'
import { createAlerts } from './alerts/migration.ts'
import type { Schema } from './schema.ts'
import { StorageError } from './storage.ts'

export type Engine = 'sqlite' | 'postgres'

/** Forward only, in the order of their names. One that was released is never changed: add another. */
function migrations(engine: Engine): Record<string, Migration> {
  const whole = engine === 'sqlite' ? sql`integer` : sql`bigint`
  const small = engine === 'sqlite' ? sql`integer` : sql`smallint`
  // SQLite: the rows are the key's tree itself, and a figure can't be stored as anything else.
  const byKey = engine === 'sqlite' ? sql`without rowid, strict` : undefined

  return {
    '0001-candles': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('instruments')
          .addColumn('key', 'integer', (column) =>
            engine === 'sqlite'
              ? column.primaryKey()
              : column.primaryKey().generatedAlwaysAsIdentity(),
          )
          .addColumn('name', 'text', (column) => column.notNull().unique())
          .execute()
        const candles = db.schema
          .createTable('candles')
          .addColumn('instrument', 'integer', required)
          .addColumn('interval_s', 'integer', required)
          .addColumn('time_s', whole, required)
          .addColumn('open', whole, required)
          .addColumn('high', whole, required)
          .addColumn('low', whole, required)
          .addColumn('close', whole, required)
          .addColumn('volume', whole, required)
          .addColumn('decimals', small, required)
          .addColumn('size_decimals', small, required)
          .addColumn('grade', small, required)
          .addPrimaryKeyConstraint('candles_key', ['instrument', 'interval_s', 'time_s'])
        await (byKey ? candles.modifyEnd(byKey) : candles).execute()
      },
    },
    '0002-documents': {
      async up(db: Kysely<unknown>) {
        const documents = db.schema
          .createTable('documents')
          .addColumn('name', 'text', (column) => column.notNull().primaryKey())
          .addColumn('text', 'text', required)
        await (byKey ? documents.modifyEnd(byKey) : documents).execute()
      },
    },
    '0003-accounts': { up: (db: Kysely<unknown>) => createAccounts(db, whole) },
    '0004-alerts': { up: (db: Kysely<unknown>) => createAlerts(db, whole) },
    '0005-unread': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createIndex('notifications_unread')
          .on('notifications')
          .columns(['user_id', 'sequence'])
          .where(sql.ref('read_at'), 'is', null)
          .execute()
      },
    },
    '0006-ended-pushes': {
      async up(db: Kysely<unknown>) {
        await db.schema.alterTable('sessions').addColumn('push_ended_at', whole).execute()
      },
    },
    '0007-rules-put': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .alterTable('alerts')
          .addColumn('put_at', whole, (column) => column.notNull().defaultTo(0))
          .execute()
        await db.schema.createIndex('alerts_put').on('alerts').column('put_at').execute()
      },
    },
    '0008-holders': {
      async up(db: Kysely<unknown>) {
        await db.schema.alterTable('deliveries').addColumn('holder', 'integer').execute()
      },
    },
    '0009-spent-challenges': {
      async up(db: Kysely<unknown>) {
        await db.schema.dropTable('challenges').execute()
        await db.schema
          .createTable('spent_challenges')
          .addColumn('challenge', 'text', (column) => column.notNull().primaryKey())
          .addColumn('spent_until', whole, required)
          .execute()
        await db.schema
          .createIndex('spent_challenges_end')
          .on('spent_challenges')
          .column('spent_until')
          .execute()
      },
    },
    '0010-claims-logged': {
      async up(db: Kysely<unknown>) {
        // PostgreSQL has no need of it: see alerts/claim-log.js.
        if (engine === 'postgres') return
        await db.schema
          .createTable('claimed')
          .addColumn('number', 'integer', (column) => column.primaryKey())
          .addColumn('firings', 'text', required)
          .addColumn('users', 'text', required)
          .execute()
      },
    },
  }
}

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Brings the database to the newest schema. Two servers that start at once do it one after the other. */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const provider = { getMigrations: async () => migrations(engine) }
  // Numbered, they need no collation, whose rules take 15 ms to load.
  const nameComparator = (a: string, b: string) => (a < b ? -1 : 1)
  const { error } = await new Migrator({ db, provider, nameComparator }).migrateToLatest()
  if (error === undefined) return
  const missing = error instanceof Error && /previously executed migration/.exec(error.message)
  if (!missing) throw error
  throw new StorageError(
    'too-new',
    'The database was written by a newer Ebb: start that version, or restore a backup of this one.',
    { cause: error },
  )
}
