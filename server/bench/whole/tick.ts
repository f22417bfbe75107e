import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subprotocols } from '../../../shared/protocol.ts'
import { type Exchange, startExchange } from '../../venues/testing/exchange.ts'
import { ageAt } from '../ages.ts'
import type { Choice } from '../choice.ts'
import { startLoad } from '../load.ts'
import { cpuSeconds, elapse } from '../machine.ts'
import { symbolsOf } from '../market.ts'
import { buildNative, type Native } from '../native.ts'
import { type Column, markdownTable, percent, spread, targetLine, thousands } from '../report.ts'
import { startWhole } from './server.ts'

const framesPerSecond = 1_500
const clients = 1_000
const symbols = symbolsOf(16)

interface Tick {
  p50Ms: number
  p99Ms: number
  load: number
  /** Changes that came, a second and client. */
  perClient: number
}

const tickWork = `The whole server; a stand-in for Binance sends ${thousands(framesPerSecond)} trades a second over one socket, evenly spread over 16 instruments, each stamped with when it was due; 1,000 WebSocket clients at cadence 0 hear of them in Ebb's JSON. Ages in whole milliseconds, of all clients.`

/** From a venue's frame to the client's socket, nothing held back on the way. */
export async function tickBench({ short, say }: Choice): Promise<string> {
  const native = buildNative()
  if (typeof native === 'string') return `Not measured. ${native}`
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    const watching = {
      'each client watches one of the instruments': symbols.map((symbol) => [symbol]),
      'every client watches all': [symbols],
    }
    const rows: { name: string; runs: Tick[] }[] = []
    for (const [name, lists] of Object.entries(watching)) {
      const says = join(folder, String(lists.length))
      const lines = lists.map((list) =>
        JSON.stringify({ type: 'subscribe', symbols: list, interval_ms: 0 }),
      )
      await writeFile(says, `${lines.join('\n')}\n`)
      const row = { name, runs: [] as Tick[] }
      for (let run = 1; run <= (short ? 1 : 3); run++) {
        row.runs.push(await tick(native, { folder, says, measureMs: short ? 3_000 : 8_000 }))
        say(`tick, ${name}: ${JSON.stringify(row.runs.at(-1))}`)
      }
      rows.push(row)
    }
    return report(rows)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function report(rows: { name: string; runs: Tick[] }[]): string {
  type Row = (typeof rows)[number]
  const middle = ({ runs }: Row, figure: (each: Tick) => number) =>
    runs.map(figure).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  const over = (figure: (each: Tick) => number, write: (value: number) => string) => (row: Row) =>
    spread(middle(row, figure), row.runs.map(figure), write)
  const columns: Column<Row>[] = [
    ['', ({ name }) => name],
    ['median, ms', over((r) => r.p50Ms, thousands)],
    ['p99, ms', over((r) => r.p99Ms, thousands)],
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
  native: Native,
  { folder, says, measureMs }: { folder: string; says: string; measureMs: number },
): Promise<Tick> {
  const exchange = await startExchange()
  const stopTrading = trade(exchange)
  const server = await startWhole({
    ...{ EBB_DATA: folder, EBB_MARKET: 'binance' },
    ...{ EBB_BINANCE_WS_URL: exchange.wsUrl, EBB_BINANCE_REST_URL: exchange.restUrl },
  })
  const load = startLoad(native.load, {
    ...{ port: server.port, kind: 'ws', path: '/ws/price', says, stamped: true },
    subprotocol: subprotocols.json,
  })
  try {
    await load.join(clients)
    await elapse(2_000)
    await load.reset()
    const cpuBefore = cpuSeconds(server.pid)
    await elapse(measureMs)
    const { ages, changes } = await load.report()
    const seconds = measureMs / 1_000
    return {
      p50Ms: ageAt(ages, 0.5),
      p99Ms: ageAt(ages, 0.99),
      load: (cpuSeconds(server.pid) - cpuBefore) / seconds,
      perClient: changes / seconds / clients,
    }
  } finally {
    stopTrading()
    await load.stop()
    await server.stop()
    await exchange.stop()
  }
}

/** Trades on time, each as of the moment that it was due. Returns its stop. */
function trade(exchange: Exchange): () => void {
  const startedAt = Date.now()
  let count = 0
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - startedAt) * framesPerSecond) / 1_000)
    for (; count < due; count++) {
      const symbol = symbols[count % symbols.length] ?? ''
      const time = Math.round(startedAt + (count * 1_000) / framesPerSecond)
      // A whole number is a size that every instrument is traded in.
      exchange.trade(symbol, (10_000 + (count % 100) / 100).toFixed(2), { size: 1, time })
    }
  }, 1)
  return () => clearInterval(timer)
}
