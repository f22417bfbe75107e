import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'
import { unpin } from './machine.ts'
import { markdownTable } from './report.ts'
import { flagsOfStart } from './server.ts'

export interface AlertsResult {
  /** From the file until all are watched. */
  loadSeconds: number
  /** Share of one core, SQLite's thread included. */
  load: number
  tradesPerSecond: number
  /** Until a trade that is due is handed over: what the bench itself adds. */
  lateP50Ms: number
  lateP99Ms: number
  firedPerSecond: number
  p50Ms: number
  p99Ms: number
  worstMs: number
  /** How many trades fired anything, and how long until the last firing of each was claimed. */
  firingTrades: number
  tradeP50Ms: number
  tradeP99Ms: number
  /** The same of a plain write to the same disk, made durable: what no database can be faster than. */
  diskP50Ms: number
  diskP99Ms: number
  residentMb: number
}

export const alertsWork =
  '1,000,000 rules of every kind over 200 instruments, 2,000 users with a webhook each, in SQLite on a file; 10,000 trades a second for 20 s. The instruments walk as they have walked the day before, so that prices, changes and highs are reached as often as they are. From the moment that a trade was due until its firing, with all that its notification and outbox rows are made of, is on disk and the watcher knows; counted by trades, of which each is as slow as the last of its firings, and by firings, of which one trade has a hundred. One process: its database thread is included, and the clock that hands over trades. Beside it, in the same folder right after, 500 plain writes of 32 KB with fdatasync: the part of the disk, and of whoever else uses it.'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The watcher alone in a process: its memory is its own. */
export async function alertsBench(say: (line: string) => void): Promise<AlertsResult> {
  say('alerts: writing and reading a million rules …')
  const program = await bundle({
    'alerts-run': here('./alerts-run.ts'),
    // Threads are files beside the one that starts them.
    'sqlite-worker': here('../storage/sqlite-worker.js'),
    'alerts-clock': here('./alerts-clock.js'),
  })
  const run = fork(program('alerts-run'), { execArgv: flagsOfStart() })
  // The database's thread works beside it, as it does in a server.
  unpin(run.pid)
  const result = await new Promise<AlertsResult>((resolve, reject) => {
    run.once('message', (message) => resolve(message as AlertsResult))
    run.once('exit', (code) => reject(new Error(`The bench of alerts ended with ${code}.`)))
  })
  say(
    `alerts: ${Math.round(result.load * 100)} % of a core, p99 ${result.tradeP99Ms.toFixed(2)} ms by trades, ${result.p99Ms.toFixed(2)} by firings`,
  )
  return result
}

export function alertsTable(result: AlertsResult): string {
  const rows: [string, string][] = [
    ['trades a second', Math.round(result.tradesPerSecond).toLocaleString('en-US')],
    ['due trade to handed over, median', `${result.lateP50Ms.toFixed(2)} ms`],
    ['due trade to handed over, p99', `${result.lateP99Ms.toFixed(2)} ms`],
    ['fired a second', Math.round(result.firedPerSecond).toLocaleString('en-US')],
    ['load of one core', `${Math.round(result.load * 100)} %`],
    ['trades that fired anything', result.firingTrades.toLocaleString('en-US')],
    ['trade to the last of its firings claimed, median', `${result.tradeP50Ms.toFixed(2)} ms`],
    ['trade to the last of its firings claimed, p99', `${result.tradeP99Ms.toFixed(2)} ms`],
    ['of all firings, trade to claimed, median', `${result.p50Ms.toFixed(2)} ms`],
    ['of all firings, trade to claimed, p99', `${result.p99Ms.toFixed(2)} ms`],
    ['of all firings, trade to claimed, slowest', `${result.worstMs.toFixed(2)} ms`],
    ['plain durable write, median', `${result.diskP50Ms.toFixed(2)} ms`],
    ['plain durable write, p99', `${result.diskP99Ms.toFixed(2)} ms`],
    ['resident', `${Math.round(result.residentMb).toLocaleString('en-US')} MB`],
    ['from the file to watched', `${result.loadSeconds.toFixed(1)} s`],
  ]
  return markdownTable(rows, [
    ['', ([what]) => what],
    ['', ([, figure]) => figure],
  ])
}
