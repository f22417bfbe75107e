import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, release } from 'node:os'

/** The server under measurement has one core, everything else the other. */
export const cores = { bench: 0, server: 1 } as const

/** Gives a process one core to itself where there are two and `taskset` is there to say so. */
export function pin(pid: number | undefined, core: number): void {
  allow(pid, String(core))
}

/** Gives it all cores, whatever the process that has started it may use. */
export function unpin(pid: number | undefined): void {
  allow(pid, `0-${cpus().length - 1}`)
}

function allow(pid: number | undefined, list: string): void {
  if (process.platform !== 'linux' || cpus().length < 2 || pid === undefined) return
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(pid)])
}

/** CPU that a process has used, all its threads that still run, s: to the nanosecond, not in ticks. */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => {
    const [onCpu = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')
    return sum + Number(onCpu) / 1e9
  }, 0)
}

/** Resident memory of a process, bytes. */
export function residentBytes(pid: number): number {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  if (resident === null) throw new Error(`Process ${pid} doesn't say what it has in memory.`)
  return Number(resident[1]) * 1_024
}

export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${cpus().length} cores, ${model}; Linux ${release()}; Node ${process.versions.node}`
}

export function elapse(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
