import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type CrowdOptions, gather } from './crowd.ts'
import type { ToBench, ToServer } from './peers/child.ts'

export interface Contender {
  name: string
  /** A file in peers/, run as a process of its own. */
  server: string
  crowd: Omit<CrowdOptions, 'port'>
}

export interface Result {
  name: string
  /** Changes that arrived, for each second of the server's CPU. */
  changesPerCpuSecond: number
  bytesPerChange: number
  /** Share of the changes that were due which arrived, conflation counted against it. */
  delivered: number
  ageMedianMs: number
  ageP99Ms: number
  /** The server's share of one core. */
  load: number
  residentMb: number
}

export interface Window {
  warmUpMs: number
  measureMs: number
  changesPerSecond: number
}

/** One contender, alone on the machine: a server process, its clients here, a while to settle, a while measured. */
export async function measure(
  contender: Contender,
  { warmUpMs, measureMs, changesPerSecond }: Window,
): Promise<Result> {
  const server = startServer(contender.server)
  const listening = await hear(server, 'listening')
  const crowd = await gather({ ...contender.crowd, port: listening.port })
  await elapse(warmUpMs)
  crowd.reset()
  const before = await usage(server)
  const startedAt = performance.now()
  await elapse(measureMs)
  const after = await usage(server)
  const seconds = (performance.now() - startedAt) / 1_000
  const { bytes, changes, ages, clients } = crowd.counted()
  crowd.stop()
  await stop(server)
  const cpuSeconds = (after.cpuMicros - before.cpuMicros) / 1e6
  return {
    name: contender.name,
    changesPerCpuSecond: changes / cpuSeconds,
    bytesPerChange: bytes / changes,
    delivered: changes / (changesPerSecond * seconds * clients),
    ageMedianMs: quantile(ages, 0.5),
    ageP99Ms: quantile(ages, 0.99),
    load: cpuSeconds / seconds,
    residentMb: after.residentBytes / 2 ** 20,
  }
}

function startServer(file: string): ChildProcess {
  const path = fileURLToPath(new URL(`./peers/${file}`, import.meta.url))
  const server = fork(path, { execArgv: ['--import', 'tsx'] })
  pin(server.pid, 1)
  return server
}

/** Gives a process one core to itself where there are two and `taskset` is there to say so. */
export function pin(pid: number | undefined, core: number): void {
  if (process.platform !== 'linux' || cpus().length < 2 || pid === undefined) return
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)])
}

function hear<Type extends ToBench['type']>(
  server: ChildProcess,
  type: Type,
): Promise<Extract<ToBench, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The server ended with ${code}.`))
    const onMessage = (message: ToBench) => {
      if (message.type !== type) return
      server.off('exit', onExit)
      server.off('message', onMessage)
      resolve(message as Extract<ToBench, { type: Type }>)
    }
    server.on('exit', onExit)
    server.on('message', onMessage)
  })
}

function usage(server: ChildProcess): Promise<Extract<ToBench, { type: 'usage' }>> {
  const answer = hear(server, 'usage')
  server.send({ type: 'usage' } satisfies ToServer)
  return answer
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.send({ type: 'stop' } satisfies ToServer)
  })
}

function elapse(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function quantile(ascending: readonly number[], share: number): number {
  return (
    ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN
  )
}
