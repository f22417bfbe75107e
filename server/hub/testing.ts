import type { CompactFrame, Frame, Row, State } from '../../shared/frame.ts'
import type { Instrument, VenueName } from '../../shared/instrument.ts'
import type { CloseReason, Hello } from '../../shared/protocol.ts'
import { createFrameEncoder } from '../../shared/wire/encoder.ts'
import { createFrameReader } from '../../shared/wire/reader.ts'
import { frameSteps } from './frame-steps.ts'
import { type Hub, makeHub } from './hub.ts'
import type { Encoding, Output } from './output.ts'

/** For tests: instruments, states and clients that write down what they hear. */
export function instrumentOf(symbol: string, venue: VenueName = 'BINANCE'): Instrument {
  const [base = '', quote = ''] = [symbol.slice(0, -4), symbol.slice(-4)]
  return { id: `${venue}:${symbol}`, venue, symbol, base, quote, decimals: 2, sizeDecimals: 5 }
}

export function stateOf({ id }: Instrument, price: number, now = Date.now()): State {
  return {
    instrument: id,
    price,
    change24h: -5,
    bid: price - 1,
    ask: undefined,
    high24h: undefined,
    low24h: undefined,
    volume24h: undefined,
    time: now,
    receivedAt: now,
    stale: false,
  }
}

/** A hub on the (possibly faked) clock, whose epochs are e1, e2, … */
export function makeTestHub(): Hub {
  let epochs = 0
  return makeHub({
    now: Date.now,
    newEpoch: () => `e${++epochs}`,
    heartbeatMs: 15_000,
    stuckAfterMs: 5_000,
  })
}

export type Heard =
  | { type: 'hello'; hello: Hello }
  | { type: 'frame'; frame: CompactFrame }
  | { type: 'heartbeat'; cursor: string }
  | { type: 'test'; price: number }
  | { type: 'close'; reason: CloseReason }

/** Counts what it encodes; the bytes are JSON. */
export function makeTestEncoding(name = 'test'): Encoding & { frames: number } {
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))
  const encoding = {
    name,
    frames: 0,
    frame(frame: Parameters<Encoding['frame']>[0]) {
      encoding.frames++
      return bytes({ type: 'frame', frame: rowsOf(frame) })
    },
    heartbeat: (cursor: string) => bytes({ type: 'heartbeat', cursor }),
    test: ({ price }: { price: number }) => bytes({ type: 'test', price }),
  }
  return encoding
}

/** As feeds encode for the app: frames of bits, and JSON where a heartbeat is. */
export function makeWireEncoding(name = 'wire'): Encoding & { steps: object } {
  const encoder = createFrameEncoder()
  return {
    name,
    frame: (frame, { detail }) => encoder.absolute(frame, detail).slice(),
    sparing: true,
    steps: frameSteps(encoder, (bytes) => bytes.slice()),
    heartbeat: (cursor) => Buffer.from(JSON.stringify({ type: 'heartbeat', cursor })),
  }
}

function rowsOf({ changes, ...frame }: Frame): CompactFrame {
  const { sentAt } = frame
  const rows = changes.map(
    ({ index, price, change24h, bid, ask, time, receivedAt, stale }): Row => ({
      ...{ index, price, change24h, bid, ask, time, stale },
      ageMs: sentAt - receivedAt,
    }),
  )
  return { ...frame, rows }
}

export interface TestClient {
  readonly output: Output
  /** Everything, in order. */
  readonly heard: Heard[]
  /** The very bytes that were written. */
  readonly written: Uint8Array[]
  isReady: boolean
  frames(): CompactFrame[]
}

export function makeTestClient(onHeard: (heard: Heard) => void = () => {}): TestClient {
  const heard: Heard[] = []
  const written: Uint8Array[] = []
  const reader = createFrameReader()
  /** By index; who resumes brings it along. */
  const known = new Map<number, Row>()
  function hear(event: Heard): void {
    heard.push(event)
    onHeard(event)
  }
  function eventOf(bytes: Uint8Array): Heard {
    const text = Buffer.from(bytes).toString()
    if (text.startsWith('{"type"')) {
      const heard: Heard = JSON.parse(text)
      if (heard.type === 'frame') heard.frame.merged ??= undefined
      return heard
    }
    const frame = reader.read(bytes)
    if (frame === undefined) throw new Error('A frame was not read.')
    return { type: 'frame', frame }
  }
  const client: TestClient = {
    heard,
    written,
    isReady: true,
    output: {
      ready: () => client.isReady,
      write(bytes) {
        if (!client.isReady) throw new Error('Written to a client that has not drained.')
        written.push(bytes)
        const event = eventOf(bytes)
        if (event.type === 'frame') {
          if (event.frame.snapshot) known.clear()
          for (const row of event.frame.rows) known.set(row.index, row)
        }
        hear(event)
      },
      hello(hello) {
        reader.hello(hello, known.values())
        hear({ type: 'hello', hello })
      },
      close: (reason) => hear({ type: 'close', reason }),
    },
    frames: () => heard.flatMap((each) => (each.type === 'frame' ? [each.frame] : [])),
  }
  return client
}
