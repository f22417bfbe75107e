import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { subprotocols } from '../../../shared/protocol.ts'
import { ageAt } from '../ages.ts'
import { bundle } from '../bundle.ts'
import type { Choice } from '../choice.ts'
import { startLoad } from '../load.ts'
import { cpuSeconds, elapse } from '../machine.ts'
import { symbolsOf } from '../market.ts'
import { buildNative, type Native } from '../native.ts'
import { thousands } from '../report.ts'
import { type Running, startNode } from '../server.ts'
import { startWhole } from './server.ts'
import { type Row, type Tick, tickReport } from './tick-report.ts'
import { startVenue, type Venue } from './venue.ts'

const tradesPerSecond = 1_500
const clients = 1_000
const symbols = symbolsOf(16)
/** How often clients look that aren't woken, µs. */
const lookUs = 50

interface Case extends Pick<Row, 'name' | 'isPlain'> {
  /** What clients watch, in turns. */
  lists: readonly (readonly string[])[]
  look?: number
}

interface Tools {
  native: Native
  /** Where programs in Node are, by name. */
  program(name: string): string
  folder: string
}

const one = {
  name: 'each client watches one of the instruments',
  lists: symbols.map((symbol) => [symbol]),
}
const all = { name: 'every client watches all', lists: [symbols] }
const cases: Case[] = [
  ...[one, all].flatMap((each) => [
    each,
    { ...each, name: `${each.name}, and looks every ${lookUs} µs`, look: lookUs },
  ]),
  // It conflates nothing: more than its core can send would only wait.
  { ...one, name: `plain loop of ws: ${one.name}`, isPlain: true },
]

const tickWork = `The whole server; a stand-in for Binance sends ${thousands(tradesPerSecond)} trades a second over one socket, evenly spread over 16 instruments, each stamped with when it was due; 1,000 WebSocket clients at cadence 0 hear of them in Ebb's JSON. Ages in whole milliseconds, of all clients, from when a trade was due: that the stand-in is late is in them, and told beside them. Over loopback every message wakes the clients' program, at the cost of the server's core, unless that looks by itself from time to time, as the interrupts of a network card are moderated. The plain loop of ws does nothing but that: four fields of each trade, stringified once, to whoever asked for it.`

/** From a venue's frame to the client's socket, nothing held back on the way. */
export async function tickBench({ short, only, say }: Choice): Promise<string> {
  const native = buildNative()
  if (typeof native === 'string') return `Not measured. ${native}`
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  const program = await bundle({
    trading: here('./trading.ts'),
    'tick-plain-ws': here('./plain-ws.ts'),
  })
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    const rows: Row[] = []
    const absent: string[] = []
    for (const each of cases) {
      if (!only.test(each.name)) continue
      const runs: Tick[] = []
      try {
        for (let run = 1; run <= (short ? 1 : 3); run++) {
          runs.push(await tick(each, { native, program, folder }, short ? 3_000 : 8_000))
          say(`tick, ${each.name}: ${JSON.stringify(runs.at(-1))}`)
        }
        rows.push({ ...each, runs })
      } catch (error) {
        // A peer that falls over under the work is a result as well.
        if (!each.isPlain) throw error
        absent.push(`- ${each.name}: ${error instanceof Error ? error.message : error}`)
      }
    }
    return [tickWork, tickReport(rows), ...absent].join('\n\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function tick(
  each: Case,
  { native, program, folder }: Tools,
  measureMs: number,
): Promise<Tick> {
  const says = join(folder, 'says')
  const subscribe = { type: 'subscribe', interval_ms: 0 }
  const lines = each.lists.map((symbols) => JSON.stringify({ ...subscribe, symbols }))
  await writeFile(says, `${lines.join('\n')}\n`)
  const venue = await startVenue(program('trading'), { symbols, perSecond: tradesPerSecond })
  const server = each.isPlain
    ? await startPlain(program('tick-plain-ws'), venue)
    : await startWhole({
        ...{ EBB_DATA: folder, EBB_MARKET: 'binance' },
        ...{ EBB_BINANCE_WS_URL: venue.wsUrl, EBB_BINANCE_REST_URL: venue.restUrl },
      })
  const load = startLoad(native.load, {
    ...{ port: server.port, kind: 'ws', path: '/ws/price', says, stamped: true },
    ...{ subprotocol: subprotocols.json, ...(each.look && { look: each.look }) },
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

function startPlain(file: string, { wsUrl }: Venue): Promise<Running> {
  const streams = symbols.map((symbol) => `${symbol.toLowerCase()}@trade`)
  const url = `${wsUrl}/stream?streams=${streams.join('/')}`
  const task = { symbols, perSecond: tradesPerSecond, windowMs: 0, payload: 'plain' } as const
  return startNode(file, task, { more: [url] })
}
