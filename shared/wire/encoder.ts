import type { Change, Frame } from '../frame.ts'
import { createBitWriter } from './bits.ts'
import { finish, mixBytes } from './check.ts'
import { type Column, type ColumnWriter, createColumnWriter, makeColumn, note } from './column.ts'
import {
  absoluteSeed,
  ageFromMs,
  checkBytes,
  clear,
  type Figures,
  flags,
  foreseeChange,
  isChange,
  isPrice,
  makeFigures,
  mixRow,
  nextSeed,
  sizes,
} from './format.ts'
import type { Standing } from './standing.ts'

/** Of which instruments the bid, the ask and the exact time are told, by index. */
export type Detail = ReadonlySet<number>

/** In the order of the wire. */
const columnNames = ['flags', 'price', 'change', 'age', 'time', 'bid', 'ask'] as const

/** Makes the frames of all subscriptions; the bytes are good until the next one is made. */
export interface FrameEncoder {
  /** For who stands at `frame.from`, or nowhere where it is a snapshot, whatever they got last. */
  absolute(frame: Frame, detail: Detail): Uint8Array
  /** Puts a standing at a frame's end; `frame.changes` is all that is known of its instruments. */
  begin(standing: Standing, frame: Frame, detail: Detail): void
  /**
   * For who stands at `standing`, which is at the frame's end afterwards; `frame.changes` ascend by
   * index, other than in the frame of those who read JSON. `undefined` where it hasn't
   * begun or the clock has gone back since: everybody needs an absolute frame then.
   */
  next(standing: Standing, frame: Frame, detail: Detail): Uint8Array | undefined
}

