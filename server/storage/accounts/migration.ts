import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from 'kysely'

/** Never changed once released: what comes later is a migration of its own. */
export async function createAccounts(
  db: Kysely<unknown>,
  whole: RawBuilder<unknown>,
): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', key)
    .addColumn('created_at', whole, required)
    .addColumn('record_sequence', whole, zero)
    .addColumn('notification_sequence', whole, zero)
    .addColumn('preferences', 'text', required)
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', key)
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('user_id', 'text', ofUser)
    .addColumn('created_at', whole, required)
    .addColumn('seen_at', whole, required)
    .addColumn('device', 'text', required)
    .execute()
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute()
  await db.schema
    .createTable('passkeys')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', ofUser)
    .addColumn('public_key', 'text', required)
    .addColumn('counter', whole, required)
    .addColumn('transports', 'text', required)
    .addColumn('device', 'text', required)
    .addColumn('created_at', whole, required)
    .addColumn('used_at', whole)
    .execute()
  await db.schema.createIndex('passkeys_user').on('passkeys').column('user_id').execute()
  await db.schema
    .createTable('challenges')
    .addColumn('challenge', 'text', key)
    .addColumn('purpose', 'text', required)
    .addColumn('user_id', 'text')
    .addColumn('expires_at', whole, required)
    .execute()
  await db.schema.createIndex('challenges_end').on('challenges').column('expires_at').execute()
  await db.schema
    .createTable('records')
    .addColumn('user_id', 'text', ofUser)
    .addColumn('kind', 'text', required)
    .addColumn('id', 'text', required)
    .addColumn('changed_at', whole, required)
    .addColumn('deleted', 'integer', required)
    .addColumn('value', 'text')
    .addColumn('sequence', whole, required)
    .addPrimaryKeyConstraint('records_key', ['user_id', 'kind', 'id'])
    .execute()
  await db.schema
    .createIndex('records_sequence')
    .on('records')
    .columns(['user_id', 'sequence'])
    .execute()
}

const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(sql`0`)
const ofUser = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('users.id').onDelete('cascade')
