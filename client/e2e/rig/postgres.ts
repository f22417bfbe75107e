import { fileURLToPath } from 'node:url'
import { onTestFinished, type TestContext } from 'vitest'
import { startChild } from './child.ts'

const program = fileURLToPath(
  new URL('../../../server/storage/testing/serve-postgres.ts', import.meta.url),
)

/** The address of an empty database that ends with the test, which is skipped where there can be none. */
export async function startPostgres(context: TestContext): Promise<string> {
  const child = startChild(process.execPath, { args: ['--import', 'tsx', program] })
  // Before it would be killed: it has a server to stop, and a folder to remove.
  onTestFinished(() => child.kill('SIGTERM'))
  const [, url] = await child.says(/ready (\S+)|missing/)
  if (url === undefined) context.skip('PostgreSQL is missing (Debian: apt-get install postgresql)')
  return url ?? ''
}
