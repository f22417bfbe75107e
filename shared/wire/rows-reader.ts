import type { BitReader } from './bit-reader.ts'
import { makeColumn, readColumn } from './column.ts'
import { field, flags, foreseeChange, isChange, isPrice, rowLength } from './format.ts'
import { type Standing, setFigure } from './standing.ts'

/** Which rows a frame tells. */
export interface Told {
  count: number
  /** Where their figures are. */
  places: Uint32Array
  sentAt: number
}

/** Reads the columns of a frame into a standing. */
export interface RowsReader {
  /** Makes room for so many rows; gives how old each of those read last is, ms. */
  reserve(rows: number): Float64Array
  /** False where a figure can't be one. */
  read(standing: Standing, frame: Told): boolean
  /** Puts everything back, so that a broken frame leaves no trace. */
  undo(standing: Standing): void
}

/** No frame sets as many figures of a row. */
const mostSet = 16

interface Side {
  field: number
  flag: number
}

const bids: Side = { field: field.bid, flag: flags.bid }
const asks: Side = { field: field.ask, flag: flags.ask }

export function createRowsReader(from: BitReader): RowsReader {
  let column = makeColumn(0)
  let ages = makeColumn(0)
  let ageMs = new Float64Array(0)
  /** What stood where something was set. */
  let undonePlaces = new Uint32Array(0)
  let undoneFigures = new Float64Array(0)
  let undoneCount = 0
  let undoneDigest = 0
  let isSound = true
  /** Whether a bid or an ask is known that wasn't. */
  let isQuoteNew = false

  /** Notes what is about to be set. */
  function keep(figures: Float64Array, at: number): void {
    undonePlaces[undoneCount] = at
    undoneFigures[undoneCount++] = figures[at] ?? 0
  }

  function set(standing: Standing, at: number, figure: number): void {
    keep(standing.figures, at)
    setFigure(standing, at, figure)
  }

  function readFlags(standing: Standing, frame: Told): void {
    const { figures } = standing
    readColumn(from, column, frame.count)
    for (let i = 0; i < column.count; i++) {
      const at = (frame.places[column.rows[i] ?? 0] ?? 0) * rowLength
      const turned = column.values[i] ?? 0
      if (turned < 0 || turned > flags.all) isSound = false
      const known = (figures[at + field.flags] ?? 0) ^ turned
      set(standing, at + field.flags, known)
      if ((turned & flags.bid) !== 0) set(standing, at + field.bid, 0)
      if ((turned & flags.ask) !== 0) set(standing, at + field.ask, 0)
      if ((known & flags.change) === 0) set(standing, at + field.change, 0)
      if ((turned & known & flags.quoted) !== 0) isQuoteNew = true
    }
  }

  function readPrices(standing: Standing, frame: Told): void {
    const { figures } = standing
    const { places, sentAt } = frame
    readColumn(from, column, frame.count)
    const { count, rows, values } = column
    for (let i = 0; i < count; i++) {
      const at = (places[rows[i] ?? 0] ?? 0) * rowLength
      const last = figures[at + field.price] ?? 0
      const price = last + (values[i] ?? 0)
      if (!isPrice(price)) isSound = false
      if (((figures[at + field.flags] ?? 0) & flags.change) !== 0) {
        const change = figures[at + field.change] ?? 0
        set(standing, at + field.change, foreseeChange(change, last, price))
      }
      set(standing, at + field.price, price)
      keep(figures, at + field.time)
      figures[at + field.time] = sentAt
    }
  }

  function readChanges(standing: Standing, frame: Told): void {
    const { figures } = standing
    const { places } = frame
    readColumn(from, column, frame.count)
    const { count, rows, values } = column
    for (let i = 0; i < count; i++) {
      const at = (places[rows[i] ?? 0] ?? 0) * rowLength
      const change = (figures[at + field.change] ?? 0) + (values[i] ?? 0)
      if (!isChange(change) || ((figures[at + field.flags] ?? 0) & flags.change) === 0)
        isSound = false
      set(standing, at + field.change, change)
    }
  }

  /** Those of the last frame; all others are nought. */
  function forgetAges(): void {
    for (let i = 0; i < ages.count; i++) ageMs[ages.rows[i] ?? 0] = 0
    ages.count = 0
  }

  function readAges(frame: Told): void {
    readColumn(from, ages, frame.count)
    for (let i = 0; i < ages.count; i++) {
      const age = ages.values[i] ?? 0
      if (age < 0) isSound = false
      ageMs[ages.rows[i] ?? 0] = age
    }
  }

  function readTimes({ figures }: Standing, frame: Told): void {
    readColumn(from, column, frame.count)
    for (let i = 0; i < column.count; i++) {
      const at = (frame.places[column.rows[i] ?? 0] ?? 0) * rowLength + field.time
      const time = (figures[at] ?? 0) + (column.values[i] ?? 0)
      if (!(time >= 0 && Number.isSafeInteger(time))) isSound = false
      keep(figures, at)
      figures[at] = time
    }
  }

  /** Bids, or asks. Before one was known it was as good as the price. */
  function readQuotes(standing: Standing, { count, places }: Told, side: Side): void {
    const { figures } = standing
    for (let row = 0; isQuoteNew && row < count; row++) {
      const at = (places[row] ?? 0) * rowLength
      const isKnown = ((figures[at + field.flags] ?? 0) & side.flag) !== 0
      if (isKnown && figures[at + side.field] === 0) {
        set(standing, at + side.field, figures[at + field.price] ?? 0)
      }
    }
    readColumn(from, column, count)
    for (let i = 0; i < column.count; i++) {
      const at = (places[column.rows[i] ?? 0] ?? 0) * rowLength
      const quote = (figures[at + side.field] ?? 0) + (column.values[i] ?? 0)
      const isKnown = ((figures[at + field.flags] ?? 0) & side.flag) !== 0
      if (!isPrice(quote) || !isKnown) isSound = false
      set(standing, at + side.field, quote)
    }
  }

  return {
    reserve(rows) {
      column = makeColumn(rows)
      ages = makeColumn(rows)
      ageMs = new Float64Array(rows)
      undonePlaces = new Uint32Array(rows * mostSet)
      undoneFigures = new Float64Array(rows * mostSet)
      return ageMs
    },
    read(standing, frame) {
      undoneCount = 0
      undoneDigest = standing.digest
      isSound = true
      forgetAges()
      const isRare = from.bits(1) === 1
      isQuoteNew = false
      if (isRare) readFlags(standing, frame)
      readPrices(standing, frame)
      readChanges(standing, frame)
      if (!isRare) return isSound
      readAges(frame)
      readTimes(standing, frame)
      readQuotes(standing, frame, bids)
      readQuotes(standing, frame, asks)
      return isSound
    },
    undo(standing) {
      for (let i = undoneCount - 1; i >= 0; i--) {
        standing.figures[undonePlaces[i] ?? 0] = undoneFigures[i] ?? 0
      }
      standing.digest = undoneDigest
    },
  }
}