export function createFrameEncoder(): FrameEncoder {
  const out = createBitWriter()
  let capacity = 0
  let writer: ColumnWriter = createColumnWriter(out, capacity)
  /** The rows of an absolute frame; those of another one stand where they were before. */
  let own: Figures = makeFigures(capacity)
  let columns = makeColumns(capacity)
  let rows = new Uint32Array(capacity)
  /** Of the frame that is being made. */
  let sentAt = 0
  let detail: Detail = new Set()

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    writer = createColumnWriter(out, capacity)
    own = makeFigures(capacity)
    columns = makeColumns(capacity)
    rows = new Uint32Array(capacity)
  }

  /** Puts a change where it stands, as the frame tells it, and notes how it differs from what was there. */
  function put(row: number, change: Change, figures: Figures, place: number): void {
    const { price, change24h, bid, ask, index } = change
    const lastPrice = figures.price[place] ?? 0
    const isSame = price === lastPrice
    const last = figures.flags[place] ?? 0
    let known = change.stale ? flags.stale : 0
    if (!isSame) {
      note(columns.price, row, price - lastPrice)
    }
    if (isChange(change24h)) {
      known |= flags.change
      const before = figures.change[place] ?? 0
      const foreseen = isSame ? before : foreseeChange(figures, place, price)
      note(columns.change, row, change24h - foreseen)
      figures.change[place] = change24h
    } else figures.change[place] = 0
    figures.price[place] = price
    const isDetailed = detail.size > 0 && detail.has(index)
    if (isDetailed && isPrice(bid)) {
      known |= flags.bid
      note(columns.bid, row, bid - ((last & flags.bid) === 0 ? price : (figures.bid[place] ?? 0)))
      figures.bid[place] = bid
    }
    if (isDetailed && isPrice(ask)) {
      known |= flags.ask
      note(columns.ask, row, ask - ((last & flags.ask) === 0 ? price : (figures.ask[place] ?? 0)))
      figures.ask[place] = ask
    }
    if (isDetailed || figures === own) {
      const time = Math.max(0, change.time)
      note(columns.time, row, time - (isSame ? (figures.time[place] ?? 0) : sentAt))
      figures.time[place] = time
    }
    note(columns.flags, row, last ^ known)
    figures.flags[place] = known
  }

  function noteAge(row: number, receivedAt: number): void {
    const age = sentAt - receivedAt
    if (age >= ageFromMs) note(columns.age, row, age)
  }

  function begin(frame: Frame, detailed: Detail): void {
    sentAt = frame.sentAt
    detail = detailed
    for (const name of columnNames) columns[name].count = 0
  }

  function writeColumns(count: number): void {
    for (const name of columnNames) writer.write(columns[name], count)
  }

  /** Closes the frame with its check in front; the rows' figures are at their places. */
  function seal(
    seed: number,
    count: number,
    about: { of: Figures; standing?: Standing },
  ): Uint8Array {
    const { of, standing } = about
    const bytes = out.end()
    let hash = mixBytes(seed, bytes, checkBytes)
    for (let row = 0; row < count; row++) {
      const at = rows[row] ?? 0
      hash = standing ? mixRow(hash, standing.indexes[at] ?? 0, of, at) : mixRow(hash, at, of, row)
    }
    const check = finish(hash)
    for (let i = 0; i < checkBytes; i++) bytes[i] = check >>> (24 - 8 * i)
    return bytes
  }

  return {
    absolute(frame, detailed) {
      const { epoch, from, to, snapshot, merged } = frame
      const changes = frame.changes.toSorted((a, b) => a.index - b.index)
      const count = changes.length
      reserve(count)
      begin(frame, detailed)
      clear(own, count)
      for (const [row, change] of changes.entries()) {
        rows[row] = change.index
        put(row, change, own, row)
        noteAge(row, change.receivedAt)
      }
      out.begin(checkBytes)
      out.put(1, 1)
      out.put(snapshot ? 1 : 0, 1)
      out.exponential(from, sizes.sequence)
      out.exponential(to - from, sizes.sequence)
      out.exponential(sentAt, sizes.sentAt)
      out.put(merged === undefined ? 0 : 1, 1)
      if (merged !== undefined) out.exponential(merged, sizes.merged)
      out.exponential(count, sizes.rows)
      writer.ascending(rows, count)
      writeColumns(count)
      return seal(absoluteSeed(epoch), count, { of: own })
    },

    begin(standing, frame, detailed) {
      reserve(standing.indexes.length)
      begin(frame, detailed)
      clear(standing.figures, standing.indexes.length)
      for (const change of frame.changes) {
        const place = standing.places.get(change.index)
        if (place === undefined) continue
        put(0, change, standing.figures, place)
        for (const name of columnNames) columns[name].count = 0
      }
      standing.sequence = frame.to
      standing.sentAt = frame.sentAt
    },

    next(standing, frame, detailed) {
      const { to, merged, changes } = frame
      const { figures, indexes, seed } = standing
      if (standing.sentAt === undefined || frame.sentAt < standing.sentAt) return undefined
      const { length } = indexes
      reserve(length)
      begin(frame, detailed)
      let count = 0
      let place = 0
      for (const change of changes) {
        const { index } = change
        while (place < length && (indexes[place] ?? 0) < index) place += 1
        if (indexes[place] !== index) throw new Error('Changes must ascend, and be subscribed.')
        put(count, change, figures, place)
        noteAge(count, change.receivedAt)
        rows[count++] = place
      }
      out.begin(checkBytes)
      out.put(0, 1)
      out.exponential(to - standing.sequence, sizes.nextSequence)
      out.exponential(sentAt - standing.sentAt, sizes.nextSentAt)
      out.exponential(merged ?? 0, sizes.nextMerged)
      out.put(count === length ? 1 : 0, 1)
      if (count < length) {
        out.exponential(count, sizes.nextRows)
        writer.ascending(rows, count)
      }
      writeColumns(count)
      const begunAt = nextSeed(seed, { sequence: standing.sequence, sentAt: standing.sentAt })
      standing.sequence = to
      standing.sentAt = sentAt
      return seal(begunAt, count, { of: figures, standing })
    },
  }
}

function makeColumns(capacity: number): Record<(typeof columnNames)[number], Column> {
  return {
    flags: makeColumn(capacity),
    price: makeColumn(capacity),
    change: makeColumn(capacity),
    age: makeColumn(capacity),
    time: makeColumn(capacity),
    bid: makeColumn(capacity),
    ask: makeColumn(capacity),
  }
}
