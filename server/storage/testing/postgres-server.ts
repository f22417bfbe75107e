import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

const run = promisify(execFile)

/** A real PostgreSQL of the tests' own: on a free port, in a temporary folder. */
export interface PostgresServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>
  /** At once, as if the power failed. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

/** The folder of PostgreSQL's programs where it is installed. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** Asks until PostgreSQL answers; its open port alone doesn't mean that it does. */
const patienceMs = 60_000
const user = 'ebb'

export async function startPostgres(programs: string): Promise<PostgresServer> {
  const identity = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'ebb-postgres-'))
  if (identity) chownSync(folder, identity.uid, identity.gid)
  const cluster = join(folder, 'cluster')
  const common = { ...identity, cwd: folder }
  await run(
    join(programs, 'initdb'),
    ['-D', cluster, '-A', 'trust', '-U', user, '-E', 'UTF8', '--locale=C', '--no-sync'],
    common,
  )
  const port = await freePort()
  let child: ChildProcess | undefined
  let databases = 0

  const address = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`

  async function start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=60']
    const args = ['-D', cluster, '-p', String(port), '-k', folder]
    const started = spawn(
      join(programs, 'postgres'),
      [...args, ...settings.flatMap((each) => ['-c', each])],
      { ...common, stdio: 'ignore' },
    )
    child = started
    for (const end = Date.now() + patienceMs; !(await answers(address('postgres'))); ) {
      if (started.exitCode !== null) throw new Error(`PostgreSQL ended with ${started.exitCode}.`)
      if (Date.now() > end) throw new Error('PostgreSQL does not answer.')
    }
  }

  async function kill(): Promise<void> {
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null) return
    const exited = once(running, 'exit')
    running.kill('SIGQUIT')
    await exited
  }

  await start()
  return {
    start,
    kill,
    async newDatabase() {
      const name = `ebb_${++databases}`
      await withClient(address('postgres'), (client) => client.query(`create database ${name}`))
      return address(name)
    },
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function withClient<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'))
    return true
  } catch {
    // The refusal comes at once; a moment later it may be there.
    await new Promise((resolve) => setTimeout(resolve, 15))
    return false
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error('There is no user postgres.')
  return { uid: Number(uid), gid: Number(gid) }
}

/**
 * Below those that a system gives to whoever asks for any, and those of the tests in browsers: nobody is
 * given it while its server is down.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 10_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
