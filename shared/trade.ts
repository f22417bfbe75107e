import type { InstrumentId } from './instrument.ts'

/** An execution. */
export interface Trade {
  instrument: InstrumentId
  /** The venue's time, epoch ms. */
  time: number
  /** Ours, epoch ms. */
  receivedAt: number
  /** Units of the instrument's decimals, above 0. */
  price: number
  /** Units of the instrument's size decimals, above 0. */
  size: number
  /** The taker's side. */
  side: 'buy' | 'sell' | undefined
  /** The venue's id; rises with time where the venue numbers its trades. */
  id: number | undefined
}

/** Best bid and ask at a time. A side that the venue doesn't have is absent, never zero. */
export interface Quote {
  instrument: InstrumentId
  /** The venue's time where it tells one (Binance spot does not). */
  time: number | undefined
  receivedAt: number
  bid: number | undefined
  bidSize: number | undefined
  ask: number | undefined
  askSize: number | undefined
}

/**
 * Rolling 24 h figures; of a stock the day's, whose open is the previous close. A figure that the
 * venue leaves out is absent.
 */
export interface Ticker {
  instrument: InstrumentId
  time: number
  receivedAt: number
  last: number | undefined
  open: number | undefined
  high: number | undefined
  low: number | undefined
  /** Size units of the base currency. */
  volume: number | undefined
}
