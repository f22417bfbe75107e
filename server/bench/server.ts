import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { cores, pin } from './machine.ts'
import type { Held, Listening, Task } from './peers/child.ts'

/** A server under measurement, on a core of its own. */
export interface Running {
  port: number
  /** Whose CPU and memory count. */
  pid: number
  stop(): Promise<void>
  /** What a program in Node holds after its garbage is gone, bytes: exact where residence is not. */
  held?(): Promise<number>
}

/** A program in Node that tells its port. `more` are arguments after the task, `flags` are Node's. */
export async function startNode(
  file: string,
  task: Task,
  options: { core?: number; more?: string[]; flags?: string[] } = {},
): Promise<Running> {
  const { core = cores.server, more = [], flags = [] } = options
  const child = fork(file, [JSON.stringify(task), ...more], { execArgv: ['--expose-gc', ...flags] })
  pin(child.pid, core)
  const { port } = await new Promise<Listening>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Listening))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)))
  })
  return {
    port,
    pid: pidOf(child),
    stop: () => kill(child),
    held: () =>
      new Promise((resolve) => {
        child.once('message', (message) => resolve((message as Held).heldBytes))
        child.send('held')
      }),
  }
}

/** What `npm start` gives to Node. */
export function flagsOfStart(): string[] {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const [, flags = ''] = /"start": "node ((?:--\S+ )*)/.exec(manifest) ?? []
  return flags.split(' ').filter((flag) => flag !== '')
}

/** The loop in C that writes the same bytes: c/floor.c. */
export async function startFloor(
  program: string,
  task: Task,
  { kind, groups, size = 0 }: { kind: 'ws' | 'sse'; groups: number; size?: number },
): Promise<Running> {
  const { symbols, perSecond: rate, windowMs: window } = task
  const given = { kind, groups, size, rate, window, symbols: symbols.join(',') }
  const child = spawn(
    program,
    Object.entries(given).map(([key, value]) => `${key}=${value}`),
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  pin(child.pid, cores.server)
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`The floor ended with ${code}.`)))
  })
  const { port } = JSON.parse(line) as Listening
  return { port, pid: pidOf(child), stop: () => kill(child) }
}

/** Its process, which ends with ours at the latest. */
export function pidOf(child: ChildProcess): number {
  const { pid } = child
  if (pid === undefined) throw new Error('A server could not be started.')
  // nginx takes its worker along when it is asked, and leaves it behind when it is killed.
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  return pid
}

export function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
