import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeDelta } from '../../shared/candle-delta.ts'
import { type Hub, makeHub } from '../hub/hub.ts'
import { instrumentOf } from '../hub/testing.ts'
import { type Candles, makeCandles } from '../market/candles.ts'
import { candlesRoute } from './candles.ts'

const btc = instrumentOf('BTCUSDT')
const now = 1_763_700_000_000
let hub: Hub
let candles: Candles
let app: ReturnType<typeof candlesRoute>

beforeEach(() => {
  hub = makeHub({ now: () => now, newEpoch: () => 'e1', heartbeatMs: 15_000, stuckAfterMs: 5_000 })
  candles = makeCandles()
  app = candlesRoute({
    hub,
    now: () => now,
    read: async ({ instrument, interval, ...range }) =>
      interval === '1m' ? candles.read({ ...range, interval, instrument: instrument.id }) : [],
  })
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc] })
  candles.begin([btc], true)
})

afterEach(() => hub.stop('shutdown'))

function trade(time: number, price: number, size = 100_000): void {
  const side = 'buy' as const
  candles.fold({ instrument: btc.id, time, receivedAt: time, price, size, side, id: time })
}

it('answers candles as columns, every decimal written, the forming one marked', async () => {
  trade(now - 60_000, 6_183_760, 5)
  trade(now, 6_183_800)
  trade(now + 1, 6_183_790)
  const response = await app.request('/api/candles?symbol=btcusdt&interval=1m')
  expect(await response.text()).toBe(
    '{"symbol":"BTCUSDT","venue":"BINANCE","interval":"1m","market":"live","simulated":false,' +
      '"decimals":2,"time":[1763699940000,1763700000000],"open":[61837.60,61838.00],' +
      '"high":[61837.60,61838.00],"low":[61837.60,61837.90],"close":[61837.60,61837.90],' +
      '"volume":[0.00005,2.00000],"forming":true}',
  )
  expect(response.headers.get('content-type')).toBe('application/json')
})

it('answers the newest candles of a span, and 304 while they are the same', async () => {
  for (let i = 0; i < 10; i++) trade(now - 60_000 * (20 - i), 100 + i)
  const span = `from=${now - 60_000 * 19}&to=${now - 60_000 * 13}`
  const response = await app.request(`/api/candles?symbol=BTCUSDT&${span}&limit=3`)
  expect(await response.json()).toMatchObject({ open: [1.05, 1.06, 1.07], forming: false })
  const seen = { headers: { 'if-none-match': response.headers.get('etag') ?? '' } }
  expect((await app.request(`/api/candles?symbol=BTCUSDT&${span}&limit=3`, seen)).status).toBe(304)
  trade(now - 60_000 * 13, 999)
  expect((await app.request(`/api/candles?symbol=BTCUSDT&${span}&limit=3`, seen)).status).toBe(200)
})

it('names what is wrong with a request for candles', async () => {
  for (const [search, field] of [
    ['', 'symbol'],
    ['symbol=A%20B', 'symbol'],
    ['symbol=BTCUSDT&interval=7m', 'interval'],
    ['symbol=BTCUSDT&from=yesterday', 'from'],
    ['symbol=BTCUSDT&to=-1', 'to'],
    ['symbol=BTCUSDT&from=2&to=1', 'from'],
    ['symbol=BTCUSDT&limit=0', 'limit'],
    ['symbol=BTCUSDT&limit=5001', 'limit'],
    ['symbol=BTCUSDT&limit=1e3', 'limit'],
  ]) {
    const response = await app.request(`/api/candles?${search}`)
    expect([response.status, (await response.json()).field]).toEqual([400, field])
  }
  const unknown = await app.request('/api/candles?symbol=FOO')
  expect(unknown.status).toBe(404)
  expect(unknown.headers.get('content-type')).toBe('application/problem+json')
  expect(await unknown.json()).toMatchObject({ field: 'symbol', symbols: ['FOO'] })
})

it('lets a page be kept for ever that is settled, long past and of one venue by name', async () => {
  let isSettled = true
  const route = candlesRoute({
    hub,
    now: () => now,
    read: async () => [],
    isSettled: () => isSettled,
  })
  const cacheOf = async (search: string) =>
    (await route.request(`/api/candles?${search}`)).headers.get('cache-control')
  const day = `from=${now - 86_400_000}&to=${now - 3_600_000}`
  expect(await cacheOf(`symbol=BINANCE:BTCUSDT&${day}`)).toBe('public, max-age=31536000, immutable')
  expect(await cacheOf(`symbol=BTCUSDT&${day}`)).toBe('no-cache')
  expect(await cacheOf(`symbol=BINANCE:BTCUSDT&from=1&to=${now - 3_500_000}`)).toBe('no-cache')
  expect(await cacheOf('symbol=BINANCE:BTCUSDT')).toBe('no-cache')
  isSettled = false
  expect(await cacheOf(`symbol=BINANCE:BTCUSDT&${day}`)).toBe('no-cache')
  isSettled = true
  hub.begin({ market: 'simulated', venue: 'SIMULATED', instruments: [btc] })
  expect(await cacheOf(`symbol=BINANCE:BTCUSDT&${day}`)).toBe('no-cache')
})

it('answers the same as small integers', async () => {
  trade(now - 60_000, 6_183_760, 5)
  trade(now, 6_183_800)
  const [plain, delta] = await Promise.all(
    ['', '&format=delta'].map(async (format) =>
      (await app.request(`/api/candles?symbol=BTCUSDT${format}`)).json(),
    ),
  )
  expect(delta).toMatchObject({ step: [0, 1], open: [6_183_760, 40], forming: true })
  expect(decodeDelta(delta)).toEqual(plain)
  expect((await app.request('/api/candles?symbol=BTCUSDT&format=xml')).status).toBe(400)
})
