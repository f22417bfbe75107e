import { afterAll, beforeAll, describe } from 'vitest'
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts'

/**
 * A suite over a PostgreSQL of its own, which its tests ask for; skipped, and said so, where none is
 * installed.
 */
export function onPostgres(what: string, suite: (server: () => PostgresServer) => void): void {
  const programs = postgresPrograms()
  const why = programs === undefined ? ' (skipped: PostgreSQL is not installed)' : ''
  describe.skipIf(programs === undefined)(`${what}${why}`, () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres(programs ?? '')
    }, 30_000)
    afterAll(() => server.remove())
    suite(() => server)
  })
}
