import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { VenueEvent } from './event.ts'
import { knownInstruments, plausiblePrices } from './known.ts'
import { makeSimulated } from './simulated.ts'
import { makeSimulatedMarket } from './simulated-market.ts'
import { makeRecorder } from './testing/recorder.ts'

const begin = Date.UTC(2026, 10, 21)
const instruments = [...knownInstruments('SIMULATED').values()].map((instrument) => ({
  instrument,
  price: plausiblePrices.get(instrument.symbol) ?? 1,
}))

function make(seed: number, changesPerSecond = 80) {
  return makeSimulatedMarket({ instruments, seed, at: begin, changesPerSecond })
}

/** Twenty minutes of all instruments. */
let events: VenueEvent[]
const seconds = 1200

/**
 * An hour each of a few instruments from several seeds. One hour alone is too short a sample: a calm
 * one shows next to no clustering. Means over any five seeds are well beyond what is asked here.
 */
let hours: VenueEvent[][]
const hourSeconds = 3600
const few = 4

beforeAll(() => {
  hours = [1, 2, 3, 4, 5].map((seed) =>
    makeSimulatedMarket({
      instruments: instruments.slice(0, few),
      seed,
      at: begin,
      changesPerSecond: 20,
    }).step(begin + hourSeconds * 1000),
  )
  events = make(7, 40).step(begin + seconds * 1000)
})

afterEach(() => {
  vi.useRealTimers()
})

it('is the same for the same seed, however it is stepped, and another for another', () => {
  const whole = make(3).step(begin + 20_000)
  const market = make(3)
  const parts: VenueEvent[] = []
  for (let at = begin; at <= begin + 20_000; at += 7) parts.push(...market.step(at))
  parts.push(...market.step(begin + 20_000))
  expect(parts).toEqual(whole)
  expect(make(4).step(begin + 20_000)).not.toEqual(whole)
})

it('lets every instrument trade within its first 100 ms, quoted before', () => {
  const first = make(1).step(begin + 100)
  for (const { instrument } of instruments) {
    const own = first.filter((event) => instrumentOf(event) === instrument.id)
    expect(own.slice(0, 3).map(({ type }) => type)).toEqual(['quote', 'trade', 'ticker'])
  }
})

it('makes about as many changes a second as it is told', () => {
  for (const changesPerSecond of [50, 500]) {
    const changes = make(5, changesPerSecond)
      .step(begin + 600_000)
      .filter(({ type }) => type !== 'ticker')
    expect(changes.length / 600 / changesPerSecond).toBeGreaterThan(0.6)
    expect(changes.length / 600 / changesPerSecond).toBeLessThan(1.5)
  }
})

it('has whole figures above zero, ask above bid, and times that rise', () => {
  let before = begin
  for (const event of events) {
    if (event.type === 'trade') {
      const { price, size, time } = event.trade
      expectUnits(price, size)
      if (time < before) throw new Error('A trade went back in time.')
      before = time
    } else if (event.type === 'quote') {
      const { bid = 0, ask = 0, bidSize, askSize } = event.quote
      expectUnits(bid, ask, bidSize, askSize)
      if (ask <= bid) throw new Error(`Bid ${bid} meets ask ${ask}.`)
    }
  }
})

it('keeps its 24 h figures coherent with the path', () => {
  const last = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'trade') last.set(event.trade.instrument, event.trade.price)
    if (event.type !== 'ticker') continue
    const { instrument, high = 0, low = 0, open = 0, volume } = event.ticker
    expectUnits(high, low, open, volume)
    if (event.ticker.last !== last.get(instrument)) throw new Error('The last is no last trade.')
    if (high < Math.max(event.ticker.last ?? 0, open)) throw new Error('A high is not the highest.')
    if (low > Math.min(event.ticker.last ?? 0, open)) throw new Error('A low is not the lowest.')
  }
})

it('begins and stays near plausible prices', () => {
  for (const { instrument, price } of instruments) {
    for (const figure of pathOf(instrument.id)) {
      const ratio = figure / (price * 10 ** instrument.decimals)
      if (ratio < 0.7 || ratio > 1.4) throw new Error(`${instrument.symbol} is at ${ratio}.`)
    }
  }
})

