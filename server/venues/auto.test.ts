import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Instrument, VenueName } from '../../shared/instrument.ts'
import type { Market } from '../../shared/protocol.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeAuto, makeFixed } from './auto.ts'
import { makeBinance } from './binance.ts'
import { knownInstruments } from './known.ts'
import { makeSimulated } from './simulated.ts'
import { type Exchange, startExchange } from './testing/exchange.ts'
import { until } from './testing/until.ts'
import type { MarketHost, Venue, VenueSink } from './venue.ts'

/** All that the host hears, in order, as short text. */
let heard: string[]
let host: MarketHost

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  heard = []
  host = {
    begin: ({ market, venue, instruments }) => {
      heard.push(`begin ${market} ${venue} ${instruments.map(({ symbol }) => symbol).join()}`)
    },
    trade: ({ instrument, price }) => void heard.push(`trade ${instrument} ${price}`),
    quote: ({ instrument, bid }) => void heard.push(`quote ${instrument} ${bid}`),
    ticker: ({ instrument, last }) => void heard.push(`ticker ${instrument} ${last}`),
    status: (venue, { phase }) => void heard.push(`${venue} ${phase}`),
    refused: (reason) => void heard.push(reason),
  }
})

afterEach(() => vi.useRealTimers())

/** A venue that a test speaks through, even after its stop. */
function makePuppet(name: VenueName, market: Venue['market']) {
  let sink: VenueSink | undefined
  const puppet = {
    stops: 0,
    wanted: [] as string[][],
    venue: {
      name,
      market,
      start(to: VenueSink) {
        sink = to
        return {
          want: (list: readonly Instrument[]) => void puppet.wanted.push(list.map(({ id }) => id)),
          stop() {
            puppet.stops += 1
          },
        }
      },
      catalogue: async () => [],
      history: async () => [],
    } satisfies Venue,
    started: () => sink !== undefined,
    list(...symbols: string[]) {
      const known = knownInstruments(name)
      sink?.instruments(symbols.flatMap((symbol) => known.get(symbol) ?? []))
    },
    trade(price: number) {
      sink?.trade(tradeOf(name, price))
    },
    quote(bid: number) {
      const instrument = `${name}:BTCUSDT` as const
      const rest = { bidSize: 1, ask: bid + 1, askSize: 1, receivedAt: 1, time: undefined }
      sink?.quote({ instrument, bid, ...rest })
    },
    ticker(last: number | undefined) {
      const figures = { open: 1, high: 1, low: 1, volume: 1 }
      sink?.ticker({ instrument: `${name}:BTCUSDT`, time: 1, receivedAt: 1, last, ...figures })
    },
    down() {
      sink?.status({ phase: 'waiting', reason: 'cut', retryInMs: 1 })
    },
  }
  return puppet
}

function tradeOf(name: VenueName, price: number): Trade {
  const rest = { time: 1, receivedAt: 1, size: 1, side: undefined, id: undefined }
  return { instrument: `${name}:BTCUSDT`, price, ...rest }
}

function puppets() {
  const real = makePuppet('BINANCE', 'live')
  const simulated = makePuppet('SIMULATED', 'simulated')
  const { want, stop } = makeAuto({ real: real.venue, simulated: simulated.venue }).start(host)
  real.list('BTCUSDT')
  return { real, simulated, want, stop }
}

it('takes the real market where it answers in time, its early quotes with it', () => {
  const { real, simulated } = puppets()
  real.quote(7)
  real.ticker(undefined)
  vi.advanceTimersByTime(4999)
  real.trade(8)
  vi.advanceTimersByTime(60_000)
  real.trade(9)
  expect(simulated.started()).toBe(false)
  expect(heard).toEqual([
    'begin connecting BINANCE BTCUSDT',
    'begin live BINANCE BTCUSDT',
    'quote BINANCE:BTCUSDT 7',
    'ticker BINANCE:BTCUSDT undefined',
    'trade BINANCE:BTCUSDT 8',
    'trade BINANCE:BTCUSDT 9',
  ])
})

it('serves the simulated market after its patience, and changes over at the first real price', () => {
  const { real, simulated } = puppets()
  vi.advanceTimersByTime(5000)
  simulated.list('BTCUSDT')
  simulated.trade(1)
  real.down()
  real.quote(70)
  simulated.trade(2)
  real.ticker(80)
  simulated.trade(3)
  simulated.quote(3)
  simulated.list('BTCUSDT')
  simulated.down()
  real.trade(81)
  expect(simulated.stops).toBe(1)
  expect(heard).toEqual([
    'begin connecting BINANCE BTCUSDT',
    'begin simulated SIMULATED BTCUSDT',
    'trade SIMULATED:BTCUSDT 1',
    'BINANCE waiting',
    'trade SIMULATED:BTCUSDT 2',
    'begin live BINANCE BTCUSDT',
    'quote BINANCE:BTCUSDT 70',
    'ticker BINANCE:BTCUSDT 80',
    'trade BINANCE:BTCUSDT 81',
  ])
})

