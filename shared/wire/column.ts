import { type BitReader, type BitWriter, bitLength, exponentialBits } from './bits.ts'

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

export function createColumnWriter(out: BitWriter, capacity: number): ColumnWriter {
  const gaps = new Float64Array(capacity + 1)
  const sizes = new Float64Array(capacity)

  /** Makes gaps of what ascends; the number behind the last. */
  function part(values: Uint32Array, count: number): number {
    let next = 0
    for (let i = 0; i < count; i++) {
      const value = values[i] ?? 0
      gaps[i] = value - next
      next = value + 1
    }
    return next
  }

  function chooseGap(count: number): number {
    const k = likelyParameter(gaps, count, maxGap)
    out.put(k, gapBits)
    return k
  }

  return {
    write({ count, rows, values }, length) {
      out.put(count > 0 ? 1 : 0, 1)
      if (count === 0) return
      const last = length - part(rows, count)
      if (last > 0) gaps[count] = last
      const gapK = chooseGap(last > 0 ? count + 1 : count)
      for (let i = 0; i < count; i++) sizes[i] = Math.abs(values[i] ?? 0) - 1
      const sizeK = bestParameter(sizes, count)
      out.put(sizeK, sizeBits)
      for (let i = 0; i < count; i++) {
        out.rice(gaps[i] ?? 0, gapK)
        out.put((values[i] ?? 0) < 0 ? 1 : 0, 1)
        out.exponential(sizes[i] ?? 0, sizeK)
      }
      if (last > 0) out.rice(last, gapK)
    },
    ascending(values, count) {
      part(values, count)
      const k = chooseGap(count)
      for (let i = 0; i < count; i++) out.rice(gaps[i] ?? 0, k)
    },
  }
}

/** Reads a column of so many rows. */
export function readColumn(from: BitReader, column: Column, length: number): void {
  column.count = 0
  if (from.bits(1) === 0) return
  const gapK = from.bits(gapBits)
  const sizeK = Math.min(maxSize, from.bits(sizeBits))
  const { rows, values } = column
  let count = 0
  for (let row = from.rice(gapK); row < length; row += 1 + from.rice(gapK)) {
    rows[count] = row
    values[count] = from.signed(sizeK)
    count += 1
    if (row === length - 1) break
  }
  column.count = count
}

/** Fills `values` with so many numbers that ascend; false where one is `end` or beyond. */
export function readAscending(
  from: BitReader,
  values: Uint32Array,
  { count, end }: { count: number; end: number },
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

/** Of a geometric distribution, log2(mean × ln 2) is the best Rice parameter, or next to it. */
function likelyParameter(values: Float64Array, count: number, max: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i] ?? 0
  return count === 0 ? 0 : Math.min(max, bitLength(Math.floor((sum / count) * Math.LN2)))
}

/** The parameter of exponential Golomb that takes the fewest bits: a few large sizes lead the mean too high. */
function bestParameter(values: Float64Array, count: number): number {
  let best = likelyParameter(values, count, maxSize)
  let fewest = exponentialCost(values, count, best)
  for (let k = best - 1; k >= 0; k--) {
    const cost = exponentialCost(values, count, k)
    if (cost > fewest) break
    fewest = cost
    best = k
  }
  return best
}

function exponentialCost(values: Float64Array, count: number, k: number): number {
  let bits = 0
  for (let i = 0; i < count; i++) bits += exponentialBits(values[i] ?? 0, k)
  return bits
}
