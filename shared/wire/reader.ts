import { parseCursor } from '../cursor.ts'
import type { CompactFrame, Row } from '../frame.ts'
import type { Hello } from '../protocol.ts'
import { createFrameDecoder, type Decoded } from './decoder.ts'
import { field, flags, rowLength } from './format.ts'
import { fillRow, type KnownRow, makeStanding, type Standing } from './standing.ts'

/** Reads the frames of one connection, whatever it goes over. */
export interface FrameReader {
  /**
   * A subscription or an epoch begins. `known` is what whoever reads has of its instruments at the
   * hello's cursor; it doesn't matter where a snapshot follows.
   */
  hello(hello: Pick<Hello, 'cursor' | 'instruments' | 'detail'>, known: Iterable<KnownRow>): void
  /** `undefined` where it is broken, or builds on what isn't here: connect again without a cursor. */
  read(bytes: Uint8Array): CompactFrame | undefined
}

export function createFrameReader(): FrameReader {
  const decoder = createFrameDecoder()
  let standing: Standing | undefined
  return {
    hello({ cursor, instruments, detail = [] }, known) {
      const epoch = parseCursor(cursor)?.epoch ?? ''
      const indexes = instruments.map(({ index }) => index).sort((a, b) => a - b)
      standing = makeStanding({ epoch, indexes })
      const detailed = new Set(detail)
      for (const row of known) fillRow(standing, row, detailed.has(row.index))
    },
    read(bytes) {
      const decoded = standing && decoder.read(bytes, standing)
      if (standing === undefined || decoded === undefined) return undefined
      const { from, to, snapshot, sentAt, merged } = decoded
      const rows: Row[] = []
      for (let row = 0; row < decoded.count; row++) rows.push(rowOf(decoded, row))
      return { epoch: standing.epoch, from, to, snapshot, sentAt, merged, rows }
    },
  }
}

function rowOf({ indexes, places, ageMs, figures }: Decoded, row: number): Row {
  const place = places[row] ?? 0
  const at = place * rowLength
  const known = figures[at + field.flags] ?? 0
  return {
    index: indexes[place] ?? 0,
    price: figures[at + field.price] ?? 0,
    change24h: (known & flags.change) === 0 ? undefined : figures[at + field.change],
    bid: (known & flags.bid) === 0 ? undefined : figures[at + field.bid],
    ask: (known & flags.ask) === 0 ? undefined : figures[at + field.ask],
    time: figures[at + field.time] ?? 0,
    ageMs: ageMs[row] ?? 0,
    stale: (known & flags.stale) !== 0,
  }
}
