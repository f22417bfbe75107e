import type { Change, Frame } from '../frame.ts'
import { createBitWriter } from './bit-writer.ts'
import { checkOf } from './check.ts'
import { type Column, createColumnWriter, makeColumn, note } from './column.ts'
import {
  absoluteSeed,
  ageFromMs,
  field,
  flags,
  foreseeChange,
  isChange,
  isPrice,
  rowLength,
  sizes,
} from './format.ts'
import { blank, makeOwn, nextSeed, type Standing, setFigure } from './standing.ts'

/** Of which instruments the bid, the ask and the exact time are told, by index. */
export type Detail = ReadonlySet<number>

/** Makes the frames of all subscriptions; the bytes are good until the next one is made. */
export interface FrameEncoder {
  /** For who stands at `frame.from`, or nowhere where it is a snapshot, whatever they got last. */
  absolute(frame: Frame, detail: Detail): Uint8Array
  /** Puts a standing at a frame's end; `frame.changes` is all that is known of its instruments. */
  begin(standing: Standing, frame: Frame, detail: Detail): void
  /**
   * For who stands at `standing`, which is at the frame's end afterwards; `frame.changes` ascend by
   * index, other than in the frame of those who read JSON, and the detail is that of the beginning.
   * `undefined` where it hasn't begun or the clock has gone back since: everybody needs an absolute
   * frame then.
   */
  next(standing: Standing, frame: Frame, detail: Detail): Uint8Array | undefined
}

const columnNames = ['flags', 'price', 'change', 'age', 'time', 'bid', 'ask'] as const

export function createFrameEncoder(): FrameEncoder {
  const out = createBitWriter()
  const writer = createColumnWriter(out)
  let capacity = 0
  /** The rows of an absolute frame; those of another one stand where they were before. */
  let own = makeOwn(capacity)
  let columns = makeColumns(capacity)
  let rows = new Uint32Array(capacity)
  /** Of the frame that is being made. A field, other than a variable, holds a time without garbage. */
  const making = { sentAt: Number.NaN, detail: new Set<number>() as Detail }

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    own = makeOwn(capacity)
    columns = makeColumns(capacity)
    rows = new Uint32Array(capacity)
  }

  /**
   * Puts a change where it stands, as the frame tells it, and notes how it differs from what was there.
   * Its arguments stand alone because it is called for every change, without garbage.
   */
  function put(row: number, change: Change, standing: Standing, place: number): void {
    const { figures } = standing
    const at = place * rowLength
    const { price, change24h } = change
    const last = figures[at + field.flags] ?? 0
    const lastPrice = figures[at + field.price] ?? 0
    const lastChange = figures[at + field.change] ?? 0
    let known = change.stale ? flags.stale : 0
    let foreseen = lastChange
    if (price !== lastPrice) {
      note(columns.price, row, price - lastPrice)
      setFigure(standing, at + field.price, price)
      foreseen = foreseeChange(lastChange, lastPrice, price)
    }
    if (isChange(change24h)) {
      known |= flags.change
      note(columns.change, row, change24h - foreseen)
      if (change24h !== lastChange) setFigure(standing, at + field.change, change24h)
    } else if (lastChange !== 0) setFigure(standing, at + field.change, 0)
    const isDetailed = making.detail.size > 0 && making.detail.has(change.index)
    if (isDetailed) known |= putQuotes(row, change, standing, at)
    if (isDetailed || standing === own) {
      const time = Math.max(0, change.time)
      const lastTime = figures[at + field.time] ?? 0
      note(columns.time, row, time - (price === lastPrice ? lastTime : making.sentAt))
      figures[at + field.time] = time
    }
    if (known !== last) {
      note(columns.flags, row, last ^ known)
      setFigure(standing, at + field.flags, known)
    }
    const age = making.sentAt - change.receivedAt
    if (age >= ageFromMs) note(columns.age, row, age)
  }

  /** The flags of those that are known. Before one was known it was as good as the price. */
  function putQuotes(row: number, change: Change, standing: Standing, at: number): number {
    let known = 0
    const { price, bid, ask } = change
    const { figures } = standing
    const lastBid = figures[at + field.bid] ?? 0
    const lastAsk = figures[at + field.ask] ?? 0
    if (isPrice(bid)) {
      known |= flags.bid
      note(columns.bid, row, bid - (lastBid === 0 ? price : lastBid))
      setFigure(standing, at + field.bid, bid)
    } else setFigure(standing, at + field.bid, 0)
    if (isPrice(ask)) {
      known |= flags.ask
      note(columns.ask, row, ask - (lastAsk === 0 ? price : lastAsk))
      setFigure(standing, at + field.ask, ask)
    } else setFigure(standing, at + field.ask, 0)
    return known
  }

  function begin(frame: Frame, detail: Detail): void {
    making.sentAt = frame.sentAt
    making.detail = detail
    for (const name of columnNames) columns[name].count = 0
  }

  function writeColumns(count: number): void {
    const { flags, price, change, age, time, bid, ask } = columns
    const isRare = flags.count + age.count + time.count + bid.count + ask.count > 0
    out.put(isRare ? 1 : 0, 1)
    if (isRare) writer.write(flags, count)
    writer.write(price, count)
    writer.write(change, count)
    if (!isRare) return
    writer.write(age, count)
    writer.write(time, count)
    writer.write(bid, count)
    writer.write(ask, count)
  }

  /** Ends the frame, with its check in front. */
  function seal(seed: number, digest?: number): Uint8Array {
    const length = out.end()
    const words = out.words()
    words[0] = checkOf(seed, words, length, digest)
    return out.bytes(length)
  }

  return {
    absolute(frame, detail) {
      const { epoch, from, to, snapshot, sentAt, merged } = frame
      const ascending = frame.changes.toSorted((a, b) => a.index - b.index)
      const count = ascending.length
      reserve(count)
      begin(frame, detail)
      own.figures.fill(0, 0, count * rowLength)
      for (const [row, change] of ascending.entries()) {
        rows[row] = change.index
        put(row, change, own, row)
      }
      out.begin()
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
      return seal(absoluteSeed(epoch))
    },

    begin(standing, frame, detail) {
      reserve(standing.indexes.length)
      begin(frame, detail)
      blank(standing)
      for (const [row, change] of frame.changes.entries()) {
        const place = standing.places.get(change.index)
        if (place !== undefined) put(row, change, standing, place)
      }
      standing.sequence = frame.to
      standing.sentAt = frame.sentAt
    },

    next(standing, frame, detail) {
      const { to, merged, changes } = frame
      const { indexes } = standing
      if (!(frame.sentAt >= standing.sentAt)) return undefined
      const { length } = indexes
      reserve(length)
      begin(frame, detail)
      let count = 0
      let place = 0
      for (const change of changes) {
        const { index } = change
        while (place < length && (indexes[place] ?? 0) < index) place += 1
        if (indexes[place] !== index) throw new Error('Changes must ascend, and be subscribed.')
        put(count, change, standing, place)
        rows[count++] = place
      }
      out.begin()
      out.put(0, 1)
      out.exponential(to - standing.sequence, sizes.nextSequence)
      out.exponential(frame.sentAt - standing.sentAt, sizes.nextSentAt)
      out.exponential(merged ?? 0, sizes.nextMerged)
      out.put(count === length ? 1 : 0, 1)
      if (count < length) {
        out.exponential(count, sizes.nextRows)
        writer.ascending(rows, count)
      }
      writeColumns(count)
      const seed = nextSeed(standing)
      standing.sequence = to
      standing.sentAt = frame.sentAt
      return seal(seed, standing.digest)
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
