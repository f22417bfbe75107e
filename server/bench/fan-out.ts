import { subprotocols } from '../../shared/protocol.ts'
import { instruments } from './market.ts'
import { type Contender, measure, type Result, type Window } from './measure.ts'

const clients = 1_000
const window: Window = { warmUpMs: 2_000, measureMs: 8_000, changesPerSecond: 160 }
const runs = 3

const subscribe = (interval_ms: number) =>
  JSON.stringify({
    type: 'subscribe',
    symbols: instruments.map(({ symbol }) => symbol),
    interval_ms,
  })

const json = { marker: '"symbol":', due: /"timestamp":(\d+)/g }
/** In the compact form a change has no name; its frames are counted, and changes from their cursors. */
const contenders: Contender[] = [
  {
    name: 'ebb, WebSocket, JSON',
    server: 'ebb.ts',
    crowd: { clients, path: '/ws/price', upgrade: { message: subscribe(100) }, ...json },
  },
  {
    name: 'plain ws loop',
    server: 'plain-ws.ts',
    crowd: { clients, path: '/', upgrade: {}, ...json },
  },
  {
    name: 'ebb, SSE, JSON',
    server: 'ebb.ts',
    crowd: { clients, path: '/api/sse/prices?interval=100', ...json },
  },
  {
    name: 'hono streamSSE',
    server: 'hono-sse.ts',
    crowd: { clients, path: '/sse', ...json },
  },
]

/** Every contender `runs` times, in turns, so that a slow minute of the machine hits all of them. */
export async function fanOut(say: (line: string) => void): Promise<Result[]> {
  const results = new Map<string, Result[]>()
  for (let run = 1; run <= runs; run++) {
    for (const contender of contenders) {
      const result = await measure(contender, window)
      results.set(contender.name, [...(results.get(contender.name) ?? []), result])
      say(`run ${run}, ${contender.name}: ${Math.round(result.changesPerCpuSecond)} a CPU-second`)
    }
  }
  return [...results.values()].map(median)
}

/** The run in the middle by what counts most: its figures belong together. */
function median(runs: Result[]): Result {
  const sorted = [...runs].sort((a, b) => a.changesPerCpuSecond - b.changesPerCpuSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('No run was measured.')
  return middle
}

export { subprotocols }
