import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFinnhub } from './finnhub.ts'
import { stock } from './finnhub-rest.ts'
import type { SocketLimits } from './socket-limits.ts'
import { type FinnhubStandIn, startFinnhub } from './testing/finnhub.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { until } from './testing/until.ts'
import type { Running, Venue } from './venue.ts'

const key = 'c0ffee+sandbox/key='
const quote = { c: 200.5, d: 1, dp: 0.5, h: 202, l: 199, o: 200, pc: 199.5, t: 1_789_580_577 }
const listing = [{ currency: 'USD', description: 'APPLE INC', mic: 'XNAS', symbol: 'AAPL' }]

let finnhub: FinnhubStandIn
let sink: Recorder
let running: Running | undefined
let now: number

beforeEach(async () => {
  finnhub = await startFinnhub({ key, quote, unknown: ['NOSUCH'], listing, clock: () => regular })
  sink = makeRecorder()
})

afterEach(async () => {
  running?.stop()
  running = undefined
  await finnhub.stop()
})

const regular = Date.parse('2026-11-20T15:00:00Z')
const weekend = Date.parse('2026-11-21T15:00:00Z')

interface Choice {
  symbols?: string[]
  at?: number
  limits?: Partial<SocketLimits>
}

function make({ symbols = ['AAPL', 'MSFT'], at = regular, limits = {} }: Choice = {}): Venue {
  now = at
  return makeFinnhub({
    ...{ key, wsUrl: finnhub.wsUrl, restUrl: finnhub.restUrl, symbols, quoteEveryMs: 5 },
    ...{ catalogueWaitMs: 0, lingerMs: 0, clock: () => now },
    limits: { checkMs: 5, backoffMs: 20, minDelayMs: 20, ...limits },
  })
}

const start = (choice?: Choice) => {
  running = make(choice).start(sink)
  return running
}

const subscribed = (...symbols: string[]) =>
  until(
    () => String([...finnhub.symbols].sort()) === String(symbols.sort()),
    `${symbols} are subscribed`,
  )

it('subscribes symbol by symbol, announces, and delivers trades', async () => {
  start()
  await subscribed('AAPL', 'MSFT')
  expect(finnhub.heard).toEqual([
    '{"type":"subscribe","symbol":"AAPL"}',
    '{"type":"subscribe","symbol":"MSFT"}',
  ])
  expect(sink.lists[0]?.map(({ id }) => id)).toEqual(['FINNHUB:AAPL', 'FINNHUB:MSFT'])
  finnhub.trade('AAPL', 201.25)
  await until(() => sink.trades.length > 0, 'it trades')
  expect(sink.trades[0]).toMatchObject({ instrument: 'FINNHUB:AAPL', price: 2_012_500, size: 100 })
  expect(sink.phase()).toBe('open')
})

it('asks for the quote of each symbol, as its change since the previous close', async () => {
  start()
  await until(() => sink.tickers.length === 2, 'both quotes come')
  expect(sink.tickers.map(({ instrument, last, open }) => [instrument, last, open])).toEqual([
    ['FINNHUB:AAPL', 2_005_000, 1_995_000],
    ['FINNHUB:MSFT', 2_005_000, 1_995_000],
  ])
})

it('follows what is wanted on the same connection', async () => {
  const { want } = start()
  await subscribed('AAPL', 'MSFT')
  want([stock('MSFT'), stock('TSLA')])
  await until(() => finnhub.heard.some((text) => text.includes('TSLA')), 'TSLA is subscribed')
  await until(() => finnhub.heard.some((text) => text.includes('unsubscribe')), 'AAPL is dropped')
  expect(finnhub.heard).toContain('{"type":"unsubscribe","symbol":"AAPL"}')
  expect(finnhub.connections()).toBe(1)
})

it('gives up the place of a symbol that Finnhub does not know, by name', async () => {
  start({ symbols: ['AAPL', 'NOSUCH'] })
  await subscribed('AAPL')
  expect(sink.refusals.join()).toContain('It does not know NOSUCH')
  await until(() => sink.tickers.length > 0, 'the other has its quote')
  expect(sink.tickers.every(({ instrument }) => instrument === 'FINNHUB:AAPL')).toBe(true)
})

it('keeps a symbol that had a quote when Finnhub answers zeros for it', async () => {
  const { want } = start({ symbols: ['AAPL'] })
  await until(() => sink.tickers.length === 1, 'it has its quote')
  finnhub.forget('AAPL')
  // Wanted beside another, whose quote comes after the zeros.
  now = regular + 61_000
  want([stock('AAPL'), stock('MSFT')])
  await until(() => sink.refusals.some((text) => text.includes('AAPL')), 'zeros come')
  await subscribed('AAPL', 'MSFT')
})

