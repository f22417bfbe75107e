import type { Candle } from '../../shared/candle.ts'
import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import { chartIntervalMs, type StoredInterval } from '../../shared/rollup.ts'
import type { Trade } from '../../shared/trade.ts'
import type { HistoryQuery, Venue } from '../venues/venue.ts'

/** For tests: an instrument, its trades, and a venue that has a candle of every minute, hour and day. */
export const btc: Instrument = {
  id: 'BINANCE:BTCUSDT',
  venue: 'BINANCE',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}
export const eth: Instrument = { ...btc, id: 'BINANCE:ETHUSDT', symbol: 'ETHUSDT', base: 'ETH' }

export function tradeOf(instrument: InstrumentId, time: number, price: number, size = 1): Trade {
  return { instrument, time, receivedAt: time, price, size, side: 'buy', id: time }
}

/** A price that tells its time, so that a candle in the wrong place is noticed. */
export function candleAt(time: number, interval: StoredInterval): Candle {
  const price = 1_000 + Math.floor(time / chartIntervalMs[interval])
  return { time, open: price, high: price + 2, low: price - 1, close: price + 1, volume: 60 }
}

export interface TestVenue extends Pick<Venue, 'name' | 'history'> {
  asked: HistoryQuery[]
  /** Rejects the next questions with it, until it is cleared. */
  fault: Error | undefined
  /** Answers nothing until it is cleared. */
  isSilent: boolean
}

export function makeTestVenue(): TestVenue {
  const venue: TestVenue = {
    name: 'BINANCE',
    asked: [],
    fault: undefined,
    isSilent: false,
    async history(query, signal) {
      venue.asked.push(query)
      if (venue.fault) throw venue.fault
      if (venue.isSilent) {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      }
      const { interval, from, to } = query
      const ms = chartIntervalMs[interval]
      const candles: Candle[] = []
      for (let time = from; time < to; time += ms) candles.push(candleAt(time, interval))
      return candles
    },
  }
  return venue
}
