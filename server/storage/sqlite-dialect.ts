import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqliteLink, Transaction } from './sqlite-link.ts'

/** Kysely over SQLite's thread. There is one connection; while a transaction is open all others wait. */
export function sqliteDialect(link: SqliteLink): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => sqliteDriver(link),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** SQLite does roll back what changes the schema, so migrations are all or nothing. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function sqliteDriver(link: SqliteLink): Driver {
  const transactions = new WeakMap<DatabaseConnection, Transaction>()

  function connection(): DatabaseConnection {
    const self: DatabaseConnection = {
      async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
        const { ask } = transactions.get(self) ?? link
        const { rows, changes } = await ask({ type: 'query', sql, parameters }, 'rows')
        return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
      },
      streamQuery() {
        throw new Error('SQLite answers with all rows at once: ask for fewer with a limit.')
      },
    }
    return self
  }

  function leave(of: DatabaseConnection): void {
    transactions.get(of)?.leave()
    transactions.delete(of)
  }

  return {
    init: async () => {},
    acquireConnection: async () => connection(),
    async beginTransaction(of) {
      transactions.set(of, await link.enter())
      await of.executeQuery(CompiledQuery.raw('begin immediate')).catch((error) => {
        leave(of)
        throw error
      })
    },
    // Where it fails a rollback follows, so the connection is still held.
    async commitTransaction(of) {
      await of.executeQuery(CompiledQuery.raw('commit'))
      leave(of)
    },
    // SQLite has rolled back by itself when the disk is full; then there is nothing to do.
    async rollbackTransaction(of) {
      await of.executeQuery(CompiledQuery.raw('rollback')).catch(() => {})
      leave(of)
    },
    releaseConnection: async (of) => leave(of),
    destroy: () => link.close(),
  }
}
