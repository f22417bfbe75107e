import type { Candle } from '../../shared/candle.ts'
import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import { makeRandom } from './random.ts'
import {
  makeSimulatedInstrument,
  marketDeviation,
  type SimulatedInstrument,
} from './simulated-instrument.ts'
import { makeVolatility } from './volatility.ts'

/** Prices move on in slices of this; trades and quotes come at any time. */
const sliceMs = 100
const tickerMs = 1000
const pastMinutes = 1439
const marketJumpsPerSlice = 1 / 12_000
/** All instruments have traded by then. */
const firstTradeMs = 50

export interface SimulatedMarket {
  /** The minutes of the day before the market began, oldest first. */
  past(instrument: InstrumentId): readonly Candle[]
  /**
   * Everything from the last step until `to` (epoch ms), ascending. The same seed, beginning and end
   * give the same events, however many steps lie between.
   */
  step(to: number): VenueEvent[]
  /** The clock jumped: goes on at `at` as if no time had passed. */
  resume(at: number): void
}

export interface SimulatedMarketOptions {
  instruments: readonly { instrument: Instrument; price: number }[]
  seed: number
  at: number
  /** Trades and quotes of all instruments together, on average. */
  changesPerSecond: number
}

interface Trader {
  instrument: SimulatedInstrument
  /** Share of all changes. */
  share: number
  hasTraded: boolean
  nextAt: number
  nextTickerAt: number
}

/** A market that looks like one: clustered volatility, jumps, a leader that the others follow. */
export function makeSimulatedMarket(options: SimulatedMarketOptions): SimulatedMarket {
  const { seed, at, changesPerSecond } = options
  const random = makeRandom(seed, 'market')
  const volatility = makeVolatility(random, marketJumpsPerSlice)
  const minuteDeviation = marketDeviation * Math.sqrt(60_000 / sliceMs)
  const past = Array.from({ length: pastMinutes }, () => minuteDeviation * random.normal())
  const weights = options.instruments.map((_, i) => 1 / (i + 3))
  const allWeights = weights.reduce((sum, weight) => sum + weight, 0)
  let now = at
  let nextSliceAt = at + sliceMs

  const traders = options.instruments.map(({ instrument, price }, i): Trader => {
    const share = (weights[i] ?? 0) / allWeights
    const tradesPerMinute = 60 * 0.4 * changesPerSecond * share
    const nextAt = at + firstTradeMs * random.uniform()
    return {
      instrument: makeSimulatedInstrument({ instrument, price, seed, at, past, tradesPerMinute }),
      share,
      hasTraded: false,
      nextAt,
      nextTickerAt: nextAt,
    }
  })

  function change(trader: Trader, events: VenueEvent[]): void {
    const { instrument, share, nextAt } = trader
    const time = Math.ceil(nextAt)
    const isFirst = !trader.hasTraded
    const isTrade = isFirst || instrument.isTrade()
    if (isFirst || !isTrade) {
      events.push({ type: 'quote', quote: instrument.quote(time), update: undefined })
    }
    if (isTrade) events.push({ type: 'trade', trade: instrument.trade(time) })
    trader.hasTraded = true
    const liveliness = (instrument.liveliness() + volatility.deviation()) / 2
    const pace = Math.min(3, Math.max(0.4, liveliness))
    trader.nextAt += instrument.wait(changesPerSecond * share * pace)
  }

  const pastOf = new Map(
    options.instruments.map(({ instrument }, i) => [instrument.id, traders[i]?.instrument.past]),
  )

  return {
    past: (instrument) => pastOf.get(instrument) ?? [],
    step(to) {
      const events: VenueEvent[] = []
      while (true) {
        const end = Math.min(nextSliceAt, to)
        for (const trader of traders) {
          while (Math.min(trader.nextAt, trader.nextTickerAt) <= end) {
            if (trader.nextAt <= trader.nextTickerAt) change(trader, events)
            else {
              const ticker = trader.instrument.ticker(Math.ceil(trader.nextTickerAt))
              events.push({ type: 'ticker', ticker })
              trader.nextTickerAt += tickerMs
            }
          }
        }
        if (nextSliceAt > to) break
        const market = marketDeviation * volatility.next()
        for (const { instrument } of traders) instrument.move(market)
        nextSliceAt += sliceMs
      }
      now = to
      return events.sort((a, b) => timeOf(a) - timeOf(b))
    },
    resume(at) {
      const shift = at - now
      for (const trader of traders) {
        trader.nextAt += shift
        trader.nextTickerAt += shift
      }
      nextSliceAt += shift
      now = at
    },
  }
}

function timeOf(event: VenueEvent): number {
  if (event.type === 'trade') return event.trade.time
  if (event.type === 'quote') return event.quote.time ?? 0
  return event.type === 'ticker' ? event.ticker.time : 0
}