it('clusters its volatility, with fat tails, and has no trend to trade on', () => {
  const leader = hours.map((hour) => returnsOf(hour, 'SIMULATED:BTCUSDT', 1))
  const sizes = leader.map((returns) => returns.map(Math.abs))
  for (const lag of [1, 10, 30]) {
    expect(mean(sizes.map((values) => autocorrelation(values, lag)))).toBeGreaterThan(0.08)
  }
  expect(Math.abs(mean(leader.map((values) => autocorrelation(values, 10))))).toBeLessThan(0.05)
  const kurtosis = (values: number[]) =>
    mean(values.map((r) => r ** 4)) / mean(values.map((r) => r ** 2)) ** 2
  expect(mean(leader.map(kurtosis))).toBeGreaterThan(4)
})

it('moves the others with bitcoin', () => {
  for (const { instrument } of instruments.slice(1, few)) {
    const together = hours.map((hour) =>
      correlation(returnsOf(hour, 'SIMULATED:BTCUSDT', 60), returnsOf(hour, instrument.id, 60)),
    )
    expect(mean(together)).toBeGreaterThan(0.3)
  }
})

it('trades sizes that are mostly small and sometimes huge', () => {
  const sizes = events
    .flatMap((event) => (event.type === 'trade' ? [event.trade] : []))
    .filter(({ instrument }) => instrument === 'SIMULATED:BTCUSDT')
    .map(({ size }) => size)
    .sort((a, b) => a - b)
  const median = sizes[sizes.length >> 1] ?? 0
  expect((sizes.at(-1) ?? 0) / median).toBeGreaterThan(50)
})

it('goes on after a clock that jumped, without catching up', () => {
  const market = make(2)
  market.step(begin + 1000)
  const later = begin + 8 * 3_600_000
  market.resume(later)
  expect(market.step(later + 1000).length).toBeLessThan(300)
  const earlier = begin - 3_600_000
  market.resume(earlier)
  const back = market.step(earlier + 1000)
  expect(back.length).toBeGreaterThan(20)
  for (const event of back) if (event.type === 'trade') expect(event.trade.time).toBeLessThan(begin)
})

it('runs as a venue until its stop', () => {
  vi.useFakeTimers()
  const sink = makeRecorder()
  const { stop } = makeSimulated({ seed: 1, changesPerSecond: 50 }).start(sink)
  expect(sink.lists).toHaveLength(1)
  vi.advanceTimersByTime(100)
  expect(new Set(sink.trades.map(({ instrument }) => instrument)).size).toBe(16)
  expect(sink.trades.every(({ receivedAt }) => receivedAt <= Date.now())).toBe(true)
  const heard = sink.trades.length
  stop()
  vi.advanceTimersByTime(10_000)
  expect(sink.trades).toHaveLength(heard)
})

function instrumentOf(event: VenueEvent): string | undefined {
  if (event.type === 'trade') return event.trade.instrument
  if (event.type === 'quote') return event.quote.instrument
  return event.type === 'ticker' ? event.ticker.instrument : undefined
}

function expectUnits(...figures: (number | undefined)[]): void {
  for (const figure of figures) {
    if (!Number.isSafeInteger(figure) || (figure ?? 0) <= 0) {
      throw new Error(`${figure} is no count of units above zero.`)
    }
  }
}

function pathOf(id: string): number[] {
  return events.flatMap((event) =>
    event.type === 'quote' && event.quote.instrument === id
      ? [((event.quote.bid ?? 0) + (event.quote.ask ?? 0)) / 2]
      : [],
  )
}

/** Log returns of the middle over steps of `everySeconds`; a step without a quote has the one before. */
function returnsOf(hour: readonly VenueEvent[], id: string, everySeconds: number): number[] {
  const quoted: number[] = []
  for (const event of hour) {
    if (event.type !== 'quote' || event.quote.instrument !== id) continue
    const step = Math.floor(((event.quote.time ?? 0) - begin) / (1000 * everySeconds))
    quoted[step] = ((event.quote.bid ?? 0) + (event.quote.ask ?? 0)) / 2
  }
  const middles: number[] = []
  // All first quotes come within the first 50 ms, so step 0 has one.
  for (let i = 0; i < hourSeconds / everySeconds; i++) {
    middles.push(quoted[i] ?? middles[i - 1] ?? Number.NaN)
  }
  return middles.slice(1).map((middle, i) => Math.log(middle / (middles[i] ?? Number.NaN)))
}

function autocorrelation(values: readonly number[], lag: number): number {
  return correlation(values.slice(0, -lag), values.slice(lag))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, i) => (value - mx) * ((y[i] ?? my) - my)))
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb))
}
