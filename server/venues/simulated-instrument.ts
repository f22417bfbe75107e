import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { intervalStart } from '../../shared/rollup.ts'
import type { Quote, Ticker, Trade } from '../../shared/trade.ts'
import { makeRandom } from './random.ts'
import { makeRollingDay } from './rolling-day.ts'
import { makeVolatility } from './volatility.ts'

/** Deviation of the whole market in one slice: 2.1 % a day. */
export const marketDeviation = 0.021 / Math.sqrt(864_000)
const jumpsPerSlice = 1 / 18_000
/** A log price far from where it began is drawn back, half of the way in five days. */
const pull = Math.LN2 / (5 * 864_000)
const slicesPerMinute = 600
const minuteMs = 60_000
/** What a trade is worth in the middle, USDT. Real ones are lognormal too: many small, few huge. */
const medianWorth = 400
const worthSpread = 1.4

export interface SimulatedInstrument {
  /** The minutes of the day before it began, oldest first. */
  readonly past: readonly Candle[]
  /** One slice on; `market` is the whole market's return. */
  move(market: number): void
  /** How lively it is now; 1 is usual. */
  liveliness(): number
  trade(time: number): Trade
  quote(time: number): Quote
  ticker(time: number): Ticker
  /** Milliseconds until the next change where there are so many a second. */
  wait(changesPerSecond: number): number
  /** Whether the next change is a trade; else it is a quote. */
  isTrade(): boolean
}

export interface SimulatedInstrumentOptions {
  instrument: Instrument
  price: number
  seed: number
  /** When it begins, epoch ms. */
  at: number
  /** Returns of the whole market in the minutes of the day before. */
  past: readonly number[]
  /** For the volume of the day before. */
  tradesPerMinute: number
}

export function makeSimulatedInstrument(options: SimulatedInstrumentOptions): SimulatedInstrument {
  const { instrument, past, at, tradesPerMinute } = options
  const { id, symbol, decimals, sizeDecimals } = instrument
  const random = makeRandom(options.seed, symbol)
  const volatility = makeVolatility(random, jumpsPerSlice)
  const isLeader = symbol.startsWith('BTC')
  /** How much of the market's moves it makes, and how much it moves on its own. */
  const beta = isLeader ? 1 : 1 + 0.4 * random.uniform()
  const ownDeviation = marketDeviation * (isLeader ? 0.4 : 0.8 + 0.6 * random.uniform())
  const home = Math.log(options.price)
  const day = makeRollingDay()
  const minutes: Candle[] = []
  let logPrice = home
  let last = 0
  let tradeId = 0
  let book = { bid: 1, ask: 2 }

  past.forEach((market, i) => {
    const open = units()
    logPrice += beta * market + ownDeviation * Math.sqrt(slicesPerMinute) * random.normal()
    const close = units()
    const reach = beta * marketDeviation * Math.sqrt(slicesPerMinute) * 0.5
    const high = Math.ceil(Math.max(open, close) * Math.exp(reach * random.exponential()))
    const low = Math.floor(Math.min(open, close) * Math.exp(-reach * random.exponential()))
    // Of a lognormal, the mean is exp(spread^2 / 2) times the median.
    const worth = tradesPerMinute * medianWorth * Math.exp(worthSpread ** 2 / 2)
    const volume = sizeOf(worth * random.exponential())
    const time = intervalStart(at - (past.length - i) * minuteMs, '1m')
    const minute = { time, open, high, low: Math.max(1, low), close, volume }
    day.addMinute(time, minute)
    minutes.push(minute)
  })
  requote()
  last = book.bid

  function units(): number {
    return Math.max(2, Math.round(Math.exp(logPrice) * 10 ** decimals))
  }

  function sizeOf(worth: number): number {
    return Math.max(1, Math.round((worth / Math.exp(logPrice)) * 10 ** sizeDecimals))
  }

  function requote(): void {
    // Mostly one tick; wider where it is lively, and where a tick is little of the price.
    const usual = 1 + units() * 2e-6
    const spread = Math.max(1, Math.round(usual * volatility.deviation() * random.exponential()))
    const bid = Math.max(1, units() - Math.ceil(spread / 2))
    book = { bid, ask: bid + spread }
  }

  const lognormal = () => sizeOf(medianWorth * Math.exp(worthSpread * random.normal()))

  return {
    past: minutes,
    move(market) {
      logPrice += beta * market + ownDeviation * volatility.next() - pull * (logPrice - home)
    },
    liveliness: () => volatility.deviation(),
    trade(time) {
      const side = random.uniform() < 0.5 ? 'buy' : 'sell'
      const price = side === 'buy' ? book.ask : book.bid
      const size = lognormal()
      last = price
      tradeId += 1
      day.add(time, { price, size })
      return { instrument: id, time, receivedAt: time, price, size, side, id: tradeId }
    },
    quote(time) {
      requote()
      const [bidSize, askSize] = [4 * lognormal(), 4 * lognormal()]
      return { instrument: id, time, receivedAt: time, ...book, bidSize, askSize }
    },
    ticker(time) {
      const figures = day.figures() ?? { open: last, high: last, low: last, volume: 0 }
      return { instrument: id, time, receivedAt: time, last, ...figures }
    },
    wait: (changesPerSecond) => (1000 * random.exponential()) / changesPerSecond,
    isTrade: () => random.uniform() < 0.4,
  }
}
