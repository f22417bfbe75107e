import { whyNoNchan } from '../nchan.ts'
import { type Contender, ebb, floor, peers, type Tools, type Work } from './contenders.ts'
import { measure, type Result, type Span } from './measure.ts'

/** The runs of one contender at one work. */
export interface Row {
  name: string
  /** The run in the middle by what counts most: its figures belong together. */
  middle: Result
  runs: readonly Result[]
}

export interface Table {
  work: Work
  rows: Row[]
  /** Who could not be measured, and why. */
  absent: string[]
}

export interface RunOptions {
  tools: Tools
  span: Span
  runs: number
  say(line: string): void
}

/** Into how many turns our own server spreads so many clients at most: what the floor does as well. */
export function turnsOf(clients: number): number {
  return Math.min(16, 2 ** Math.floor(Math.log2(clients / 250)))
}

/** Who is measured at a work. The floor that writes our frames' sizes comes once those are known. */
export function contendersAt(work: Work, tools: Tools): Contender[] {
  const own = ebb(tools)
  const others = peers(tools)
  const pick = (from: Record<string, Contender>, ...keys: string[]) =>
    keys.flatMap((key) => from[key] ?? [])
  const nchan = whyNoNchan() === undefined ? ['nchan', 'nchanSse'] : []
  if (work.perClient !== undefined) {
    return [floor(tools, { kind: 'ws', groups: 1 }), ...pick(own, 'websocket', 'websocketFrames')]
  }
  return [
    floor(tools, { kind: 'ws', groups: 1 }),
    floor(tools, { kind: 'ws', groups: turnsOf(work.clients) }),
    floor(tools, { kind: 'sse', groups: 1 }),
    ...pick(own, 'websocket', 'sse', 'websocketFrames', 'sseFrames'),
    // Others' forms of JSON are no measure of how many clients a core can serve.
    ...(work.clients === 1_000 ? pick(own, 'websocketOwn', 'sseOwn') : []),
    ...pick(others, ...nchan, 'socketIo', 'plain', 'betterSse', 'hono'),
  ]
}

/** Every contender so often, in turns, so that a slow minute of the machine hits all of them. */
export async function throughput(
  work: Work,
  contenders: readonly Contender[],
  { runs, say, tools, span }: RunOptions,
): Promise<Table> {
  const results = new Map<string, Result[]>()
  const absent: string[] = []
  const why = whyNoNchan()
  if (why !== undefined) absent.push(`nginx with nchan: ${why}`)
  const one = async (contender: Contender, run: number) => {
    const { name } = contender
    if (absent.some((line) => line.startsWith(`${name}: `))) return
    try {
      const result = await measure(contender, work, { tools, span })
      results.set(name, [...(results.get(name) ?? []), result])
      say(`${work.name}, run ${run}: ${line(result)}`)
    } catch (error) {
      // A peer that falls over under the work is a result as well.
      absent.push(`${name}: ${error instanceof Error ? error.message : error}`)
      say(`${work.name}, run ${run}: ${absent.at(-1)}`)
    }
  }
  for (let run = 1; run <= runs; run++) {
    for (const contender of contenders) await one(contender, run)
    for (const contender of framesFloors(results, tools)) await one(contender, run)
  }
  const rows = [...results].map(([name, runs]) => ({ name, runs, middle: middleOf(runs) }))
  return { work, rows, absent }
}

/** The loop that writes messages as large as our frames were, framing included, in this run. */
function framesFloors(results: Map<string, Result[]>, tools: Tools): Contender[] {
  const frames = ebb(tools)
  const of = (kind: 'ws' | 'sse', contender: Contender | undefined) => {
    const bytes = results.get(contender?.name ?? '')?.[0]?.bytesPerMessage
    // Chunked: three digits and two line ends; a WebSocket frame below 64 KB: at most four.
    const framing = kind === 'sse' ? 7 : (bytes ?? 0) < 128 ? 2 : 4
    if (bytes === undefined) return []
    return floor(tools, { kind, groups: 1, size: Math.max(1, Math.round(bytes - framing)) })
  }
  return [of('ws', frames.websocketFrames), of('sse', frames.sseFrames)].flat()
}

function middleOf(runs: Result[]): Result {
  const sorted = [...runs].sort((a, b) => a.changesPerCpuSecond - b.changesPerCpuSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('No run was measured.')
  return middle
}

function line({ name, changesPerCpuSecond, microsPerSend, ageP99Ms, delivered }: Result): string {
  const figures = `${microsPerSend.toFixed(1)} µs a send, p99 ${ageP99Ms} ms`
  const share = `${Math.round(delivered * 100)} % delivered`
  return `${name}: ${Math.round(changesPerCpuSecond)} a CPU-second, ${figures}, ${share}`
}
