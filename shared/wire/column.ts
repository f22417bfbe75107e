import { type BitReader, wordAt } from './bit-reader.ts'
import type { BitWriter } from './bit-writer.ts'
import { bitLength, escapeOnes, safeBits } from './bits.ts'

/*
 * One column of a frame: a number a row, of which only those that aren't nought are told.
 *
 *   0                                     all are nought
 *   1 k:4 K:6 { gap:rice(k) sign:1 magnitude-1:exp(K) } … gap
 *
 * A gap is how many noughts come before the next exception; the last one leads behind the end, and
 * isn't there where the last row is an exception. With k = 0 gaps are a bitmap. Sizes have a long tail,
 * a tick mostly and now and then hundreds, which exponential Golomb takes in fewer bits than Rice.
 */
const gapBits = 4
const sizeBits = 6
const maxGap = 2 ** gapBits - 1
const maxSize = 52

/** Gap, sign and magnitude of most exceptions fit into so many bits, and are put and taken at once. */
const atOnce = 32
const shortBits = 28

/** The exceptions of one column, rows ascending; the first `count` of each list. */
export interface Column {
  count: number
  rows: Uint32Array
  values: Float64Array
}

export function makeColumn(capacity: number): Column {
  return { count: 0, rows: new Uint32Array(capacity), values: new Float64Array(capacity) }
}

/** Adds what differs; a magnitude is below 2^53. */
export function note(column: Column, row: number, value: number): void {
  if (value === 0) return
  const { count } = column
  column.rows[count] = row
  column.values[count] = value
  column.count = count + 1
}

export interface ColumnWriter {
  write(column: Column, length: number): void
  /** Numbers that ascend, without how many they are: `k:4 { gap:rice(k) } …`. */
  ascending(values: Uint32Array, count: number): void
}

export function createColumnWriter(out: BitWriter): ColumnWriter {
  /** How many sizes have so many bits. */
  const lengths = new Int32Array(safeBits + 1)
  /** Of the column that is being written. */
  let gapK = 0
  let sizeK = 0

  /**
   * The parameter of exponential Golomb that takes the fewest bits, or next to it. One more costs a bit
   * for each size that has no more bits than it, and saves about one for each of the others.
   */
  function sizeParameter({ values, count }: Column): number {
    for (let i = 0; i < count; i++) {
      const length = bitLength(Math.abs(values[i] ?? 0) - 1)
      lengths[length] = (lengths[length] ?? 0) + 1
    }
    let k = 0
    let below = lengths[0] ?? 0
    while (2 * below < count && k < maxSize) below += lengths[++k] ?? 0
    // What is written is the sum with 2^k, which has to be below 2^53 too.
    if (lengths[safeBits] !== 0) k = 0
    lengths.fill(0)
    return k
  }

  function putException(gap: number, value: number): void {
    const isBelow = value < 0
    const size = (isBelow ? -value : value) - 1
    const ones = gap >>> gapK
    if (size < 1 << shortBits && sizeK < shortBits && ones < escapeOnes) {
      const sum = (size | 0) + (1 << sizeK)
      const tail = 2 * (32 - Math.clz32(sum)) - sizeK
      const head = ones + 1 + gapK
      if (head + tail <= atOnce) {
        const code = (((2 << ones) - 2) << gapK) | (gap & ((1 << gapK) - 1))
        out.put((code << tail) | (isBelow ? 1 << (tail - 1) : 0) | sum, head + tail)
        return
      }
    }
    out.rice(gap, gapK)
    out.put(isBelow ? 1 : 0, 1)
    out.exponential(size, sizeK)
  }

  return {
    write(column, length) {
      const { count, rows, values } = column
      if (count === 0) return out.put(0, 1)
      const behind = length - 1 - (rows[count - 1] ?? 0)
      gapK = gapParameter(length - count, behind > 0 ? count + 1 : count)
      sizeK = sizeParameter(column)
      out.put((1 << (gapBits + sizeBits)) | (gapK << sizeBits) | sizeK, 1 + gapBits + sizeBits)
      let next = 0
      for (let i = 0; i < count; i++) {
        const row = rows[i] ?? 0
        putException(row - next, values[i] ?? 0)
        next = row + 1
      }
      if (behind > 0) out.rice(behind, gapK)
    },
    ascending(values, count) {
      const between = count === 0 ? 0 : (values[count - 1] ?? 0) + 1 - count
      const k = gapParameter(between, count)
      out.put(k, gapBits)
      let next = 0
      for (let i = 0; i < count; i++) {
        const value = values[i] ?? 0
        out.rice(value - next, k)
        next = value + 1
      }
    },
  }
}

/** Of a geometric distribution, log2(mean × ln 2) is the best Rice parameter, or next to it. */
function gapParameter(sum: number, count: number): number {
  return count === 0 ? 0 : Math.min(maxGap, bitLength(Math.floor((sum / count) * Math.LN2)))
}

/** Reads a column of so many rows. */
export function readColumn(from: BitReader, column: Column, length: number): void {
  column.count = 0
  if (from.bits(1) === 0) return
  const parameters = from.bits(gapBits + sizeBits)
  const gapK = parameters >>> sizeBits
  const sizeK = Math.min(maxSize, parameters & (2 ** sizeBits - 1))
  const { rows, values } = column
  const { words, end } = from
  let { at } = from
  let count = 0
  for (let row = -1; row < length - 1; ) {
    const word = wordAt(words, Math.min(at, end))
    const ones = Math.clz32(~word)
    const head = ones + 1 + gapK
    const signed = word << head
    const zeros = Math.clz32(signed << 1)
    const width = head + 2 + 2 * zeros + sizeK
    if (ones < escapeOnes && width <= atOnce) {
      row += 1 + ((ones << gapK) | (((word << (ones + 1)) >>> 1) >>> (31 - gapK)))
      if (row >= length) {
        at += head
        break
      }
      const size = ((signed << (1 + zeros)) >>> (31 - zeros - sizeK)) - (1 << sizeK) + 1
      at += width
      rows[count] = row
      values[count++] = signed < 0 ? -size : size
    } else {
      from.at = at
      row += 1 + Math.min(length, from.rice(gapK))
      if (row < length) {
        const isBelow = from.bits(1) === 1
        const size = from.exponential(sizeK) + 1
        rows[count] = row
        values[count++] = isBelow ? -size : size
      }
      at = from.at
    }
  }
  from.at = at
  column.count = count
}

/**
 * Fills `values` with so many numbers that ascend; false where one is `end` or beyond. Its arguments
 * stand alone because it is called for every frame, without garbage.
 */
export function readAscending(
  from: BitReader,
  values: Uint32Array,
  count: number,
  end: number,
): boolean {
  const k = from.bits(gapBits)
  let next = 0
  for (let i = 0; i < count; i++) {
    next += from.rice(k)
    if (next >= end) return false
    values[i] = next
    next += 1
  }
  return true
}
