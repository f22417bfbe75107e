import { postgresPrograms, startPostgres } from './postgres-server.ts'

/*
 * A PostgreSQL as a program of its own, for tests of whole servers. It prints the address of an empty
 * database, or that PostgreSQL isn't installed; SIGTERM ends it, and removes what it kept.
 */
const programs = postgresPrograms()
if (programs === undefined) {
  process.stdout.write('missing\n')
} else {
  const postgres = await startPostgres(programs)
  process.once('SIGTERM', () => void postgres.remove().then(() => process.exit()))
  process.stdout.write(`ready ${await postgres.newDatabase()}\n`)
}
