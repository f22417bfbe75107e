import { type CompactFrame, decodeFrame, encodeFrame, type State } from '../../shared/frame.ts'
import type { Instrument, VenueName } from '../../shared/instrument.ts'
import type { CloseReason, Hello } from '../../shared/protocol.ts'
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
      return Buffer.from(encodeFrame(frame))
    },
    heartbeat: (cursor: string) => bytes({ type: 'heartbeat', cursor }),
    test: ({ price }: { price: number }) => bytes({ type: 'test', price }),
  }
  return encoding
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
  function hear(event: Heard): void {
    heard.push(event)
    onHeard(event)
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
        const value: unknown = JSON.parse(Buffer.from(bytes).toString())
        const frame = decodeFrame(value)
        hear(frame ? { type: 'frame', frame } : (value as Heard))
      },
      hello: (hello) => hear({ type: 'hello', hello }),
      close: (reason) => hear({ type: 'close', reason }),
    },
    frames: () => heard.flatMap((each) => (each.type === 'frame' ? [each.frame] : [])),
  }
  return client
}
