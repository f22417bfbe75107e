import type { Generated } from 'kysely'

/** The tables, as the newest migration leaves them. */
export interface Schema {
  instruments: InstrumentsTable
  candles: CandlesTable
  documents: DocumentsTable
}

/** The number by which candles call an instrument. Rows are never removed. */
interface InstrumentsTable {
  key: Generated<number>
  /** An InstrumentId. */
  name: string
}

/** One row a candle; the key is (instrument, interval_s, time_s). */
interface CandlesTable {
  instrument: number
  interval_s: number
  /** Start, epoch seconds: two bytes less a row than milliseconds. */
  time_s: number
  /** Units of 10^-decimals. */
  open: number
  high: number
  low: number
  close: number
  /** Units of 10^-size_decimals. */
  volume: number
  /** In the row, because venues change how finely they count and the older rows stay true. */
  decimals: number
  size_decimals: number
  /** Which of two candles of the same time stays: see grade.ts. */
  grade: number
}

interface DocumentsTable {
  name: string
  text: string
}
