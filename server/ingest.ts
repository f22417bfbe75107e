import type { InstrumentId } from '../shared/instrument.ts'
import { rollUp } from '../shared/rollup.ts'
import type { History } from './history/history.ts'
import type { Hub } from './hub/hub.ts'
import type { Board } from './market/board.ts'
import type { Candles } from './market/candles.ts'
import type { MarketHost } from './markets/host.ts'
import type { Log } from './operations/log.ts'
import type { Metrics } from './operations/metrics.ts'

export interface IngestOptions {
  hub: Hub
  board: Board
  candles: Candles
  history: Pick<History, 'resumed' | 'interrupted'>
  metrics: Pick<Metrics, 'venueFrame' | 'venueRefusal' | 'venueReconnect'>
  log: Log
  now: () => number
}

/** Refusals are logged at most this often; every one is counted. */
const refusalLogMs = 10_000

/** Where the markets meet the server: every trade into the candles, then the newest onto the board. */
export function makeIngest(options: IngestOptions): MarketHost {
  const { hub, board, candles, history, metrics, log, now } = options
  let refusalLoggedAt = Number.NEGATIVE_INFINITY

  return {
    begin(market) {
      const { instruments, afresh } = market
      board.begin(instruments, afresh)
      candles.begin(instruments, afresh)
      hub.begin(market)
      board.tellAll()
      const fields = { market: market.market, venue: market.venue, instruments: instruments.length }
      log.info(fields, 'A market begins.')
    },
    extend(instruments) {
      board.extend(instruments)
      candles.extend(instruments)
      hub.extend(instruments)
    },
    past(instrument, minutes) {
      for (const interval of ['1m', '1h', '1d'] as const) {
        for (const candle of rollUp(minutes, interval))
          candles.seed(instrument.id, interval, candle)
      }
    },
    trade(trade) {
      metrics.venueFrame(venueOf(trade.instrument))
      candles.fold(trade)
      board.trade(trade)
    },
    quote(quote) {
      metrics.venueFrame(venueOf(quote.instrument))
      board.quote(quote)
    },
    ticker(ticker) {
      metrics.venueFrame(venueOf(ticker.instrument))
      board.ticker(ticker)
    },
    status(venue, status) {
      switch (status.phase) {
        case 'open':
          board.lost(venue, undefined)
          history.resumed(venue)
          break
        case 'waiting':
          board.lost(venue, now())
          candles.interrupted(venue, now())
          history.interrupted(venue)
          metrics.venueReconnect(venue)
          log.warn({ venue, ...status }, 'The venue is lost.')
          return
        case 'connecting':
        case 'ended':
      }
      log.info({ venue, ...status }, 'The venue.')
    },
    refused(reason) {
      metrics.venueRefusal(reason.split(':')[0] ?? '')
      if (now() - refusalLoggedAt < refusalLogMs) return
      refusalLoggedAt = now()
      log.warn({ reason }, 'A frame was refused.')
    },
  }
}

function venueOf(instrument: InstrumentId): string {
  return instrument.slice(0, instrument.indexOf(':'))
}
