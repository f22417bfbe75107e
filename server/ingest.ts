import type { VenueName } from '../shared/instrument.ts'
import type { Hub } from './hub/hub.ts'
import type { Board } from './market/board.ts'
import type { Candles } from './market/candles.ts'
import type { Log } from './operations/log.ts'
import type { Metrics } from './operations/metrics.ts'
import type { MarketHost } from './venues/venue.ts'

export interface IngestOptions {
  hub: Hub
  board: Board
  candles: Candles
  metrics: Pick<Metrics, 'venueFrame' | 'venueRefusal' | 'venueReconnect'>
  log: Log
  now: () => number
}

/** Refusals are logged at most this often; every one is counted. */
const refusalLogMs = 10_000

/** Where the market meets the server: every trade into the candles, then the newest onto the board. */
export function makeIngest({ hub, board, candles, metrics, log, now }: IngestOptions): MarketHost {
  let venue: VenueName = 'BINANCE'
  let refusalLoggedAt = Number.NEGATIVE_INFINITY

  return {
    begin(market) {
      venue = market.venue
      // A market whose time starts over: nothing of it is to be continued.
      const afresh = market.market === 'simulated' || market.market === 'replay'
      board.begin(market.instruments)
      candles.begin(market.instruments, afresh)
      hub.begin(market)
      const instruments = market.instruments.length
      log.info({ market: market.market, venue, instruments }, 'A market begins.')
    },
    trade(trade) {
      metrics.venueFrame(venue)
      candles.fold(trade)
      board.trade(trade)
    },
    quote(quote) {
      metrics.venueFrame(venue)
      board.quote(quote)
    },
    ticker(ticker) {
      metrics.venueFrame(venue)
      board.ticker(ticker)
    },
    status(from, status) {
      if (from === venue && status.phase === 'open') board.lost(undefined)
      if (status.phase !== 'waiting') {
        log.info({ venue: from, ...status }, 'The venue.')
        return
      }
      metrics.venueReconnect(from)
      if (from === venue) board.lost(now())
      log.warn({ venue: from, ...status }, 'The venue is lost.')
    },
    refused(reason) {
      metrics.venueRefusal(venue)
      if (now() - refusalLoggedAt < refusalLogMs) return
      refusalLoggedAt = now()
      log.warn({ venue, reason }, 'A frame was refused.')
    },
  }
}
