import { ageAt } from '../ages.ts'
import { startLoad, type Watched } from '../load.ts'
import { elapse } from '../machine.ts'
import { type Column, markdownTable, type Target, targetLine, thousands } from '../report.ts'
import type { Running } from '../server.ts'
import { type Contender, ebb, names, peers, type Tools, type Work } from './contenders.ts'
import type { SectionOptions } from './joining.ts'
import { sixteen } from './works.ts'

const clients = 1_000
const still = 100

interface Stalled {
  name: string
  /** Of those that stood still, one by one. */
  watched: readonly Watched[]
  /** Of those who go on reading. */
  p99BeforeMs: number
  p99WhileMs: number
  /** How much more the server holds for each client that stands still, garbage aside, kB. */
  kbEach: number
}

/** Some clients stop reading and read again: what they cost, what they hear, what the others notice. */
export async function stalled(options: SectionOptions): Promise<string> {
  const { tools, folder, short, only, say } = options
  const { websocket, sse } = ebb(tools)
  const { plain, betterSse } = peers(tools)
  const work = await sixteen(clients, folder)
  const seconds = short ? 15 : 60
  const rows: Stalled[] = []
  for (const contender of [websocket, sse, plain, betterSse]) {
    if (contender === undefined || !only.test(contender.name)) continue
    const row = await standStill(contender, work, { tools, seconds })
    rows.push(row)
    const [middle, worst] = over(row, (r) => r.staleMs)
    say(`stalled, ${row.name}: ${middle} ms stale, at worst ${worst}`)
  }
  const columns: Column<Stalled>[] = [
    ['server', ({ name }) => name],
    ['our memory each, kB', ({ kbEach }) => kbEach.toFixed(1)],
    ['stale data in the kernel, kB', withWorst((r) => r.staleBytes / 1_024, thousands)],
    [
      'that is, s',
      withWorst(
        (r) => r.staleMs / 1_000,
        (s) => s.toFixed(1),
      ),
    ],
    ['fresh after, ms', withWorst(freshAfter, shownMs)],
    ['had to come again', ({ watched }) => `${watched.filter(({ closed }) => closed).length}`],
    ['others’ age p99 before → while, ms', (r) => `${r.p99BeforeMs} → ${r.p99WhileMs}`],
  ]
  const lines = rows
    .filter(({ name }) => name === names.websocket || name === names.sse)
    .flatMap(targetsOf)
    .map(targetLine)
    .join('\n')
  return `### ${still} of 1,000 clients stop reading for ${seconds} s\n\nIn the peers' JSON, 16 instruments × 10/s: 14 kB a second and client. What is stale is told by each of them as it comes when they read again, all at once; the worst in brackets. Fresh is a change that is less than 250 ms old.\n\n${markdownTable(rows, columns)}\n\n${lines}`
}

/** The median of those that stood still, and the worst. */
function over({ watched }: Stalled, figure: (each: Watched) => number): [number, number] {
  const sorted = watched.map(figure).sort((a, b) => a - b)
  return [sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]
}

function withWorst(figure: (each: Watched) => number, write: (value: number) => string) {
  return (row: Stalled) => {
    const [middle, worst] = over(row, figure)
    return `${write(middle)} (${write(worst)})`
  }
}

function freshAfter({ freshAfterMs }: Watched): number {
  return freshAfterMs < 0 ? Number.POSITIVE_INFINITY : freshAfterMs
}

function shownMs(value: number): string {
  return Number.isFinite(value) ? thousands(value) : 'never'
}

/** What holds has to hold for each of them. */
function targetsOf(row: Stalled): Target[] {
  const { name, kbEach } = row
  const [, stale] = over(row, (r) => r.staleMs)
  const [, fresh] = over(row, freshAfter)
  return [
    {
      what: `${name}, memory`,
      value: kbEach,
      shown: `${kbEach.toFixed(1)} kB`,
      atMost: 2,
      unit: ' kB, a frame',
    },
    {
      what: `${name}, stale data`,
      value: stale,
      shown: `${stale} ms`,
      atMost: 3_000,
      unit: ' ms',
    },
    // The next window's beginning, and what it takes to come.
    {
      what: `${name}, fresh`,
      value: fresh,
      shown: `${shownMs(fresh)} ms`,
      atMost: 110,
      unit: ' ms',
    },
  ]
}

async function standStill(
  contender: Contender,
  work: Work,
  { tools, seconds }: { tools: Tools; seconds: number },
): Promise<Stalled> {
  const server = await contender.start(work)
  const load = startLoad(tools.native.load, { ...contender.load(work), port: server.port })
  const ages = async (ms: number) => {
    await load.reset()
    await elapse(ms)
    return ageAt((await load.report()).ages, 0.99)
  }
  try {
    await load.join(clients)
    await elapse(3_000)
    const p99BeforeMs = await ages(5_000)
    const heldBefore = await heldBy(server)
    await load.stall(still)
    const p99WhileMs = await ages(seconds * 1_000)
    const kbEach = ((await heldBy(server)) - heldBefore) / 1_024 / still
    await load.resume()
    await elapse(5_000)
    const watched = await load.watched()
    return { name: contender.name, watched, p99BeforeMs, p99WhileMs, kbEach }
  } finally {
    await load.stop()
    await server.stop()
  }
}

/** The middle of some readings: now and then one falls into what holds a megabyte for a moment. */
async function heldBy(server: Running): Promise<number> {
  const readings: number[] = []
  for (let reading = 0; reading < 7; reading++) {
    readings.push((await server.held?.()) ?? Number.NaN)
    await elapse(300)
  }
  return readings.sort((a, b) => a - b)[3] ?? Number.NaN
}
