import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import type { Trade } from '../../shared/trade.ts'
import type { Venue, VenueSink } from '../venues/venue.ts'
import type { Known } from './aliases.ts'
import type { BeginningMarket, MarketHost, RunningMarkets } from './host.ts'
import { makeLiveMarkets } from './live.ts'

/** A venue that does what its test says. */
interface TestVenue extends Venue {
  /** While it is at work. */
  sink: VenueSink | undefined
  starts: number
  wanted: string[]
}

let markets: RunningMarkets | undefined
let listed: Known[]

beforeEach(() => {
  vi.useFakeTimers()
  listed = []
})

afterEach(() => {
  markets?.stop()
  vi.useRealTimers()
})

function instrument(venue: VenueName, base: string, quote = 'USDT', decimals = 2): Instrument {
  const symbol = venue === 'BINANCE' ? `${base}${quote}` : `${base}-${quote}`
  const id = instrumentId(venue, symbol)
  return { id, venue, symbol, base, quote, decimals, sizeDecimals: 5 }
}

function makeVenue(name: VenueName, market: Venue['market'] = 'live'): TestVenue {
  const venue: TestVenue = {
    ...{ name, market, sink: undefined, starts: 0, wanted: [] },
    start(sink) {
      venue.sink = sink
      venue.starts++
      venue.wanted = []
      return {
        want(instruments) {
          venue.wanted = instruments.map(({ id }) => id)
        },
        stop() {
          venue.sink = undefined
        },
      }
    },
    catalogue: async () => [],
    history: async () => [],
  }
  return venue
}

function tradeOf(id: Instrument['id'], price: number): Trade {
  const time = Date.now()
  return { instrument: id, time, receivedAt: time, price, size: 1, side: 'buy', id: 1 }
}

function start(options: { simulated?: boolean } = {}) {
  const [binance, okx, kraken] = [makeVenue('BINANCE'), makeVenue('OKX'), makeVenue('KRAKEN')]
  const [finnhub, simulated] = [makeVenue('FINNHUB'), makeVenue('SIMULATED', 'simulated')]
  const begun: BeginningMarket[] = []
  const events: string[] = []
  const host: MarketHost = {
    begin(market) {
      begun.push(market)
      events.push(`${market.market} ${market.venue}`)
    },
    extend: (more) => void events.push(`more ${more.map(({ id }) => id).join()}`),
    past() {},
    trade: ({ instrument: id, price }) => void events.push(`${id} ${price}`),
    quote() {},
    ticker({ instrument: id, last }) {
      events.push(`${id} ${last}`)
    },
    refused() {},
    status() {},
    released: (venue) => void events.push(`released ${venue}`),
  }
  markets = makeLiveMarkets({
    venues: [binance, okx, kraken],
    others: [finnhub],
    simulated: options.simulated ? simulated : undefined,
    listed: () => listed,
    clock: () => performance.now(),
    now: Date.now,
  }).start(host)
  const last = () => begun.at(-1)
  const meaning = (symbol: string) => last()?.aliases.get(symbol)
  return { binance, okx, kraken, finnhub, simulated, begun, events, last, meaning, markets }
}

const lost = { phase: 'waiting', reason: 'gone', retryInMs: 1 } as const

it('is live with the first real price, which is not lost', () => {
  const { binance, events, okx } = start()
  binance.sink?.instruments([instrument('BINANCE', 'BTC')])
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 100))
  expect(events.slice(-2)).toEqual(['live BINANCE', 'BINANCE:BTCUSDT 100'])
  vi.advanceTimersByTime(60_000)
  expect(okx.starts).toBe(0)
})

it('goes from the simulated market to the real one, and no simulated figure comes after', () => {
  const { binance, events, simulated, last } = start({ simulated: true })
  vi.advanceTimersByTime(5_500)
  const made = { ...instrument('BINANCE', 'BTC'), id: 'SIMULATED:BTCUSDT', venue: 'SIMULATED' }
  simulated.sink?.instruments([made as Instrument])
  expect(last()).toMatchObject({ market: 'simulated', defaults: ['SIMULATED:BTCUSDT'] })
  binance.sink?.instruments([instrument('BINANCE', 'BTC')])
  expect(last()?.market).toBe('simulated')
  const before = events.length
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 100))
  const since = events.slice(before).filter((each) => !each.startsWith('released'))
  expect(since).toEqual(['live BINANCE', 'BINANCE:BTCUSDT 100'])
  expect(simulated.sink).toBeUndefined()
  expect(last()?.instruments.map(({ venue }) => venue)).toEqual(['BINANCE'])
})

