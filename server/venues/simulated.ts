import { knownInstruments, plausiblePrices } from './known.ts'
import { makeSimulatedMarket, type SimulatedMarket } from './simulated-market.ts'
import type { Venue } from './venue.ts'
import { withoutPast } from './without-past.ts'

export interface SimulatedOptions {
  /** The same seed gives the same market; without one each start has its own. */
  seed?: number | undefined
  /** Trades and quotes of all instruments together, on average. */
  changesPerSecond?: number | undefined
  clock?: (() => number) | undefined
}

const stepMs = 25
/** A machine that slept doesn't catch up: the market goes on where the clock is now. */
const longestStepMs = 5000

/** A made-up market of the default instruments, for places without a network. */
export function makeSimulated({
  clock = Date.now,
  seed = clock(),
  changesPerSecond = 80,
}: SimulatedOptions = {}): Venue & { market: 'simulated' } {
  if (!(changesPerSecond > 0)) {
    throw new Error(`A simulated market has more than 0 changes a second, not ${changesPerSecond}.`)
  }
  let running: SimulatedMarket | undefined

  return {
    name: 'SIMULATED',
    market: 'simulated',
    start(sink) {
      const instruments = [...knownInstruments('SIMULATED').values()]
      let last = clock()
      let stopped = false
      const market = makeSimulatedMarket({
        instruments: instruments.map((instrument) => ({
          instrument,
          price: plausiblePrices.get(instrument.symbol) ?? 1,
        })),
        seed,
        at: last,
        changesPerSecond,
      })
      running = market
      sink.status({ phase: 'open' })
      sink.instruments(instruments)

      const timer = setInterval(() => {
        const now = clock()
        if (now < last || now > last + longestStepMs) market.resume(now)
        last = now
        for (const event of market.step(now)) {
          // A sink may stop us in the middle of a step.
          if (stopped) return
          if (event.type === 'trade') sink.trade(event.trade)
          else if (event.type === 'quote') sink.quote(event.quote)
          else if (event.type === 'ticker') sink.ticker(event.ticker)
        }
      }, stepMs)

      return {
        want() {},
        stop() {
          stopped = true
          clearInterval(timer)
        },
      }
    },
    ...withoutPast('SIMULATED'),
    /** Of the market that was started last: it comes with the minutes of a day. */
    async history({ instrument, interval, from, to }) {
      if (interval !== '1m') return []
      const past = running?.past(instrument.id) ?? []
      return past.filter(({ time }) => time >= from && time < to)
    },
  }
}
