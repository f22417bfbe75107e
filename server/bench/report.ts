import { cpus, release } from 'node:os'
import type { Result } from './measure.ts'

const columns: [string, (result: Result) => string][] = [
  ['server', ({ name }) => name],
  ['changes per CPU-second', (r) => thousands(r.changesPerCpuSecond)],
  ['bytes a change', (r) => r.bytesPerChange.toFixed(1)],
  ['age median, ms', (r) => String(r.ageMedianMs)],
  ['age p99, ms', (r) => String(r.ageP99Ms)],
  ['delivered', (r) => `${Math.round(r.delivered * 100)} %`],
  ['load of one core', (r) => `${Math.round(r.load * 100)} %`],
  ['resident, MB', (r) => r.residentMb.toFixed(0)],
]

/** A table in Markdown, a contender a line. */
export function table(results: readonly Result[]): string {
  const head = columns.map(([title]) => title).join(' | ')
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:')).join('|')
  const lines = results.map((result) => columns.map(([, cell]) => cell(result)).join(' | '))
  return [`| ${head} |`, `|${rule}|`, ...lines.map((line) => `| ${line} |`)].join('\n')
}

/** How many times the changes per CPU-second of `peer` the contender `name` reaches. */
export function ratio(results: readonly Result[], name: string, peer: string): string {
  const of = (wanted: string) =>
    results.find((result) => result.name === wanted)?.changesPerCpuSecond ?? Number.NaN
  return `${name} against ${peer}: ${(of(name) / of(peer)).toFixed(2)}×`
}

export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${cpus().length} cores, ${model}; Linux ${release()}; Node ${process.versions.node}`
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
