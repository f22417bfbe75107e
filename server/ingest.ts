import type { InstrumentId, VenueName } from '../shared/instrument.ts'
import { rollUp } from '../shared/rollup.ts'
import type { Watcher } from './alerts/watcher.ts'
import type { History } from './history/history.ts'
import type { Hub } from './hub/hub.ts'
import type { Board } from './market/board.ts'
import type { Candles } from './market/candles.ts'
import type { RecentTrades } from './market/recent-trades.ts'
import type { MarketHost } from './markets/host.ts'
import type { Log } from './operations/log.ts'
import type { Metrics } from './operations/metrics.ts'

export interface IngestOptions {
  hub: Hub
  board: Board
  candles: Candles
  trades: RecentTrades
  history: Pick<History, 'resumed' | 'interrupted'>
  /** Hears every trade and quote, and when symbols become other instruments'. */
  watcher: Pick<Watcher, 'trade' | 'quote' | 'relisted'>
  metrics: Pick<Metrics, 'venueFrame' | 'venueRefusal' | 'venueReconnect'>
  log: Log
  now: () => number
}

/** Refusals are logged at most this often; every one is counted. */
const refusalLogMs = 10_000

/** Where the markets meet the server: every trade into the candles, then the newest onto the board. */
export function makeIngest(options: IngestOptions): MarketHost {
  const { hub, board, candles, trades, history, watcher, metrics, log, now } = options
  /** By our clock: silence is noticed long after it began. */
  const heardAt = new Map<string, number>()
  let refusalLoggedAt = Number.NEGATIVE_INFINITY

  function heard(instrument: InstrumentId): void {
    const venue = instrument.slice(0, instrument.indexOf(':'))
    heardAt.set(venue, now())
    metrics.venueFrame(venue)
  }

  function lost(venue: VenueName): void {
    board.lost(venue, now())
    const since = heardAt.get(venue) ?? now()
    candles.interrupted(venue, since)
    trades.interrupted(venue)
    history.interrupted(venue, since)
  }

  return {
    begin(market) {
      const { instruments, afresh } = market
      board.begin(instruments, afresh)
      candles.begin(instruments, afresh)
      trades.begin(instruments, afresh)
      hub.begin(market)
      watcher.relisted()
      board.tellAll()
      const fields = { market: market.market, venue: market.venue, instruments: instruments.length }
      log.info(fields, 'A market begins.')
    },
    extend(instruments) {
      board.extend(instruments)
      candles.extend(instruments)
      trades.extend(instruments)
      hub.extend(instruments)
      watcher.relisted()
    },
    past(instrument, minutes) {
      for (const interval of ['1m', '1h', '1d'] as const) {
        for (const candle of rollUp(minutes, interval))
          candles.seed(instrument.id, interval, candle)
      }
    },
    trade(trade) {
      heard(trade.instrument)
      candles.fold(trade)
      trades.add(trade)
      board.trade(trade)
      watcher.trade(trade)
    },
    quote(quote) {
      heard(quote.instrument)
      board.quote(quote)
      watcher.quote(quote)
    },
    ticker(ticker) {
      heard(ticker.instrument)
      board.ticker(ticker)
    },
    status(venue, status) {
      switch (status.phase) {
        case 'open':
          board.lost(venue, undefined)
          history.resumed(venue)
          break
        case 'waiting':
          lost(venue)
          metrics.venueReconnect(venue)
          log.warn({ venue, ...status }, 'The venue is lost.')
          return
        case 'connecting':
        case 'ended':
      }
      log.info({ venue, ...status }, 'The venue.')
    },
    released(venue) {
      lost(venue)
      log.info({ venue }, 'The venue is needed no more.')
    },
    refused(venue, reason) {
      metrics.venueRefusal(venue)
      if (now() - refusalLoggedAt < refusalLogMs) return
      refusalLoggedAt = now()
      log.warn({ venue, reason }, 'A frame was refused.')
    },
  }
}
