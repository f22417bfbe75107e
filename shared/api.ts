import type { CatalogueEntry } from './catalogue.ts'
import type { Standing } from './notice.ts'
import type { Hello, Market, Price } from './protocol.ts'
import type { ChartInterval } from './rollup.ts'

/** `GET /api/prices`: the poll. */
export interface PricesResponse {
  /** Pass it as `since` next time. */
  cursor: string
  market: Market
  simulated: boolean
  /** The answer replaces what the client had; it doesn't add to it. */
  snapshot: boolean
  server_time: number
  unknown: string[]
  /** Where who asks has a session, and it could be told. */
  standing?: Standing
  prices: Price[]
}

/** `GET /api/prices?format=frame`. `hello` is there whenever the frame is a snapshot. */
export interface FrameResponse {
  hello?: Hello
  standing?: Standing
  /** Of the epoch of `hello`, or else of `since`; see wire/format.ts. Base64. */
  frame: string
}

/** `GET /api/candles`: columns of equal length, ascending; times are epoch ms, figures decimal numbers. */
export interface CandlesResponse {
  symbol: string
  venue: string
  interval: ChartInterval
  market: Market
  simulated: boolean
  decimals: number
  time: number[]
  open: number[]
  high: number[]
  low: number[]
  close: number[]
  volume: number[]
  /** Whether the last candle is still forming. */
  forming: boolean
}

/**
 * `GET /api/candles?format=delta`: the same as small integers, half as long when compressed.
 * `decodeDelta` reads it.
 */
export interface DeltaCandlesResponse
  extends Omit<CandlesResponse, 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'>,
    DeltaColumns {}

/** Columns of equal length, ascending. Prices are counted in 10^-decimals. */
export interface DeltaColumns {
  /** Of the first candle, epoch ms. */
  start: number
  /** From the candle before, in intervals; 0 for the first. More than 1 where nothing traded between. */
  step: number[]
  /** Less the close before; the first as it is. */
  open: number[]
  /** Above the higher of open and close. */
  high: number[]
  /** Below the lower of open and close. */
  low: number[]
  /** Less its open. */
  close: number[]
  /** Counted in 10^-volume_decimals, rounded: the largest has seven digits. */
  volume: number[]
  volume_decimals: number
}

/**
 * `GET /api/sparklines`: closes of at most 48 points over the last day. Symbols that nobody lists are
 * left out.
 */
export interface SparklinesResponse {
  market: Market
  simulated: boolean
  sparklines: Record<string, Sparkline>
}

/** Columns of equal length, ascending. */
export interface Sparkline {
  venue: string
  /** From one point to the next, where none is missing between them. */
  step_ms: number
  /** Starts of the steps, epoch ms. */
  time: number[]
  /** The last price in each step, decimal numbers. */
  close: number[]
  /** Of the last 24 h, of a stock the day's; null is unknown. Absent from what an earlier version kept. */
  high_24h?: number | null
  low_24h?: number | null
  /** In the base currency. */
  volume_24h?: number | null
  /** In the quote currency: an estimate, since not every venue tells it. */
  turnover_24h?: number | null
}

/**
 * `GET /api/trades`: the newest trades of an instrument, each of them. Columns of equal length,
 * ascending by time; figures are decimal numbers, null is unknown.
 */
export interface TradesResponse {
  symbol: string
  venue: string
  market: Market
  simulated: boolean
  /** Of prices, and of sizes and volumes. */
  decimals: number
  size_decimals: number
  /** Pass it as `since` next time. */
  cursor: string
  /** The answer replaces what the client had; it doesn't add to it. */
  snapshot: boolean
  /** Every trade from this time on was heard, epoch ms; null while none is. */
  unbroken_since: number | null
  time: number[]
  price: number[]
  size: number[]
  /** The taker's. */
  side: ('buy' | 'sell' | null)[]
  /** 24 hours ago; of a stock the previous close. So are the figures of the day its own. */
  open_24h: number | null
  high_24h: number | null
  low_24h: number | null
  /** In the base currency. */
  volume_24h: number | null
  /** In the quote currency: an estimate, since not every venue tells it. */
  turnover_24h: number | null
}

/** `GET /api/sse/status`. */
export interface StatusResponse {
  code: 1
  data: {
    running: boolean
    /** Of the SSE stream; `clients` has the others too. */
    connected_clients: number
    clients: { sse: number; websocket: number }
    market: Market
    simulated: boolean
    epoch: string
    sequence: number
    instruments: number
    uptime_seconds: number
  }
}

/** `GET /api/instruments?q=`: the best match first. */
export interface InstrumentsResponse {
  market: Market
  simulated: boolean
  instruments: FoundInstrument[]
}

export interface FoundInstrument extends CatalogueEntry {
  /**
   * What to keep it under and ask for it by: `BTCUSDT` of the venue that symbols without one mean, so
   * that it goes on when another venue stands in; of every other venue its id, which means that one alone.
   */
  name: string
}

/** RFC 9457 problem details; `field` names what to mend. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  field?: string
  symbols?: string[]
}