it('never goes back to the simulated market', () => {
  const { real, simulated } = puppets()
  real.trade(1)
  real.down()
  vi.advanceTimersByTime(3_600_000)
  expect(simulated.started()).toBe(false)
  expect(heard.filter((line) => line.startsWith('begin'))).toHaveLength(2)
})

it('begins anew where the instruments of the market change, and drops what was counted in old units', () => {
  const { real } = puppets()
  real.quote(5)
  real.list('BTCUSDT', 'ETHUSDT')
  real.trade(6)
  real.list('ETHUSDT')
  expect(heard).toEqual([
    'begin connecting BINANCE BTCUSDT',
    'begin connecting BINANCE BTCUSDT,ETHUSDT',
    'begin live BINANCE BTCUSDT,ETHUSDT',
    'trade BINANCE:BTCUSDT 6',
    'begin live BINANCE ETHUSDT',
  ])
})

it('keeps a bounded number of early quotes, the newest', () => {
  const { real } = puppets()
  for (let bid = 1; bid <= 1000; bid++) real.quote(bid)
  real.trade(1)
  const quotes = heard.filter((line) => line.startsWith('quote'))
  expect(quotes).toHaveLength(256)
  expect(quotes.at(-1)).toBe('quote BINANCE:BTCUSDT 1000')
})

it('stops both and hears neither any more', () => {
  const { real, simulated, stop } = puppets()
  vi.advanceTimersByTime(5000)
  stop()
  const before = heard.length
  real.trade(1)
  simulated.trade(1)
  real.list('BTCUSDT')
  vi.advanceTimersByTime(60_000)
  expect(heard).toHaveLength(before)
  expect([real.stops, simulated.stops]).toEqual([1, 1])
})

it('asks the real venue for those of the wanted that are its own', () => {
  const { real, want } = puppets()
  want([...knownInstruments('BINANCE').values()].slice(0, 1))
  want([...knownInstruments('SIMULATED').values()])
  expect(real.wanted).toEqual([['BINANCE:BTCUSDT'], []])
})

it('stops before its patience is over without ever simulating', () => {
  const { simulated, stop } = puppets()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(simulated.started()).toBe(false)
})

for (const [name, market] of [
  ['SIMULATED', 'simulated'],
  ['REPLAY', 'replay'],
] as const satisfies [VenueName, Market][]) {
  it(`begins a fixed ${market} market with its instruments, each round anew`, () => {
    const puppet = makePuppet(name, market)
    const { stop } = makeFixed(puppet.venue).start(host)
    puppet.list('BTCUSDT')
    puppet.quote(1)
    puppet.list('BTCUSDT')
    stop()
    expect(heard).toEqual([
      `begin ${market} ${name} BTCUSDT`,
      `quote ${name}:BTCUSDT 1`,
      `begin ${market} ${name} BTCUSDT`,
    ])
  })
}

it('calls a fixed live market connecting until it has a price, however long that takes', () => {
  const real = makePuppet('BINANCE', 'live')
  makeFixed(real.venue).start(host)
  real.list('BTCUSDT')
  vi.advanceTimersByTime(3_600_000)
  real.trade(1)
  expect(heard).toEqual([
    'begin connecting BINANCE BTCUSDT',
    'begin live BINANCE BTCUSDT',
    'trade BINANCE:BTCUSDT 1',
  ])
})

it('changes over from the simulator when Binance stops refusing this place', async () => {
  const exchange: Exchange = await startExchange()
  exchange.refuse({ status: 451 })
  const { wsUrl, restUrl } = exchange
  const real = makeBinance({ wsUrl, restUrl, symbols: ['BTCUSDT'], random: () => 0.5 })
  const { stop } = makeAuto({ real, simulated: makeSimulated({ seed: 1 }) }).start(host)
  await until(() => heard.includes('BINANCE waiting'), 'Binance refuses')
  vi.advanceTimersByTime(6000)
  expect(heard.some((line) => line.startsWith('trade SIMULATED:BTCUSDT'))).toBe(true)
  exchange.refuse()
  vi.advanceTimersByTime(700_000)
  await until(() => exchange.connections.length === 1, 'it is probed')
  exchange.trade('BTCUSDT', 5)
  await until(() => heard.includes('trade BINANCE:BTCUSDT 500'), 'the real price comes')
  const began = heard.indexOf('begin live BINANCE BTCUSDT')
  vi.advanceTimersByTime(5000)
  expect(heard.slice(began).filter((line) => line.includes('SIMULATED'))).toEqual([])
  stop()
  await exchange.stop()
})
