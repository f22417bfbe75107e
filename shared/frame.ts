import type { InstrumentId } from './instrument.ts'

/** An instrument's newest state, stamped with the sequence at which it last changed. */
export interface Change {
  instrument: InstrumentId
  /** The instrument's number in this epoch, from 0; `ListedInstrument.index` says whose it is. */
  index: number
  sequence: number
  /** Last price, units. */
  price: number
  /** 24 h change in basis points; absent until an open is known. */
  change24h: number | undefined
  bid: number | undefined
  ask: number | undefined
  high24h: number | undefined
  low24h: number | undefined
  /** Size units. */
  volume24h: number | undefined
  /** The venue's time of the last trade, epoch ms. */
  time: number
  /** Our time of the newest sign of life of this instrument, epoch ms. */
  receivedAt: number
  /** No sign of life within the limit: the price is the last known, not the present one. */
  stale: boolean
}

/** An instrument's state before the hub has put it in sequence. */
export type State = Omit<Change, 'index' | 'sequence'>

/**
 * All that changed in (from, to], conflated: newest wins. Whoever stands at `from` stands at `to`
 * after it. A snapshot holds everything and counts from nowhere: it replaces what the client had.
 */
export interface Frame {
  epoch: string
  from: number
  to: number
  snapshot: boolean
  /** Server's clock, epoch ms. */
  sentAt: number
  /** How many changes were conflated away; absent where nobody counted (a resume). */
  merged: number | undefined
  /** Ascending by sequence. */
  changes: readonly Change[]
}

/** What a client needs of a change, as the compact form carries it: see wire/format.ts. */
export interface Row {
  index: number
  price: number
  change24h: number | undefined
  bid: number | undefined
  ask: number | undefined
  /** The venue's time of the last trade, epoch ms. */
  time: number
  /** How old the price was when the frame was sent, ms: since the newest sign of life. */
  ageMs: number
  stale: boolean
}

/** A frame as the compact form carries it. */
export interface CompactFrame extends Omit<Frame, 'changes'> {
  rows: Row[]
}
