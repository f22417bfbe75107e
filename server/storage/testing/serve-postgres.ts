import { postgresPrograms, startPostgres } from './postgres-server.ts'

/*
 * A PostgreSQL as a program of its own, for tests of whole servers. It prints the address of an empty
 * database, or that PostgreSQL isn't installed; SIGTERM ends it, and removes what it kept.
 */
const programs = postgresPrograms()
if (programs === undefined) {
  process.stdout.write('missing\n')
} else {
  const started = startPostgres(programs)
  // Also of one who is ended before it is up, nothing stays behind.
  process.once('SIGTERM', async () => {
    await (await started).remove()
    process.exit()
  })
  process.stdout.write(`ready ${await (await started).newDatabase()}\n`)
}
