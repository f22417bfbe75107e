import type { ColumnDefinitionBuilder, Kysely, RawBuilder } from 'kysely'

/** Never changed once released: what comes later is a migration of its own. */
export async function createAlerts(db: Kysely<unknown>, whole: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', ofUser)
    .addColumn('symbol', 'text', required)
    .addColumn('rule', 'text', required)
    .addColumn('phase', 'text', required)
    .addColumn('since', whole, required)
    .addColumn('memory', 'text', required)
    .addColumn('evaluated_at', whole)
    .addColumn('evaluated_price', 'text')
    .addColumn('evaluated_venue', 'text')
    .addColumn('firings', whole, required)
    .addColumn('fired_at', whole)
    .addColumn('created_at', whole, required)
    .addColumn('version', whole, required)
    .execute()
  await db.schema.createIndex('alerts_user').on('alerts').column('user_id').execute()
  await db.schema
    .createTable('notifications')
    .addColumn('user_id', 'text', ofUser)
    .addColumn('sequence', whole, required)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('at', whole, required)
    .addColumn('read_at', whole)
    .addColumn('event', 'text', required)
    .addPrimaryKeyConstraint('notifications_key', ['user_id', 'sequence'])
    .execute()
  await db.schema
    .createTable('targets')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', ofUser)
    .addColumn('session_id', 'text', (column) =>
      column.references('sessions.id').onDelete('cascade'),
    )
    .addColumn('channel', 'text', required)
    .addColumn('address', 'text', required)
    .addColumn('keys', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('created_at', whole, required)
    .addColumn('taken_at', whole)
    .addColumn('failing_since', whole)
    .addUniqueConstraint('targets_address', ['user_id', 'channel', 'address'])
    .execute()
  await db.schema.createIndex('targets_user').on('targets').column('user_id').execute()
  await db.schema
    .createTable('deliveries')
    .addColumn('notification_id', 'text', (column) =>
      column.notNull().references('notifications.id').onDelete('cascade'),
    )
    .addColumn('target_id', 'text', required)
    .addColumn('user_id', 'text', ofUser)
    .addColumn('channel', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('due_at', whole, required)
    .addColumn('at', whole, required)
    .addColumn('trouble', 'text')
    .addPrimaryKeyConstraint('deliveries_key', ['notification_id', 'target_id'])
    .execute()
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['state', 'due_at'])
    .execute()
}

const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const ofUser = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('users.id').onDelete('cascade')