it('goes on to the next venue and, once it is steady for a minute, back to the first', () => {
  const { binance, okx, kraken, events, meaning } = start()
  binance.sink?.instruments([instrument('BINANCE', 'BTC')])
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 100))
  expect(meaning('BTCUSDT')).toBe('BINANCE:BTCUSDT')
  vi.advanceTimersByTime(60_000)
  binance.sink?.status(lost)
  vi.advanceTimersByTime(6_000)
  okx.sink?.instruments([instrument('OKX', 'BTC')])
  okx.sink?.trade(tradeOf('OKX:BTC-USDT', 101))
  expect(meaning('BTCUSDT')).toBe('BINANCE:BTCUSDT')
  vi.advanceTimersByTime(5_000)
  expect(meaning('BTCUSDT')).toBe('OKX:BTC-USDT')
  expect(events).toContain('live OKX')
  expect(events).toContain('released KRAKEN')
  expect(kraken.sink).toBeUndefined()
  // It comes back for half a minute, then for good.
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 102))
  vi.advanceTimersByTime(30_000)
  binance.sink?.status(lost)
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 103))
  vi.advanceTimersByTime(59_000)
  expect(meaning('BTCUSDT')).toBe('OKX:BTC-USDT')
  vi.advanceTimersByTime(1_500)
  expect(meaning('BTCUSDT')).toBe('BINANCE:BTCUSDT')
  expect(okx.sink).toBeUndefined()
  expect(events.filter((each) => each.startsWith('live'))).toEqual([
    'live BINANCE',
    'live OKX',
    'live BINANCE',
  ])
})

it('runs a venue for what is wanted of it by name, and no longer', () => {
  const { binance, kraken, okx, finnhub, markets: running } = start()
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 100))
  const btc = instrument('KRAKEN', 'BTC', 'USD')
  const ada = instrument('KRAKEN', 'ADA', 'USD')
  running.want([btc])
  // What it gives of itself is no reason to leave out what was asked for.
  kraken.sink?.instruments([btc, ada])
  running.want([btc])
  vi.advanceTimersByTime(30_000)
  expect(kraken.starts).toBe(1)
  expect(kraken.wanted).toEqual([btc.id])
  expect([okx.starts, finnhub.starts]).toEqual([0, 0])
  running.want([])
  expect(kraken.sink).toBeUndefined()
  running.want([btc, ada])
  expect(kraken.starts).toBe(2)
  expect(kraken.wanted).toEqual([btc.id, ada.id])
})

it('asks the venue that gives the watchlist for both, each once', () => {
  const { binance, markets: running } = start()
  const [btc, ada] = [instrument('BINANCE', 'BTC'), instrument('BINANCE', 'ADA')]
  binance.sink?.instruments([btc])
  running.want([btc, ada])
  expect(binance.wanted).toEqual([btc.id, ada.id])
  running.want([])
  expect(binance.wanted).toEqual([btc.id])
})

it('begins anew where figures are counted otherwise, and starts the venue anew with them', () => {
  listed = [{ ...instrument('BINANCE', 'ADA'), status: 'trading' }]
  const { binance, begun, last, events, markets: running } = start()
  binance.sink?.trade(tradeOf('BINANCE:ADAUSDT', 100))
  const epochs = begun.length
  listed = [...listed, { ...instrument('BINANCE', 'NEW'), status: 'trading' }]
  running.relisted('BINANCE')
  expect(events.at(-1)).toBe('more BINANCE:NEWUSDT')
  expect(begun.length).toBe(epochs)
  listed = [{ ...instrument('BINANCE', 'ADA', 'USDT', 4), status: 'trading' }]
  running.relisted('BINANCE')
  expect(last()).toMatchObject({ market: 'live', instruments: [{ decimals: 4 }] })
  expect(binance.starts).toBe(2)
  expect(events).toContain('released BINANCE')
})

it('begins anew where another venue than the current one counts otherwise', () => {
  listed = [{ ...instrument('KRAKEN', 'ADA'), status: 'trading' }]
  const { binance, kraken, begun, last, markets: running } = start()
  binance.sink?.trade(tradeOf('BINANCE:BTCUSDT', 100))
  running.want([listed[0] as Instrument])
  const epochs = begun.length
  kraken.sink?.instruments([instrument('KRAKEN', 'ADA')])
  expect(begun.length).toBe(epochs)
  kraken.sink?.instruments([instrument('KRAKEN', 'ADA', 'USDT', 5)])
  expect(last()).toMatchObject({ market: 'live', venue: 'BINANCE' })
  expect(last()?.instruments).toContainEqual(instrument('KRAKEN', 'ADA', 'USDT', 5))
})

it('lets a symbol mean what the venue trades most, and nothing that is dead', () => {
  listed = [
    { ...instrument('BINANCE', 'BTC'), status: 'dead' },
    { ...instrument('BINANCE', 'BTC', 'USDC'), status: 'trading' },
  ]
  const { binance, meaning, last } = start()
  expect(meaning('BTCUSDT')).toBe('BINANCE:BTCUSDC')
  binance.sink?.instruments([instrument('BINANCE', 'BTC', 'USD')])
  expect(meaning('BTCUSDT')).toBe('BINANCE:BTCUSD')
  expect(last()?.defaults).toEqual(['BINANCE:BTCUSD'])
})

it('leaves what it knows as it is when a venue tells the same again', () => {
  const { binance, begun } = start()
  binance.sink?.instruments([instrument('BINANCE', 'BTC')])
  const epochs = begun.length
  binance.sink?.instruments([instrument('BINANCE', 'BTC')])
  expect(begun.length).toBe(epochs)
})

it('says nothing more once it is stopped', () => {
  const { binance, events, markets: running } = start({ simulated: true })
  running.stop()
  const before = events.length
  vi.advanceTimersByTime(60_000)
  expect(binance.sink).toBeUndefined()
  expect(events.length).toBe(before)
})
