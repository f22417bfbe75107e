import type { Frame } from '../../shared/frame.ts'
import { createFrameDecoder } from '../../shared/wire/decoder.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { makeStanding } from '../../shared/wire/standing.ts'
import { copyStanding } from '../../shared/wire/testing/copy-standing.ts'
import { fuzz } from '../../shared/wire/testing/fuzz.ts'
import { synthetic, tape, type Work } from './wire-works.ts'

export interface WireResult {
  name: string
  changes: number
  websocketBytes: number
  sseBytes: number
  /** Of a WebSocket. */
  bytesPerSecond: number
  encodeNs: number
  decodeNs: number
  /** Of both together: what is left for the collector. */
  garbageBytes: number
}

const none: ReadonlySet<number> = new Set()

/** The head of a message, and what an event has around its data: a chunk's length and line ends. */
const websocketHead = (bytes: number) => (bytes < 126 ? 2 : 4)
function eventBytes(bytes: number): number {
  const text = Math.ceil(bytes / 3) * 4
  const event = 'data:'.length + text + '\n\n'.length
  return event.toString(16).length + '\r\n'.length + event + '\r\n'.length
}

/** A server has what changed just now in its caches: the same few thousand changes over and over. */
const timedChanges = 4_000
/** Together, because the clock of the processor's time is coarse. */
const timedRounds = 30
const timedMs = 3_000

function timed(work: {
  snapshot: Frame
  frames: readonly Frame[]
  coded: readonly Uint8Array[]
  indexes: number[]
  detail: ReadonlySet<number>
}): Pick<WireResult, 'encodeNs' | 'decodeNs' | 'garbageBytes'> {
  const { snapshot, indexes, detail } = work
  const encoder = createFrameEncoder()
  const decoder = createFrameDecoder()
  const begun = makeStanding({ epoch: snapshot.epoch, indexes })
  const standing = makeStanding({ epoch: snapshot.epoch, indexes })
  encoder.begin(begun, snapshot, detail)
  const count = Math.ceil(timedChanges / indexes.length)
  const frames = work.frames.slice(0, count)
  const coded = work.coded.slice(0, count)
  const changes = frames.reduce((sum, each) => sum + each.changes.length, 0)

  function nsOf(work: () => void): number {
    let fastest = Number.POSITIVE_INFINITY
    // For long enough to meet a moment in which nobody else has the caches.
    const until = performance.now() + timedMs
    while (performance.now() < until) {
      const startedAt = cpuNs()
      for (let round = 0; round < timedRounds; round++) {
        copyStanding(begun, standing)
        work()
      }
      fastest = Math.min(fastest, (cpuNs() - startedAt) / (changes * timedRounds))
    }
    return fastest
  }

  function encode(): void {
    for (const frame of frames) encoder.next(standing, frame, detail)
  }

  function decode(): void {
    for (const bytes of coded) {
      if (decoder.read(bytes, standing) === undefined) throw new Error('A frame was not read.')
    }
  }

  /** The median, since the collector comes in between now and then. Of nothing it is the measuring's own. */
  function garbageOf(...works: (() => void)[]): number {
    const grown = Array.from({ length: 15 }, () => {
      const before = process.memoryUsage().heapUsed
      for (const work of works) {
        copyStanding(begun, standing)
        work()
      }
      return process.memoryUsage().heapUsed - before
    })
    return (grown.toSorted((a, b) => a - b)[7] ?? 0) / changes
  }

  const encodeNs = nsOf(encode)
  const decodeNs = nsOf(decode)
  return { encodeNs, decodeNs, garbageBytes: garbageOf(encode, decode) - garbageOf() }
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
  return {
    ...{ name: work.name, changes, ...timed({ snapshot, frames, coded, indexes, detail }) },
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
  'event’s field, its line ends and its chunk. Nanoseconds a change of the pure codec, the fastest ' +
  'batch of thirty rounds within three seconds; garbage of both. Made-up moves are as small as those of the real tape.'

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
      each.garbageBytes.toFixed(1),
    ].join(' | '),
  )
  const head =
    '| market | changes | WebSocket, bytes | SSE, bytes | WebSocket, bytes/s | encode, ns | decode, ns | garbage, bytes |'
  const rule = '|---|--:|--:|--:|--:|--:|--:|--:|'
  const table = [head, rule, ...lines.map((line) => `| ${line} |`)].join('\n')
  const { frames, refused, harmless, undetected } = fuzzed
  return `${table}

Of ${frames.toLocaleString('en-US')} frames that were broken on their way, ${refused.toLocaleString('en-US')} were refused, ${harmless} led to what was sent, and ${undetected} to a state that no server sent.`
}