it('subscribes no more than 50 and names the others', async () => {
  const symbols = Array.from({ length: 53 }, (_, i) => `S${i}`)
  const { want } = start({ at: weekend })
  want(symbols.map(stock))
  await until(() => finnhub.symbols.size === 50, '50 are subscribed')
  expect(sink.refusals.join()).toContain('3 more are not subscribed (S50, S51, S52')
  expect(finnhub.heard.filter((text) => text.includes('S51'))).toEqual([])
})

it('never has two connections at once, also when it replaces its own', async () => {
  start({ limits: { lifetimeMs: 60, instrumentSilenceMs: 40, cooldownMs: 10 } })
  const trading = setInterval(() => finnhub.trade('AAPL', 200), 5)
  await until(() => finnhub.connections() >= 4, 'it has reconnected')
  clearInterval(trading)
  expect(finnhub.collisions()).toBe(0)
})

it('leaves a connection that only pings alone while the market is closed, and drops it while it is open', async () => {
  // Many times longer than a busy machine lets a process wait between two pings.
  const limits = { silenceMs: 300, quietMs: 300, instrumentSilenceMs: 200, cooldownMs: 1 }
  start({ at: weekend, limits })
  await subscribed('AAPL', 'MSFT')
  const pinging = setInterval(() => finnhub.send('{"type":"ping"}'), 5)
  const since = performance.now()
  await until(() => performance.now() - since > 700, 'time passes')
  expect(finnhub.connections()).toBe(1)
  expect(sink.statuses.filter(({ phase }) => phase === 'waiting')).toEqual([])
  running?.stop()
  await until(() => finnhub.open() === 0, 'it has left')
  start({ at: regular, limits })
  await until(() => sink.phase() === 'waiting', 'it is dropped')
  clearInterval(pinging)
  expect(sink.statuses.at(-1)).toMatchObject({ reason: expect.stringContaining('No price came') })
})

it('passes on what Finnhub refuses, and trades on', async () => {
  start()
  await subscribed('AAPL', 'MSFT')
  finnhub.send('{"msg":"Subscribing to too many symbols","type":"error"}')
  finnhub.trade('AAPL', 0)
  finnhub.trade('AAPL', 200)
  await until(() => sink.trades.length > 0, 'it trades')
  expect(sink.refusals).toEqual([
    'Finnhub answered an error: "Subscribing to too many symbols".',
    'A trade of AAPL at the price 0.',
  ])
  expect(sink.prices()).toEqual([2_000_000])
})

it('lists the instruments, and has no candles', async () => {
  const { signal } = new AbortController()
  const venue = make()
  expect(await venue.catalogue(signal)).toEqual([
    { ...stock('AAPL'), kind: 'stock', status: 'trading', fullName: 'APPLE INC' },
  ])
  const query = { instrument: stock('AAPL'), interval: '1d', from: 0, to: regular } as const
  await expect(venue.history(query, signal)).rejects.toMatchObject({ kind: 'unsupported' })
})

it('lets its key out nowhere, whatever fails and whatever is echoed', async () => {
  const forms = [key, encodeURIComponent(key)]
  const { signal } = new AbortController()
  const errors: string[] = []
  const hear = async (venue: Venue) => {
    const failed = await venue.catalogue(signal).catch((error: unknown) => error)
    errors.push(String(failed), JSON.stringify(failed), String((failed as Error).stack))
  }
  start()
  await subscribed('AAPL', 'MSFT')
  finnhub.send(`{"type":"error","msg":"No such key ${key}"}`)
  finnhub.send(`{"type":"trade","data":[{"s":"${key}","p":1,"t":1,"v":1}]}`)
  finnhub.send(`not json ${key}`)
  finnhub.refuse({ status: 401, body: JSON.stringify({ error: `Invalid API key ${key}` }) })
  await hear(make())
  finnhub.close(4001, `bad ${key}`)
  await until(() => sink.phase() === 'waiting', 'it is cut')
  running?.stop()
  const said = JSON.stringify(sink)
  sink = makeRecorder()
  start()
  await until(() => sink.phase() === 'waiting', 'it is refused')
  expect(sink.statuses.at(-1)).toMatchObject({
    reason: 'The venue does not take the key (HTTP 401).',
  })
  running?.stop()
  start({ limits: {} })
  await finnhub.stop()
  await hear(make())
  const everything = [...errors, said, JSON.stringify(sink), ...finnhub.asked]
  for (const form of forms) expect(everything.filter((text) => text.includes(form))).toEqual([])
  expect(said).toContain('[key]')
  finnhub = await startFinnhub({ key })
})

it('says nothing more after its stop', async () => {
  start()
  await subscribed('AAPL', 'MSFT')
  running?.stop()
  running?.stop()
  const before = JSON.stringify(sink)
  finnhub.trade('AAPL', 200)
  const asked = finnhub.asked.length
  const since = performance.now()
  await until(() => performance.now() - since > 50, 'time passes')
  expect(JSON.stringify(sink)).toBe(before)
  expect(finnhub.asked.length - asked).toBeLessThanOrEqual(1)
})
