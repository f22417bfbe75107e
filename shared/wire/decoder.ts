import { createBitReader } from './bit-reader.ts'
import { checkOf } from './check.ts'
import { readAscending } from './column.ts'
import { checkBytes, field, maxIndex, rowLength, sizes } from './format.ts'
import { createRowsReader } from './rows-reader.ts'
import { blank, copyRow, makeOwn, nextSeed, type Standing } from './standing.ts'

/** A frame as it was read: one object that is used again and again, good until the next is read. */
export interface Decoded {
  from: number
  to: number
  snapshot: boolean
  sentAt: number
  merged: number | undefined
  count: number
  /** Row by row: where its figures are, and how old it was. */
  places: Uint32Array
  ageMs: Float64Array
  /** Place by place: whose it is, and what is known of it, see `field`. */
  indexes: Uint32Array
  figures: Float64Array
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
  const rows = createRowsReader(from)
  let capacity = 0
  /** The rows of an absolute frame; those of another one stand where they were before. */
  let own = makeOwn(capacity)
  let somewhere = new Uint32Array(capacity)
  let everywhere = new Uint32Array(capacity)
  const decoded: Decoded = {
    from: 0,
    to: 0,
    snapshot: false,
    sentAt: Number.NaN,
    merged: undefined,
    count: 0,
    places: everywhere,
    ageMs: rows.reserve(capacity),
    indexes: own.indexes,
    figures: own.figures,
  }

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    own = makeOwn(capacity)
    somewhere = new Uint32Array(capacity)
    everywhere = Uint32Array.from({ length: capacity }, (_, row) => row)
    decoded.ageMs = rows.reserve(capacity)
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
    own.figures.fill(0, 0, count * rowLength)
    decoded.count = count
    decoded.places = everywhere
    decoded.indexes = own.indexes
    decoded.figures = own.figures
    return readAscending(from, own.indexes, count, maxIndex)
  }

  function readNext({ indexes, figures, sequence, sentAt }: Standing): boolean {
    if (Number.isNaN(sentAt)) return false
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
    decoded.places = isAll ? everywhere : somewhere
    decoded.indexes = indexes
    decoded.figures = figures
    return isAll || readAscending(from, somewhere, count, length)
  }

  /** Whether no row is without a price, not even from before. */
  function arePriced(): boolean {
    const { count, places, figures } = decoded
    for (let row = 0; row < count; row++) {
      if (figures[(places[row] ?? 0) * rowLength + field.price] === 0) return false
    }
    return true
  }

  /** Takes over an absolute frame's rows. A snapshot replaces all. */
  function copyTo(standing: Standing): void {
    const { count, indexes, figures, snapshot } = decoded
    if (snapshot) blank(standing)
    for (let row = 0; row < count; row++) {
      const place = standing.places.get(indexes[row] ?? 0)
      if (place !== undefined) copyRow(figures, row * rowLength, standing, place * rowLength)
    }
  }

  return {
    read(frame, standing) {
      const { length: bytes } = frame
      if (bytes <= checkBytes) return undefined
      from.begin(frame)
      const { words } = from
      const isAbsolute = from.bits(1) === 1
      if (!(isAbsolute ? readAbsolute(8 * bytes) : readNext(standing))) return undefined
      const told = isAbsolute ? own : standing
      const isSound =
        rows.read(told, decoded) &&
        from.isWhole() &&
        Number.isSafeInteger(decoded.to) &&
        Number.isSafeInteger(decoded.sentAt) &&
        arePriced()
      const check = isAbsolute
        ? checkOf(standing.seed, words, bytes)
        : checkOf(nextSeed(standing), words, bytes, standing.digest)
      if (!isSound || check !== words[0]) {
        rows.undo(told)
        return undefined
      }
      if (isAbsolute) copyTo(standing)
      standing.sequence = decoded.to
      standing.sentAt = decoded.sentAt
      return decoded
    },
  }
}
