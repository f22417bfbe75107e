import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Hub, makeHub } from '../hub/hub.ts'
import { instrumentOf, stateOf } from '../hub/testing.ts'
import { type Candles, makeCandles } from '../market/candles.ts'
import { sparklinesRoute } from './sparklines.ts'

const btc = instrumentOf('BTCUSDT')
const eth = instrumentOf('ETHUSDT')
const minute = 60_000
const now = 1_763_700_000_000
let hub: Hub
let candles: Candles
let app: ReturnType<typeof sparklinesRoute>
let clock: number
let reads: number

function open(): void {
  reads = 0
  app = sparklinesRoute({
    hub,
    read: async ({ instrument, ...query }) => {
      reads++
      return candles.read({ ...query, instrument: instrument.id })
    },
    now: () => clock,
  })
}

beforeEach(() => {
  hub = makeHub({ now: () => now, newEpoch: () => 'e1', heartbeatMs: 15_000, stuckAfterMs: 5_000 })
  candles = makeCandles()
  clock = now
  open()
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth] })
  candles.begin([btc, eth], true)
})

afterEach(() => hub.stop('shutdown'))

function trade(time: number, price: number): void {
  const traded = { instrument: btc.id, time, receivedAt: time, price, size: 1, id: time }
  candles.fold({ ...traded, side: 'buy' })
}

async function sparklineOf(symbol: string) {
  const { sparklines } = await (await app.request(`/api/sparklines?symbols=${symbol}`)).json()
  return sparklines[symbol]
}

it('answers the last close of each half hour of a day, in one answer for all', async () => {
  for (let ago = 30 * 60; ago >= 0; ago--) trade(now - ago * minute, 10_000 + ago)
  const response = await app.request('/api/sparklines?symbols=btcusdt,FOO,ETHUSDT')
  const { market, simulated, sparklines } = await response.json()
  expect({ market, simulated }).toEqual({ market: 'live', simulated: false })
  expect(Object.keys(sparklines)).toEqual(['BTCUSDT', 'ETHUSDT'])
  const { venue, step_ms, time, close } = sparklines.BTCUSDT
  expect([venue, step_ms, time.length]).toEqual(['BINANCE', 30 * minute, 48])
  expect(time.every((each: number, i: number) => each === time[0] + i * step_ms)).toBe(true)
  expect(time.at(-1)).toBe(Math.floor(now / step_ms) * step_ms)
  expect(close.at(-1)).toBe(100)
  // The last minute of the half hour before the present one.
  const ago = (now - time.at(-1)) / minute + 1
  expect(close.at(-2)).toBe((10_000 + ago) / 100)
  expect(sparklines.ETHUSDT).toEqual({
    ...{ venue: 'BINANCE', step_ms: 1_000, time: [], close: [] },
    ...{ high_24h: null, low_24h: null, volume_24h: null, turnover_24h: null },
  })
})

it('tells the figures of the day, every decimal written, and what the volume was worth', async () => {
  trade(now - minute, 10_000)
  trade(now, 12_000)
  const figures = { high24h: 12_000, low24h: 9_900, volume24h: 700_000 }
  hub.record({ ...stateOf(btc, 12_000, now), ...figures })
  const text = await (await app.request('/api/sparklines?symbols=BTCUSDT')).text()
  expect(text).toContain(
    '"high_24h":120.00,"low_24h":99.00,"volume_24h":7.00000,"turnover_24h":770}',
  )
})

it('answers a market of minutes by finer steps, so that there is a line', async () => {
  for (let ago = 240; ago >= 0; ago--) trade(now - ago * 1_000, 10_000 + ago)
  const young = await sparklineOf('BTCUSDT')
  expect(young.step_ms).toBe(10_000)
  expect(young.close.length).toBe(25)
})

it('has at most 48 points and a real line at every age of a market', async () => {
  for (let age = 1; age <= 36 * 60; age = Math.ceil(age * 1.3)) {
    candles.begin([btc, eth], true)
    open()
    for (let ago = age; ago >= 0; ago -= 1 / 4) trade(now - ago * minute, 100 + Math.round(ago))
    const { time, close } = await sparklineOf('BTCUSDT')
    expect(time.length).toBe(close.length)
    expect(time.length).toBeGreaterThan(age < 3 ? 4 : 11)
    expect(time.length).toBeLessThanOrEqual(48)
  }
})

it('answers 304 while nothing has changed', async () => {
  trade(now - minute, 100)
  const path = '/api/sparklines?symbols=BTCUSDT'
  const response = await app.request(path)
  expect(response.headers.get('cache-control')).toBe('no-cache')
  const seen = { headers: { 'if-none-match': response.headers.get('etag') ?? '' } }
  expect((await app.request(path, seen)).status).toBe(304)
  trade(now, 101)
  clock = now + 5_000
  expect((await app.request(path, seen)).status).toBe(200)
})

it('reads once for all who ask within five seconds', async () => {
  trade(now - minute, 100)
  await Promise.all([sparklineOf('BTCUSDT'), sparklineOf('BTCUSDT')])
  const before = reads
  clock = now + 4_999
  await sparklineOf('BTCUSDT')
  expect(reads).toBe(before)
  clock = now + 5_000
  await sparklineOf('BTCUSDT')
  expect(reads).toBeGreaterThan(before)
})

it('names what is wrong with a request for sparklines', async () => {
  const many = Array.from({ length: 501 }, (_, i) => `A${i}`).join()
  for (const search of ['', 'symbols=', 'symbols=A%20B', `symbols=${many}`]) {
    const response = await app.request(`/api/sparklines?${search}`)
    const { field } = await response.json()
    expect([response.status, field.split('.')[0]]).toEqual([400, 'symbols'])
  }
})
