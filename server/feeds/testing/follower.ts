import { parseCursor } from '../../../shared/cursor.ts'
import { formatUnits } from '../../../shared/price.ts'
import type { Format, Hello, Price } from '../../../shared/protocol.ts'
import { createFrameReader } from '../../../shared/wire/reader.ts'

/** For tests: one client, whatever its transport. What it heard is written down alike. */
export interface Follower {
  /** Each beginning: of the connection, and of an epoch within it. */
  readonly starts: { snapshot: boolean; unknown: string[]; market: string }[]
  /** In order, as shown to a person: `BTCUSDT 61837.60`. */
  readonly updates: string[]
  readonly merged: number[]
  readonly heartbeats: string[]
  cursor: string | undefined
  refused: { status?: number; code?: string; field?: string; symbols?: string[] } | undefined
  goodbye: { reason: string; retry_ms: number } | undefined
  ended: boolean
  close(): void
}

export interface FollowOptions {
  symbols?: string[]
  cursor?: string | undefined
  intervalMs?: number
}

export interface Transport {
  name: string
  format: Format
  isStream: boolean
  follow(port: number, options?: FollowOptions): Follower
}

/** What transports share: how messages become a follower's notes. */
export function makeNotes(): Follower & {
  start(hello: Pick<Hello, 'cursor' | 'unknown' | 'market'>): void
  hello(hello: Hello): void
  price(price: Price, text: string): void
  frame(bytes: Uint8Array): void
} {
  const reader = createFrameReader()
  const listed = new Map<number, { symbol: string; decimals: number }>()
  const notes = {
    starts: [] as Follower['starts'],
    updates: [] as string[],
    merged: [] as number[],
    heartbeats: [] as string[],
    cursor: undefined as Follower['cursor'],
    refused: undefined as Follower['refused'],
    goodbye: undefined as Follower['goodbye'],
    ended: false,
    close() {},
    start({ cursor, unknown, market }: Pick<Hello, 'cursor' | 'unknown' | 'market'>) {
      notes.starts.push({ snapshot: parseCursor(cursor)?.sequence === 0, unknown, market })
    },
    hello(hello: Hello) {
      notes.start(hello)
      reader.hello(hello, [])
      listed.clear()
      for (const each of hello.instruments) listed.set(each.index, each)
    },
    price({ symbol, cursor }: Price, text: string) {
      // As it stood on the wire: a parsed number would have lost its zeros.
      notes.updates.push(`${symbol} ${/"price":([\d.]+)/.exec(text)?.[1]}`)
      notes.cursor = cursor
    },
    frame(bytes: Uint8Array) {
      const frame = reader.read(bytes)
      if (frame === undefined) throw new Error('A frame was not read.')
      for (const { index, price } of frame.rows) {
        const instrument = listed.get(index)
        if (instrument === undefined) throw new Error(`No hello has listed ${index}.`)
        notes.updates.push(`${instrument.symbol} ${formatUnits(price, instrument.decimals)}`)
      }
      if (frame.merged !== undefined) notes.merged.push(frame.merged)
      notes.cursor = `${frame.epoch}.${frame.to}`
    },
  }
  return notes
}
