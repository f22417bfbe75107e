import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subprotocols } from '../../../shared/protocol.ts'
import { ageAt } from '../ages.ts'
import type { Choice } from '../choice.ts'
import { startLoad } from '../load.ts'
import { cpuSeconds, elapse } from '../machine.ts'
import { symbolsOf } from '../market.ts'
import { buildNative, type Native } from '../native.ts'
import { type Column, markdownTable, percent, spread, targetLine, thousands } from '../report.ts'
import { startWhole } from './server.ts'
import { bundleVenue, startVenue } from './venue.ts'

const tradesPerSecond = 1_500
const clients = 1_000
const symbols = symbolsOf(16)
/** How often clients look that aren't woken, µs. */
const lookUs = 50

interface Tick {
  p50Ms: number
  p99Ms: number
  /** How late the venue was itself. */
  lateP99Ms: number
  load: number
  /** Changes that came, a second and client. */
  perClient: number
}

interface Case {
  name: string
  /** What clients watch, in turns. */
  lists: readonly (readonly string[])[]
  look?: number
}

interface Tools {
  native: Native
  venue: string
  folder: string
}

const cases: Case[] = Object.entries({
  'each client watches one of the instruments': symbols.map((symbol) => [symbol]),
  'every client watches all': [symbols],
}).flatMap(([name, lists]) => [
  { name, lists },
  { name: `${name}, and looks every ${lookUs} µs`, lists, look: lookUs },
])

const tickWork = `The whole server; a stand-in for Binance sends ${thousands(tradesPerSecond)} trades a second over one socket, evenly spread over 16 instruments, each stamped with when it was due; 1,000 WebSocket clients at cadence 0 hear of them in Ebb's JSON. Ages in whole milliseconds, of all clients, from when a trade was due: that the stand-in is late is in them, and told beside them. Over loopback every message wakes the clients' program, at the cost of the server's core, unless that looks by itself from time to time, as the interrupts of a network card are moderated.`

/** From a venue's frame to the client's socket, nothing held back on the way. */
export async function tickBench({ short, only, say }: Choice): Promise<string> {
  const native = buildNative()
  if (typeof native === 'string') return `Not measured. ${native}`
  const venue = await bundleVenue()
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    const rows: Row[] = []
    for (const each of cases) {
      if (!only.test(each.name)) continue
      const row: Row = { name: each.name, runs: [] }
      for (let run = 1; run <= (short ? 1 : 3); run++) {
        row.runs.push(await tick(each, { native, venue, folder }, short ? 3_000 : 8_000))
        say(`tick, ${row.name}: ${JSON.stringify(row.runs.at(-1))}`)
      }
      rows.push(row)
    }
    return report(rows)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Row {
  name: string
  runs: Tick[]
}

function report(rows: Row[]): string {
  const middle = ({ runs }: Row, figure: (each: Tick) => number) =>
    runs.map(figure).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  const over = (figure: (each: Tick) => number, write: (value: number) => string) => (row: Row) =>
    spread(middle(row, figure), row.runs.map(figure), write)
  const columns: Column<Row>[] = [
    ['', ({ name }) => name],
    ['median, ms', over((r) => r.p50Ms, thousands)],
    ['p99, ms', over((r) => r.p99Ms, thousands)],
    [
      'the stand-in late, p99, ms',
      over(
        (r) => r.lateP99Ms,
        (value) => value.toFixed(1),
      ),
    ],
    ['load of the server’s core', over((r) => r.load, percent)],
    [
      'changes a second and client',
      over(
        (r) => r.perClient,
        (value) => value.toFixed(0),
      ),
    ],
  ]
  const lines = rows.map((row) => {
    const value = middle(row, (r) => r.p99Ms)
    // An age of 4 is one below 5: ages are whole milliseconds.
    return targetLine({ what: row.name, value, shown: `p99 ${value} ms`, atMost: 4, unit: ' ms' })
  })
  return `${tickWork}\n\n${markdownTable(rows, columns)}\n\n${lines.join('\n')}`
}

async function tick(
  { lists, look }: Case,
  { native, venue: program, folder }: Tools,
  measureMs: number,
): Promise<Tick> {
  const says = join(folder, 'says')
  const subscribe = { type: 'subscribe', interval_ms: 0 }
  const lines = lists.map((symbols) => JSON.stringify({ ...subscribe, symbols }))
  await writeFile(says, `${lines.join('\n')}\n`)
  const venue = await startVenue(program, { symbols, perSecond: tradesPerSecond })
  const server = await startWhole({
    ...{ EBB_DATA: folder, EBB_MARKET: 'binance' },
    ...{ EBB_BINANCE_WS_URL: venue.wsUrl, EBB_BINANCE_REST_URL: venue.restUrl },
  })
  const load = startLoad(native.load, {
    ...{ port: server.port, kind: 'ws', path: '/ws/price', says, stamped: true },
    ...{ subprotocol: subprotocols.json, ...(look && { look }) },
  })
  try {
    await load.join(clients)
    await elapse(2_000)
    await load.reset()
    await venue.lateness()
    const cpuBefore = cpuSeconds(server.pid)
    await elapse(measureMs)
    const { ages, changes } = await load.report()
    const lateMs = (await venue.lateness()).toSorted((a, b) => a - b)
    const seconds = measureMs / 1_000
    return {
      p50Ms: ageAt(ages, 0.5),
      p99Ms: ageAt(ages, 0.99),
      lateP99Ms: lateMs[Math.floor(lateMs.length * 0.99)] ?? Number.NaN,
      load: (cpuSeconds(server.pid) - cpuBefore) / seconds,
      perClient: changes / seconds / clients,
    }
  } finally {
    await load.stop()
    await server.stop()
    await venue.stop()
  }
}
