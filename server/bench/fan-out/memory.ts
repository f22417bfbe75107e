import { startLoad } from '../load.ts'
import { elapse, residentBytes } from '../machine.ts'
import { type Column, markdownTable, type Target, targetLine } from '../report.ts'
import { ebb, names, type Work } from './contenders.ts'
import type { SectionOptions } from './joining.ts'
import { sixteen } from './works.ts'

const clients = 10_000

interface Memory {
  name: string
  market: string
  /** For each client, of the runs, ascending. */
  kbEach: number[]
}

/** What a connection keeps resident, on a market that stands still and on one that moves. */
export async function memory(options: SectionOptions): Promise<string> {
  const { tools, folder, short, only, runs, say } = options
  const { websocketFrames, sseFrames } = ebb(tools)
  const loaded = await sixteen(clients, folder)
  const idle: Work = { ...loaded, task: { ...loaded.task, perSecond: 0 } }
  const rows: Memory[] = []
  for (const contender of [websocketFrames, sseFrames]) {
    if (contender === undefined || !only.test(contender.name)) continue
    for (const [market, work] of Object.entries({ 'stands still': idle, moves: loaded })) {
      const kbEach: number[] = []
      for (let run = 1; run <= runs; run++) {
        const server = await contender.start(work)
        const load = startLoad(tools.native.load, { ...contender.load(work), port: server.port })
        await elapse(1_000)
        const before = residentBytes(server.pid)
        await load.join(clients)
        await elapse(short ? 3_000 : 10_000)
        kbEach.push((residentBytes(server.pid) - before) / 1_024 / clients)
        await load.stop()
        await server.stop()
      }
      rows.push({ name: contender.name, market, kbEach: kbEach.sort((a, b) => a - b) })
      say(`memory: ${JSON.stringify(rows.at(-1))}`)
    }
  }
  const middle = ({ kbEach }: Memory) => kbEach[Math.floor(kbEach.length / 2)] ?? Number.NaN
  const columns: Column<Memory>[] = [
    ['10,000 clients', ({ name }) => name],
    ['the market', ({ market }) => market],
    ['kB a connection', (row) => middle(row).toFixed(1)],
    ['least', ({ kbEach }) => (kbEach[0] ?? Number.NaN).toFixed(1)],
    ['most', ({ kbEach }) => (kbEach.at(-1) ?? Number.NaN).toFixed(1)],
  ]
  const lines = rows.map((row): string => {
    const atMost = row.name === names.websocketFrames ? 7 : 11
    const what = `${row.name}, while the market ${row.market}`
    const target: Target = {
      what,
      value: middle(row),
      shown: `${middle(row).toFixed(1)} kB`,
      atMost,
    }
    return targetLine({ ...target, unit: ' kB' })
  })
  return `### Memory of a connection\n\n${markdownTable(rows, columns)}\n\n${lines.join('\n')}`
}
