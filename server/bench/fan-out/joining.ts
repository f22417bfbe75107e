import { ageAt } from '../ages.ts'
import { startLoad } from '../load.ts'
import { elapse } from '../machine.ts'
import { type Column, markdownTable, spread, targetLine, thousands } from '../report.ts'
import { type Contender, ebb, type Tools, type Work } from './contenders.ts'
import { sixteen } from './works.ts'

export interface SectionOptions {
  tools: Tools
  folder: string
  short: boolean
  /** Whom to measure, by name. */
  only: RegExp
  runs: number
  say(line: string): void
}

interface Joining {
  letInAfterMs: number
  heardAfterMs: number
  failures: number
  /** Of those who were there before, while the others came. */
  ageP99Ms: number
  closed: number
}

const streaming = 5_000
const coming = 10_000

/** 10,000 come while 5,000 are streaming. */
export async function joining({ tools, folder, only, runs, say }: SectionOptions): Promise<string> {
  const { websocket, sse } = ebb(tools)
  const work = await sixteen(streaming, folder)
  const rows: { name: string; runs: Joining[] }[] = []
  for (const contender of [websocket, sse]) {
    if (contender === undefined || !only.test(contender.name)) continue
    const row = { name: contender.name, runs: [] as Joining[] }
    for (let run = 1; run <= runs; run++) {
      const result = await join(contender, work, tools)
      row.runs.push(result)
      say(`joining, run ${run}, ${contender.name}: ${JSON.stringify(result)}`)
    }
    rows.push(row)
  }
  type Row = (typeof rows)[number]
  const middle = ({ runs }: Row, figure: (each: Joining) => number) =>
    runs.map(figure).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  const over = (figure: (each: Joining) => number) => (row: Row) =>
    spread(middle(row, figure), row.runs.map(figure), thousands)
  const columns: Column<Row>[] = [
    ['', ({ name }) => name],
    ['all let in after, ms', over((r) => r.letInAfterMs)],
    ['all with a first price after, ms', over((r) => r.heardAfterMs)],
    ['not let in', over((r) => r.failures)],
    ['age p99 of those there before, ms', over((r) => r.ageP99Ms)],
    ['of them closed', over((r) => r.closed)],
  ]
  const targets = rows.flatMap((row) => {
    const [came, age] = [middle(row, (r) => r.letInAfterMs), middle(row, (r) => r.ageP99Ms)]
    const failures = middle(row, (r) => r.failures + r.closed)
    const ms = { unit: ' ms' }
    return [
      {
        what: `${row.name}, let in`,
        value: came,
        shown: `${thousands(came)} ms`,
        atMost: 1_500,
        ...ms,
      },
      { what: `${row.name}, errors`, value: failures, shown: String(failures), atMost: 0 },
      { what: `${row.name}, age p99`, value: age, shown: `${age} ms`, atMost: 150, ...ms },
    ]
  })
  const lines = targets.map(targetLine).join('\n')
  return `### 10,000 clients join while 5,000 are streaming\n\nThose who come share their core with those who were there before.\n\n${markdownTable(rows, columns)}\n\n${lines}`
}

async function join(contender: Contender, work: Work, tools: Tools): Promise<Joining> {
  const server = await contender.start(work)
  const options = { ...contender.load(work), port: server.port }
  const before = startLoad(tools.native.load, options)
  const after = startLoad(tools.native.load, options)
  try {
    await before.join(streaming)
    await elapse(2_000)
    await before.reset()
    const joined = await after.join(coming)
    const { ages, closed } = await before.report()
    return { ...joined, ageP99Ms: ageAt(ages, 0.99), closed }
  } finally {
    await Promise.all([before.stop(), after.stop()])
    await server.stop()
  }
}
