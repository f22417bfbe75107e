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

/** The same JSON object a change, one message each (Ebb) or an array of them (the peers). */
const json = {
  due: (text: string) => [...text.matchAll(/"timestamp":(\d+)/g)].map((match) => Number(match[1])),
}

/** The compact form: 8 numbers a change, the sixth of which is how long before the frame it was due. */
const frame = {
  marker: '"rows":[',
  due: (text: string) =>
    [...text.matchAll(/"at":(\d+),.*?"rows":\[([^\]]*)\]/g)].flatMap(([, at, rows = '']) =>
      rows
        .split(',')
        .filter((_, index) => index % 8 === 5)
        .map((lag) => Number(at) - Number(lag)),
    ),
}

const websocket = (intervalMs: number, subprotocol: string) => ({
  clients,
  path: '/ws/price',
  upgrade: { message: subscribe(intervalMs), subprotocol },
})

const contenders: Contender[] = [
  {
    name: 'Ebb, WebSocket, frames',
    server: 'ebb.ts',
    crowd: { ...websocket(100, subprotocols.frame), ...frame },
  },
  {
    name: 'Ebb, WebSocket, JSON',
    server: 'ebb.ts',
    crowd: { ...websocket(100, subprotocols.json), ...json, marker: '"symbol":' },
  },
  {
    name: 'plain loop of ws',
    server: 'plain-ws.ts',
    crowd: { clients, path: '/', upgrade: {}, ...json, marker: '[{' },
  },
  {
    name: 'Ebb, SSE, frames',
    server: 'ebb.ts',
    crowd: { clients, path: '/api/sse/prices?interval=100&format=frame', ...frame },
  },
  {
    name: 'Ebb, SSE, JSON',
    server: 'ebb.ts',
    crowd: { clients, path: '/api/sse/prices?interval=100', ...json, marker: '"symbol":' },
  },
  {
    name: 'Hono streamSSE',
    server: 'hono-sse.ts',
    crowd: { clients, path: '/sse', ...json, marker: 'event: price' },
  },
  {
    name: 'Ebb, WebSocket, frames, every change at once',
    server: 'ebb.ts',
    crowd: { ...websocket(0, subprotocols.frame), ...frame },
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

export const fanOutWork = `16 instruments change 10 times a second each, ${clients.toLocaleString('en-US')} clients hear all of them in windows of 100 ms ("at once": without windows). One process serves on one core; the clients are raw sockets in another process on another core, over loopback without TLS. The median of ${runs} runs of ${window.measureMs / 1_000} s each, in turns.

Age is from the moment a change was due until a client had it, so the wait for the window is in it: 50 ms in the middle, 100 ms at most. The peers send one message a window with all its changes, five fields each; Ebb's JSON is one message a change with all its fields, its frames are what the app reads. Delivered counts a conflated change as missing. The peers stringify for each client and keep no state of a client, so none of them can resume, skip a slow one or tell an age.`
