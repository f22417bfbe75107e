import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Change, Frame } from '../../shared/frame.ts'
import { parsePrice } from '../../shared/price.ts'
import { createFrameDecoder } from '../../shared/wire/decoder.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { makeStanding } from '../../shared/wire/standing.ts'
import { fuzz } from '../../shared/wire/testing/fuzz.ts'
import { createMarket, createRandom } from '../../shared/wire/testing/market.ts'

interface Work {
  name: string
  indexes: number[]
  snapshot: Frame
  frames: Frame[]
  /** Of the recorded or made-up time. */
  seconds: number
}

export interface WireResult {
  name: string
  changes: number
  websocketBytes: number
  sseBytes: number
  /** Of a WebSocket. */
  bytesPerSecond: number
  encodeNs: number
  decodeNs: number
}

const startedAt = 1_723_161_254_000
const none: ReadonlySet<number> = new Set()

/**
 * Moves in units as the real tape's, BTC and ETH by trade or quote in windows of 100 ms: 71 % of those
 * who changed stay where they were, 15 % go by one, and few go far. Straight between these shares.
 */
const moves: readonly (readonly [share: number, units: number])[] = [
  [0.71, 0],
  [0.861, 1],
  [0.884, 10],
  [0.907, 20],
  [0.931, 36],
  [0.954, 185],
  [0.977, 400],
  [0.9954, 846],
  [0.9995, 2_021],
  [1, 7_295],
]

/** In units, as large as the tape's in proportion to the price. */
function moveOf(random: (below: number) => number, price: number): number {
  const share = random(1_000_000) / 1_000_000
  const next = moves.findIndex(([limit]) => share < limit)
  const [limit, units] = moves[next] ?? [1, 0]
  const [from, least] = moves[next - 1] ?? [0, 0]
  const size = units <= 1 ? units : least + ((units - least) * (share - from)) / (limit - from)
  const scaled = size <= 1 ? size : Math.max(1, Math.round((size * price) / tapePrice))
  return random(2) === 0 ? scaled : -scaled
}

/** BTC's, in cents. */
const tapePrice = 6_183_763

function synthetic(
  count: number,
  { perSecond, frames }: { perSecond: number; frames: number },
): Work {
  const random = createRandom(count)
  const market = createMarket({ count, now: startedAt, price: () => 10_000 + random(7_000_000) })
  const snapshot = copyOf(market.frame(undefined, startedAt))
  const windowMs = 1_000 / perSecond
  const made: Frame[] = []
  for (let n = 1; n <= frames; n++) {
    // A timer is late by a millisecond now and then.
    const now = startedAt + n * windowMs + random(2)
    const from = market.sequence()
    for (const { index, price } of market.changes) {
      const move = moveOf(random, price)
      market.step({
        now: now - random(windowMs),
        chosen: (each) => each === index,
        move: () => move,
      })
    }
    made.push(copyOf(market.frame(from, now)))
  }
  const indexes = market.changes.map(({ index }) => index)
  const name = `synthetic, ${count} instruments × ${perSecond}/s`
  return { name, indexes, snapshot, frames: made, seconds: frames / perSecond }
}

/** As a hub makes them, every one of the same shape. */
function copyOf({ epoch, from, to, snapshot, sentAt, merged, changes }: Frame): Frame {
  return { epoch, from, to, snapshot, sentAt, merged, changes: changes.map(copyChange) }
}

function copyChange(change: Change): Change {
  const { instrument, index, sequence, price, change24h, bid, ask, time, receivedAt } = change
  const { high24h, low24h, volume24h, stale } = change
  // biome-ignore format: one shape, one literal
  return { instrument, price, change24h, bid, ask, high24h, low24h, volume24h, time, receivedAt, stale, index, sequence }
}

const tapeFile = new URL(
  '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
  import.meta.url,
)

/** The real tape in windows of 100 ms: trades alone, or quotes too, as one who looks at both needs them. */
function tape(withQuotes: boolean): Work | undefined {
  const file = process.env.EBB_TAPE ?? tapeFile
  if (!existsSync(file)) return undefined
  const market = createMarket({ count: 2, now: startedAt, price: (n) => (n ? 268_380 : tapePrice) })
  const snapshot = copyOf(market.frame(undefined, startedAt))
  const frames: Frame[] = []
  let from = market.sequence()
  let closesAt = startedAt + 100
  for (const line of gunzipSync(readFileSync(file)).toString().split('\n')) {
    const space = line.indexOf(' ')
    if (space < 0) continue
    const at = Math.floor(Number(line.slice(0, space - 6)))
    const { data } = JSON.parse(line.slice(space + 1))
    for (; at >= closesAt; closesAt += 100) {
      if (market.sequence() > from) frames.push(copyOf(market.frame(from, closesAt)))
      from = market.sequence()
    }
    const index = data.s === 'BTCUSDT' ? 0 : 1
    const change = market.changes[index]
    const isTrade = data.e === 'trade'
    if (change === undefined || (!isTrade && !withQuotes)) continue
    const price = isTrade ? (parsePrice(data.p, 2) ?? change.price) : change.price
    const move = () => price - change.price
    market.step({ now: at, chosen: (each) => each === index, move })
    if (isTrade) change.time = data.T
    else take(change, data)
  }
  const name = `real tape, BTC and ETH, ${withQuotes ? 'quotes and exact times too' : 'trades'}`
  return { name, indexes: [0, 1], snapshot, frames, seconds: (closesAt - startedAt) / 1_000 }
}

