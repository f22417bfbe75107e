import { createBitReader } from './bits.ts'
import { finish, mixBytes } from './check.ts'
import { makeColumn, readAscending, readColumn } from './column.ts'
import {
  checkBytes,
  clear,
  type Figures,
  flags,
  foreseeChange,
  isChange,
  isPrice,
  makeFigures,
  maxIndex,
  mixRow,
  nextSeed,
  sizes,
} from './format.ts'
import { copyRow, type Standing } from './standing.ts'

/** A frame as it was read: one object that is used again and again, good until the next is read. */
export interface Decoded {
  from: number
  to: number
  snapshot: boolean
  sentAt: number
  merged: number | undefined
  count: number
  /** Row by row: whose it is, where its figures are, and how old it was. */
  index: Uint32Array
  places: Uint32Array
  ageMs: Float64Array
  figures: Figures
}

export interface FrameDecoder {
  /**
   * Reads a frame of the standing's epoch, and puts the standing at its end. `undefined` where the
   * frame is broken or isn't for who stands there: nothing has changed then, and whoever reads asks
   * again from its cursor.
   */
  read(bytes: Uint8Array, standing: Standing): Decoded | undefined
}

export function createFrameDecoder(): FrameDecoder {
  const from = createBitReader()
  let capacity = 0
  /** Of an absolute frame; of another one the figures are the standing's own. */
  let own = makeFigures(capacity)
  let somewhere = new Uint32Array(capacity)
  let everywhere = new Uint32Array(capacity)
  let column = makeColumn(capacity)
  const decoded: Decoded = {
    from: 0,
    to: 0,
    snapshot: false,
    sentAt: 0,
    merged: undefined,
    count: 0,
    index: new Uint32Array(capacity),
    places: everywhere,
    ageMs: new Float64Array(capacity),
    figures: own,
  }
  /** What stood where something was set, so that a broken frame leaves no trace. */
  const undone = { count: 0, columns: [own.flags], places: [0], values: [0] }

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    own = makeFigures(capacity)
    somewhere = new Uint32Array(capacity)
    everywhere = Uint32Array.from({ length: capacity }, (_, row) => row)
    column = makeColumn(capacity)
    decoded.index = new Uint32Array(capacity)
    decoded.ageMs = new Float64Array(capacity)
  }

  /** Reads the head of an absolute frame and whose rows these are. */
  function readAbsolute(most: number): boolean {
    decoded.snapshot = from.bits(1) === 1
    decoded.from = from.exponential(sizes.sequence)
    decoded.to = decoded.from + from.exponential(sizes.sequence)
    decoded.sentAt = from.exponential(sizes.sentAt)
    decoded.merged = from.bits(1) === 1 ? from.exponential(sizes.merged) : undefined
    const count = from.exponential(sizes.rows)
    // Each row takes a bit at least.
    if (count > most) return false
    reserve(count)
    decoded.count = count
    clear(own, count)
    decoded.figures = own
    decoded.places = everywhere
    return readAscending(from, decoded.index, { count, end: maxIndex })
  }

  function readNext(standing: Standing): boolean {
    const { indexes, sequence, sentAt } = standing
    if (sentAt === undefined) return false
    decoded.snapshot = false
    decoded.from = sequence
    decoded.to = sequence + from.exponential(sizes.nextSequence)
    decoded.sentAt = sentAt + from.exponential(sizes.nextSentAt)
    decoded.merged = from.exponential(sizes.nextMerged)
    const { length } = indexes
    reserve(length)
    const isAll = from.bits(1) === 1
    const count = isAll ? length : from.exponential(sizes.nextRows)
    if (count > length) return false
    decoded.count = count
    decoded.figures = standing.figures
    decoded.places = isAll ? everywhere : somewhere
    if (!isAll && !readAscending(from, somewhere, { count, end: length })) return false
    for (let row = 0; row < count; row++) {
      decoded.index[row] = indexes[decoded.places[row] ?? 0] ?? 0
    }
    return true
  }

  function set(figures: Float64Array, place: number, value: number): void {
    const { count } = undone
    undone.columns[count] = figures
    undone.places[count] = place
    undone.values[count] = figures[place] ?? 0
    undone.count = count + 1
    figures[place] = value
  }

  function undo(): undefined {
    for (let i = undone.count - 1; i >= 0; i--) {
      const figures = undone.columns[i]
      if (figures !== undefined) figures[undone.places[i] ?? 0] = undone.values[i] ?? 0
    }
    return undefined
  }

  /** Reads the columns; false where a figure can't be one. */
  function readColumns(): boolean {
    const { count, figures, places, ageMs, sentAt } = decoded
    const { rows, values } = column
    let isSound = true
    readColumn(from, column, count)
    const isTurned = column.count > 0
    for (let i = 0; i < column.count; i++) {
      const place = places[rows[i] ?? 0] ?? 0
      const turned = values[i] ?? 0
      if (turned < 0 || turned > flags.all) isSound = false
      const known = (figures.flags[place] ?? 0) ^ turned
      set(figures.flags, place, known)
      if ((turned & flags.bid) !== 0) set(figures.bid, place, 0)
      if ((turned & flags.ask) !== 0) set(figures.ask, place, 0)
      if ((known & flags.change) === 0) set(figures.change, place, 0)
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const place = places[rows[i] ?? 0] ?? 0
      const price = (figures.price[place] ?? 0) + (values[i] ?? 0)
      if (!isPrice(price)) return false
      if (((figures.flags[place] ?? 0) & flags.change) !== 0) {
        set(figures.change, place, foreseeChange(figures, place, price))
      }
      set(figures.price, place, price)
      set(figures.time, place, sentAt)
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const place = places[rows[i] ?? 0] ?? 0
      const change = (figures.change[place] ?? 0) + (values[i] ?? 0)
      if (!isChange(change) || ((figures.flags[place] ?? 0) & flags.change) === 0) isSound = false
      set(figures.change, place, change)
    }
    readColumn(from, column, count)
    ageMs.fill(0, 0, count)
    for (let i = 0; i < column.count; i++) {
      const age = values[i] ?? 0
      if (age < 0) isSound = false
      ageMs[rows[i] ?? 0] = age
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const place = places[rows[i] ?? 0] ?? 0
      const time = (figures.time[place] ?? 0) + (values[i] ?? 0)
      if (!(time >= 0 && Number.isSafeInteger(time))) isSound = false
      set(figures.time, place, time)
    }
    const isBidSound = readQuotes(figures.bid, { flag: flags.bid, isTurned })
    return readQuotes(figures.ask, { flag: flags.ask, isTurned }) && isBidSound && isSound
  }

  function readQuotes(
    quotes: Float64Array,
    { flag, isTurned }: { flag: number; isTurned: boolean },
  ): boolean {
    const { count, figures, places } = decoded
    const { rows, values } = column
    // Before it was known it was as good as the price.
    for (let row = 0; isTurned && row < count; row++) {
      const place = places[row] ?? 0
      const isNew = quotes[place] === 0 && ((figures.flags[place] ?? 0) & flag) !== 0
      if (isNew) set(quotes, place, figures.price[place] ?? 0)
    }
    readColumn(from, column, count)
    let isSound = true
    for (let i = 0; i < column.count; i++) {
      const place = places[rows[i] ?? 0] ?? 0
      const quote = (quotes[place] ?? 0) + (values[i] ?? 0)
      if (!isPrice(quote) || ((figures.flags[place] ?? 0) & flag) === 0) isSound = false
      set(quotes, place, quote)
    }
    return isSound
  }

  /** The check of what was read; `undefined` where a row has no price, not even from before. */
  function checkOf(bytes: Uint8Array, seed: number): number | undefined {
    const { count, index, figures, places } = decoded
    let hash = mixBytes(seed, bytes, checkBytes)
    for (let row = 0; row < count; row++) {
      const place = places[row] ?? 0
      if (figures.price[place] === 0) return undefined
      hash = mixRow(hash, index[row] ?? 0, figures, place)
    }
    return finish(hash)
  }

  /** Takes over an absolute frame's rows. A snapshot replaces all. */
  function copyTo(standing: Standing): void {
    const { count, index, snapshot } = decoded
    if (snapshot) clear(standing.figures, standing.indexes.length)
    for (let row = 0; row < count; row++) {
      const place = standing.places.get(index[row] ?? 0)
      if (place !== undefined) copyRow(own, row, standing.figures, place)
    }
  }

  return {
    read(bytes, standing) {
      if (bytes.length <= checkBytes) return undefined
      from.begin(bytes, checkBytes)
      undone.count = 0
      const isAbsolute = from.bits(1) === 1
      const isReadable = isAbsolute ? readAbsolute(bytes.length * 8) : readNext(standing)
      if (!isReadable || !readColumns() || !from.isWhole()) return undo()
      const { to, sentAt } = decoded
      if (!Number.isSafeInteger(to) || !Number.isSafeInteger(sentAt)) return undo()
      const at = { sequence: standing.sequence, sentAt: standing.sentAt ?? 0 }
      const begunAt = isAbsolute ? standing.seed : nextSeed(standing.seed, at)
      const high = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16)
      const check = high | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
      if (checkOf(bytes, begunAt) !== check) return undo()
      if (isAbsolute) copyTo(standing)
      standing.sequence = to
      standing.sentAt = sentAt
      return decoded
    },
  }
}
