import { createBitReader } from './bits.ts'
import { finish, mixBytes } from './check.ts'
import { makeColumn, readAscending, readColumn } from './column.ts'
import {
  absoluteSeed,
  checkBytes,
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
  /** Row by row: whose it is, what it is, and how old it was. */
  index: Uint32Array
  figures: Figures
  ageMs: Float64Array
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
  const nothing = makeFigures(1)
  let capacity = 0
  let places = new Uint32Array(capacity)
  let column = makeColumn(capacity)
  const decoded: Decoded = {
    from: 0,
    to: 0,
    snapshot: false,
    sentAt: 0,
    merged: undefined,
    count: 0,
    index: new Uint32Array(capacity),
    figures: makeFigures(capacity),
    ageMs: new Float64Array(capacity),
  }

  function reserve(length: number): void {
    if (length <= capacity) return
    capacity = length * 2
    places = new Uint32Array(capacity)
    column = makeColumn(capacity)
    decoded.index = new Uint32Array(capacity)
    decoded.figures = makeFigures(capacity)
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
    if (isAll) for (let row = 0; row < count; row++) places[row] = row
    else if (!readAscending(from, places, { count, end: length })) return false
    for (let row = 0; row < count; row++) decoded.index[row] = indexes[places[row] ?? 0] ?? 0
    return true
  }

  /** Begins the rows as they were before, of an absolute frame as nothing. */
  function beginRows(before: Figures, isAbsolute: boolean): void {
    const { count, figures, ageMs } = decoded
    for (let row = 0; row < count; row++) {
      copyRow(before, isAbsolute ? 0 : (places[row] ?? 0), figures, row)
      ageMs[row] = 0
    }
  }

  /** Reads the columns; false where a figure can't be one. */
  function readColumns(): boolean {
    const { count, figures, ageMs, sentAt } = decoded
    const { rows, values } = column
    let isSound = true
    readColumn(from, column, count)
    const isQuoteNew = column.count > 0
    for (let i = 0; i < column.count; i++) {
      const row = rows[i] ?? 0
      const turned = values[i] ?? 0
      if (turned < 0 || turned > flags.all) isSound = false
      const known = (figures.flags[row] ?? 0) ^ turned
      figures.flags[row] = known
      if ((turned & flags.bid) !== 0) figures.bid[row] = 0
      if ((turned & flags.ask) !== 0) figures.ask[row] = 0
      if ((known & flags.change) === 0) figures.change[row] = 0
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const row = rows[i] ?? 0
      const last = figures.price[row] ?? 0
      const price = last + (values[i] ?? 0)
      if (!isPrice(price)) return false
      if (((figures.flags[row] ?? 0) & flags.change) !== 0) {
        figures.change[row] = foreseeChange(figures, row, price)
      }
      figures.price[row] = price
      figures.time[row] = sentAt
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const row = rows[i] ?? 0
      const change = (figures.change[row] ?? 0) + (values[i] ?? 0)
      if (!isChange(change) || ((figures.flags[row] ?? 0) & flags.change) === 0) isSound = false
      figures.change[row] = change
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const age = values[i] ?? 0
      if (age < 0) isSound = false
      ageMs[rows[i] ?? 0] = age
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const row = rows[i] ?? 0
      const time = (figures.time[row] ?? 0) + (values[i] ?? 0)
      if (!(time >= 0 && Number.isSafeInteger(time))) isSound = false
      figures.time[row] = time
    }
    const isBidSound = readQuotes(figures.bid, { flag: flags.bid, isQuoteNew })
    return readQuotes(figures.ask, { flag: flags.ask, isQuoteNew }) && isBidSound && isSound
  }

  function readQuotes(
    quotes: Float64Array,
    { flag, isQuoteNew }: { flag: number; isQuoteNew: boolean },
  ): boolean {
    const { count, figures } = decoded
    const { rows, values } = column
    const isKnown = (row: number) => ((figures.flags[row] ?? 0) & flag) !== 0
    for (let row = 0; isQuoteNew && row < count; row++) {
      if (quotes[row] === 0 && isKnown(row)) quotes[row] = figures.price[row] ?? 0
    }
    readColumn(from, column, count)
    let isSound = true
    for (let i = 0; i < column.count; i++) {
      const row = rows[i] ?? 0
      const quote = (quotes[row] ?? 0) + (values[i] ?? 0)
      if (!isPrice(quote) || !isKnown(row)) isSound = false
      quotes[row] = quote
    }
    return isSound
  }

  /** Whether each row has a price: one that had none before must have got it. */
  function arePriced(): boolean {
    const { count, figures } = decoded
    for (let row = 0; row < count; row++) if (figures.price[row] === 0) return false
    return true
  }

  function checkOf(bytes: Uint8Array, seed: number): number {
    let hash = mixBytes(seed, bytes, checkBytes)
    for (let row = 0; row < decoded.count; row++) {
      hash = mixRow(hash, decoded.index[row] ?? 0, decoded.figures, row)
    }
    return finish(hash)
  }

  /** Puts the standing at the frame's end. A snapshot replaces all. */
  function stand(standing: Standing, isAbsolute: boolean): void {
    const { count, index, figures, to, sentAt, snapshot } = decoded
    if (snapshot) clear(standing.figures)
    for (let row = 0; row < count; row++) {
      const place = isAbsolute ? standing.places.get(index[row] ?? 0) : places[row]
      if (place !== undefined) copyRow(figures, row, standing.figures, place)
    }
    standing.sequence = to
    standing.sentAt = sentAt
  }

  return {
    read(bytes, standing) {
      if (bytes.length <= checkBytes) return undefined
      from.begin(bytes, checkBytes)
      const isAbsolute = from.bits(1) === 1
      const isReadable = isAbsolute ? readAbsolute(bytes.length * 8) : readNext(standing)
      if (!isReadable) return undefined
      beginRows(isAbsolute ? nothing : standing.figures, isAbsolute)
      if (!readColumns() || !from.isWhole() || !arePriced()) return undefined
      if (!Number.isSafeInteger(decoded.to) || !Number.isSafeInteger(decoded.sentAt))
        return undefined
      const { epoch, seed, sequence, sentAt } = standing
      const begunAt =
        isAbsolute || sentAt === undefined
          ? absoluteSeed(epoch)
          : nextSeed(seed, { sequence, sentAt })
      const check = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8)
      if (checkOf(bytes, begunAt) !== (check | (bytes[3] ?? 0))) return undefined
      stand(standing, isAbsolute)
      return decoded
    },
  }
}

function clear({ flags: known, ...columns }: Figures): void {
  known.fill(0)
  for (const column of Object.values(columns)) column.fill(0)
}