function take(change: Change, { b, a }: { b: string; a: string }): void {
  change.bid = parsePrice(b, 2)
  change.ask = parsePrice(a, 2)
}

/** The head of a message, and what an event has around its data: a chunk's length and line ends. */
const websocketHead = (bytes: number) => (bytes < 126 ? 2 : 4)
function eventBytes(bytes: number): number {
  const text = Math.ceil(bytes / 3) * 4
  const event = 'data:'.length + text + '\n\n'.length
  return event.toString(16).length + '\r\n'.length + event + '\r\n'.length
}

/** A server has what changed just now in its caches: the same few thousand changes over and over. */
const timedChanges = 4_000
const timedRounds = 300

function timed(work: {
  snapshot: Frame
  frames: readonly Frame[]
  coded: readonly Uint8Array[]
  indexes: number[]
  detail: ReadonlySet<number>
}): { encodeNs: number; decodeNs: number } {
  const { snapshot, indexes, detail } = work
  const encoder = createFrameEncoder()
  const decoder = createFrameDecoder()
  const standing = makeStanding({ epoch: snapshot.epoch, indexes })
  const first = encoder.absolute(snapshot, detail).slice()
  const count = Math.ceil(timedChanges / indexes.length)
  const frames = work.frames.slice(0, count)
  const coded = work.coded.slice(0, count)
  const changes = frames.reduce((sum, each) => sum + each.changes.length, 0)

  function nsOf(start: () => void, work: () => void): number {
    let fastest = Number.POSITIVE_INFINITY
    // Of tens of rounds together, because the clock of the processor's time is coarse.
    for (let batch = 0; batch < 12; batch++) {
      const startedAt = cpuNs()
      for (let round = 0; round < timedRounds / 10; round++) {
        start()
        work()
      }
      const ns = (cpuNs() - startedAt) / (changes * (timedRounds / 10))
      if (batch > 2) fastest = Math.min(fastest, ns)
    }
    return fastest
  }

  const encodeNs = nsOf(
    () => encoder.begin(standing, snapshot, detail),
    () => {
      for (const frame of frames) encoder.next(standing, frame, detail)
    },
  )
  const decodeNs = nsOf(
    () => decoder.read(first, standing),
    () => {
      for (const bytes of coded) {
        if (decoder.read(bytes, standing) === undefined) throw new Error('A frame was not read.')
      }
    },
  )
  return { encodeNs, decodeNs }
}

function measureWork(work: Work, detail: ReadonlySet<number>): WireResult {
  const { indexes, snapshot, frames } = work
  const { epoch } = snapshot
  const encoder = createFrameEncoder()
  const coded: Uint8Array[] = []
  let changes = 0
  let websocketBytes = 0
  let sseBytes = 0
  const server = makeStanding({ epoch, indexes })
  encoder.begin(server, snapshot, detail)
  for (const frame of frames) {
    const bytes = encoder.next(server, frame, detail)
    if (bytes === undefined) throw new Error('The clock of the work goes back.')
    coded.push(bytes.slice())
    changes += frame.changes.length
    websocketBytes += websocketHead(bytes.length) + bytes.length
    sseBytes += eventBytes(bytes.length)
  }
  const { encodeNs, decodeNs } = timed({ snapshot, frames, coded, indexes, detail })
  return {
    ...{ name: work.name, changes, encodeNs, decodeNs },
    websocketBytes: websocketBytes / changes,
    sseBytes: sseBytes / changes,
    bytesPerSecond: websocketBytes / work.seconds,
  }
}

/** What this process has had of the processor: others' load is hardly in it. */
function cpuNs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1_000
}

export const wireWork =
  'Bytes a change with all that goes on the wire above TCP: the head of a WebSocket’s message, an ' +
  'event’s field, its line ends and its chunk. Nanoseconds a change of the pure codec, the fastest of ' +
  'nine batches of thirty rounds. Made-up moves are as small as those of the real tape.'

/** Every work, and a million frames that were broken on their way. */
export function wireBench(broken = 1_000_000): {
  results: WireResult[]
  fuzzed: ReturnType<typeof fuzz>
} {
  const works: [Work | undefined, ReadonlySet<number>][] = [
    [synthetic(16, { perSecond: 10, frames: 4_000 }), none],
    [synthetic(200, { perSecond: 5, frames: 1_000 }), none],
    [tape(false), none],
    [tape(true), new Set([0, 1])],
  ]
  const results = works.flatMap(([work, detail]) => (work ? [measureWork(work, detail)] : []))
  return { results, fuzzed: fuzz({ seed: 1, frames: broken }) }
}

export function wireTable({ results, fuzzed }: ReturnType<typeof wireBench>): string {
  const lines = results.map((each) =>
    [
      each.name,
      each.changes.toLocaleString('en-US'),
      each.websocketBytes.toFixed(2),
      each.sseBytes.toFixed(2),
      Math.round(each.bytesPerSecond).toLocaleString('en-US'),
      each.encodeNs.toFixed(0),
      each.decodeNs.toFixed(0),
    ].join(' | '),
  )
  const head =
    '| market | changes | WebSocket, bytes | SSE, bytes | WebSocket, bytes/s | encode, ns | decode, ns |'
  const rule = '|---|--:|--:|--:|--:|--:|--:|'
  const table = [head, rule, ...lines.map((line) => `| ${line} |`)].join('\n')
  const { frames, refused, harmless, undetected } = fuzzed
  return `${table}

Of ${frames.toLocaleString('en-US')} frames that were broken on their way, ${refused.toLocaleString('en-US')} were refused, ${harmless} led to what was sent, and ${undetected} to a state that no server sent.`
}
