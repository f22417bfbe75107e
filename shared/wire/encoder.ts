import type { Change, Frame } from '../frame.ts'
import { createBitWriter } from './bits.ts'
import { finish, mixBytes } from './check.ts'
import { type Column, type ColumnWriter, createColumnWriter, makeColumn, note } from './column.ts'
import {
  absoluteSeed,
  ageFromMs,
  checkBytes,
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
import { copyRow, type Standing } from './standing.ts'

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
  /** The rows of the frame that is being made: what they are, where, and how they differ. */
  let now: Figures = makeFigures(capacity)
  let columns = makeColumns(capacity)
  let rows = new Uint32Array(capacity)
  const nothing: Figures = makeFigures(1)
  /** Of the frame that is being made. */
  let sentAt = 0

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    writer = createColumnWriter(out, capacity)
    now = makeFigures(capacity)
    columns = makeColumns(capacity)
    rows = new Uint32Array(capacity)
  }

  /** Takes a change as the frame tells it. */
  function take(row: number, change: Change, detail: Detail): void {
    const { price, change24h, bid, ask, time, stale, index } = change
    const isDetailed = detail.size > 0 && detail.has(index)
    let known = stale ? flags.stale : 0
    if (isChange(change24h)) known |= flags.change
    if (isDetailed && isPrice(bid)) known |= flags.bid
    if (isDetailed && isPrice(ask)) known |= flags.ask
    now.flags[row] = known
    now.price[row] = price
    now.change[row] = isChange(change24h) ? change24h : 0
    now.bid[row] = isDetailed && isPrice(bid) ? bid : 0
    now.ask[row] = isDetailed && isPrice(ask) ? ask : 0
    now.time[row] = Math.max(0, time)
  }

  /** Notes how a row differs from what was before. */
  function compare(row: number, before: Figures, place: number): void {
    const known = now.flags[row] ?? 0
    const price = now.price[row] ?? 0
    const lastPrice = before.price[place] ?? 0
    const last = before.flags[place] ?? 0
    const isSame = price === lastPrice
    note(columns.flags, row, last ^ known)
    note(columns.price, row, price - lastPrice)
    if ((known & flags.change) !== 0) {
      const foreseen = isSame ? (before.change[place] ?? 0) : foreseeChange(before, place, price)
      note(columns.change, row, (now.change[row] ?? 0) - foreseen)
    }
    if ((known & flags.bid) !== 0) {
      const bid = (last & flags.bid) === 0 ? price : (before.bid[place] ?? 0)
      note(columns.bid, row, (now.bid[row] ?? 0) - bid)
    }
    if ((known & flags.ask) !== 0) {
      const ask = (last & flags.ask) === 0 ? price : (before.ask[place] ?? 0)
      note(columns.ask, row, (now.ask[row] ?? 0) - ask)
    }
  }

  function noteTime(row: number, before: Figures, place: number): void {
    const isSame = now.price[row] === before.price[place]
    note(columns.time, row, (now.time[row] ?? 0) - (isSame ? (before.time[place] ?? 0) : sentAt))
  }

  function noteAge(row: number, receivedAt: number): void {
    const age = sentAt - receivedAt
    if (age >= ageFromMs) note(columns.age, row, age)
  }

  function begin(frame: Frame): void {
    sentAt = frame.sentAt
    for (const name of columnNames) columns[name].count = 0
  }

  function writeColumns(count: number): void {
    for (const name of columnNames) writer.write(columns[name], count)
  }

  /** Closes the frame with its check in front. */
  function seal(seed: number, indexAt: (row: number) => number, count: number): Uint8Array {
    const bytes = out.end()
    let hash = mixBytes(seed, bytes, checkBytes)
    for (let row = 0; row < count; row++) hash = mixRow(hash, indexAt(row), now, row)
    const check = finish(hash)
    for (let i = 0; i < checkBytes; i++) bytes[i] = check >>> (24 - 8 * i)
    return bytes
  }

  return {
    absolute(frame, detail) {
      const { epoch, from, to, snapshot, merged } = frame
      const changes = frame.changes.toSorted((a, b) => a.index - b.index)
      const count = changes.length
      reserve(count)
      begin(frame)
      for (const [row, change] of changes.entries()) {
        rows[row] = change.index
        take(row, change, detail)
        compare(row, nothing, 0)
        noteTime(row, nothing, 0)
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
      return seal(absoluteSeed(epoch), (row) => rows[row] ?? 0, count)
    },

    begin(standing, frame, detail) {
      reserve(1)
      for (const change of frame.changes) {
        const place = standing.places.get(change.index)
        if (place === undefined) continue
        take(0, change, detail)
        copyRow(now, 0, standing.figures, place)
      }
      standing.sequence = frame.to
      standing.sentAt = frame.sentAt
    },

    next(standing, frame, detail) {
      const { to, merged, changes } = frame
      const { figures: before, indexes, seed } = standing
      if (standing.sentAt === undefined || frame.sentAt < standing.sentAt) return undefined
      const { length } = indexes
      reserve(length)
      begin(frame)
      let count = 0
      let place = 0
      for (const change of changes) {
        const { index } = change
        while (place < length && (indexes[place] ?? 0) < index) place += 1
        if (indexes[place] !== index) throw new Error('Changes must ascend, and be subscribed.')
        take(count, change, detail)
        compare(count, before, place)
        if (detail.size > 0 && detail.has(index)) noteTime(count, before, place)
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
      for (let row = 0; row < count; row++) {
        copyRow(now, row, before, rows[row] ?? 0)
      }
      const begunAt = nextSeed(seed, { sequence: standing.sequence, sentAt: standing.sentAt })
      standing.sequence = to
      standing.sentAt = sentAt
      return seal(begunAt, (row) => indexes[rows[row] ?? 0] ?? 0, count)
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
