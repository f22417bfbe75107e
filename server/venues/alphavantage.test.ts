import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type DocumentStore, makeAlphaVantage } from './alphavantage.ts'
import { stock } from './finnhub-rest.ts'
import { makeRecorder } from './testing/recorder.ts'
import type { HistoryQuery } from './venue.ts'

const key = 'SECRET+KEY/1234'
const now = Date.parse('2026-11-21T12:00:00Z')
const row = {
  '1. open': '10',
  '2. high': '12',
  '3. low': '9',
  '4. close': '11',
  '5. volume': '500',
}
const daily = { 'Time Series (Daily)': { '2026-11-20': row, '2026-11-19': row } }

let server: Server
let asked: URL[]
let answer: (url: URL) => unknown
let clock: number

beforeEach(async () => {
  asked = []
  answer = () => daily
  clock = now
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(url)
    response.end(JSON.stringify(answer(url)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  server.close()
  server.closeAllConnections()
})

function makeStore(): DocumentStore & { texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    read: async (name) => texts.get(name),
    write: async (name, text) => void texts.set(name, text),
  }
}

function make(documents: DocumentStore = makeStore()) {
  const { port } = server.address() as AddressInfo
  const restUrl = `http://127.0.0.1:${port}`
  // Each look at the clock is two seconds later, so that nothing waits for its second.
  return makeAlphaVantage({ key, documents, restUrl, clock: () => (clock += 2000) })
}

const { signal } = new AbortController()
const query = (symbol: string, more: Partial<HistoryQuery> = {}): HistoryQuery => ({
  instrument: stock(symbol),
  interval: '1d',
  from: Date.UTC(2026, 10, 1),
  to: Date.UTC(2026, 10, 22),
  ...more,
})

it('gives daily candles, oldest first, at the dates of New York', async () => {
  const candles = await make().history(query('IBM'), signal)
  expect(candles).toEqual([
    {
      time: Date.UTC(2026, 10, 19),
      open: 100_000,
      high: 120_000,
      low: 90_000,
      close: 110_000,
      volume: 500,
    },
    {
      time: Date.UTC(2026, 10, 20),
      open: 100_000,
      high: 120_000,
      low: 90_000,
      close: 110_000,
      volume: 500,
    },
  ])
  const params = Object.fromEntries(asked[0]?.searchParams ?? [])
  expect(params).toEqual({
    function: 'TIME_SERIES_DAILY',
    outputsize: 'compact',
    symbol: 'IBM',
    apikey: key,
  })
})

it('leaves out the day that is not over', async () => {
  clock = Date.parse('2026-11-20T18:00:00Z')
  const times = (await make().history(query('IBM'), signal)).map(({ time }) => time)
  expect(times).toEqual([Date.UTC(2026, 10, 19)])
})

it('asks once for a symbol until the next close', async () => {
  const venue = make()
  await venue.history(query('IBM'), signal)
  await venue.history(query('IBM', { from: Date.UTC(2026, 10, 20) }), signal)
  expect(asked).toHaveLength(1)
  clock = Date.parse('2026-11-23T21:30:00Z')
  await venue.history(query('IBM'), signal)
  expect(asked).toHaveLength(2)
})

it('asks once for a symbol that is not known', async () => {
  const venue = make()
  answer = () => ({ 'Error Message': 'Invalid API call.' })
  for (let i = 0; i < 2; i++) {
    const history = venue.history(query('NOPE'), signal)
    await expect(history).rejects.toMatchObject({ kind: 'unknown-instrument' })
  }
  expect(asked).toHaveLength(1)
})

it('asks nothing for what it cannot have', async () => {
  const venue = make()
  expect(await venue.history(query('IBM', { from: 0, to: Date.UTC(2026, 0) }), signal)).toEqual([])
  for (const interval of ['1m', '1h'] as const) {
    await expect(venue.history(query('IBM', { interval }), signal)).rejects.toMatchObject({
      kind: 'unsupported',
    })
  }
  await expect(venue.catalogue(signal)).rejects.toMatchObject({ kind: 'unsupported' })
  expect(asked).toEqual([])
})

it('remembers over a restart what it has spent', async () => {
  const documents = makeStore()
  const spentAt = Array.from({ length: 24 }, (_, i) => now - 3_600_000 + i * 2000)
  await documents.write('alphavantage-budget.json', JSON.stringify({ spentAt }))
  const first = make(documents)
  await first.history(query('IBM'), signal)
  await expect(first.history(query('AAPL'), signal)).rejects.toMatchObject({ kind: 'rate-limited' })
  const error = await make(documents)
    .history(query('AAPL'), signal)
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: expect.any(Number) })
  expect(String(error)).toContain('the next may be asked in')
  expect(asked).toHaveLength(1)
})

it('stops asking when it is told that the limit is reached, and lets its key out nowhere', async () => {
  const documents = makeStore()
  const venue = make(documents)
  answer = (url) => ({
    Information: `We have detected your API key as ${url.searchParams.get('apikey')}`,
  })
  const errors: unknown[] = []
  for (const symbol of ['IBM', 'AAPL']) {
    errors.push(await venue.history(query(symbol), signal).catch((error: unknown) => error))
  }
  expect(errors).toMatchObject([{ kind: 'rate-limited' }, { kind: 'rate-limited' }])
  expect(asked).toHaveLength(1)
  answer = (url) => ({ [`Unexpected ${url.searchParams.get('apikey')}`]: '' })
  clock += 86_400_000
  errors.push(
    await make(documents)
      .history(query('MSFT'), signal)
      .catch((error: unknown) => error),
  )
  const offline = make()
  server.close()
  server.closeAllConnections()
  errors.push(await offline.history(query('MSFT'), signal).catch((error: unknown) => error))
  const everything = errors.map(
    (error) => `${error} ${JSON.stringify(error)} ${(error as Error).stack}`,
  )
  for (const form of [key, encodeURIComponent(key)].map((text) => text.slice(0, 10))) {
    expect(
      [...everything, ...documents.texts.values()].filter((text) => text.includes(form)),
    ).toEqual([])
  }
  expect(everything.join()).toContain('[key]')
})

it('is no live feed: once started it says nothing', () => {
  const sink = makeRecorder()
  const running = make().start(sink)
  running.want([stock('IBM')])
  running.stop()
  expect(JSON.stringify(sink)).toBe(JSON.stringify(makeRecorder()))
  expect(asked).toEqual([])
})

it('ends with the signal that it was given', async () => {
  const controller = new AbortController()
  controller.abort(new Error('no longer wanted'))
  await expect(make().history(query('IBM'), controller.signal)).rejects.toThrow('no longer wanted')
  expect(asked).toEqual([])
})
