import type { Instrument } from '../../../shared/instrument.ts'
import type { Quote, Ticker, Trade } from '../../../shared/trade.ts'
import type { VenueSink, VenueStatus } from '../venue.ts'

export interface Recorder extends VenueSink {
  lists: Instrument[][]
  trades: Trade[]
  quotes: Quote[]
  tickers: Ticker[]
  statuses: VenueStatus[]
  refusals: string[]
  /** Prices of the trades in the order of delivery. */
  prices(): number[]
  phase(): VenueStatus['phase'] | undefined
}

/** A sink that keeps all it hears. */
export function makeRecorder(): Recorder {
  const lists: Instrument[][] = []
  const trades: Trade[] = []
  const quotes: Quote[] = []
  const tickers: Ticker[] = []
  const statuses: VenueStatus[] = []
  const refusals: string[] = []
  return {
    ...{ lists, trades, quotes, tickers, statuses, refusals },
    prices: () => trades.map(({ price }) => price),
    phase: () => statuses.at(-1)?.phase,
    instruments: (list) => void lists.push([...list]),
    trade: (trade) => void trades.push(trade),
    quote: (quote) => void quotes.push(quote),
    ticker: (ticker) => void tickers.push(ticker),
    status: (status) => void statuses.push(status),
    refused: (reason) => void refusals.push(reason),
  }
}
