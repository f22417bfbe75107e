import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TradesResponse } from '../../shared/api.ts'
import type { Trade } from '../../shared/trade.ts'
import { type Hub, makeHub } from '../hub/hub.ts'
import { instrumentOf, stateOf } from '../hub/testing.ts'
import { makeRecentTrades, type RecentTrades } from '../market/recent-trades.ts'
import { tradesRoute } from './trades.ts'

const btc = instrumentOf('BTCUSDT')
const eth = instrumentOf('ETHUSDT')
const now = 1_763_700_000_000
let hub: Hub
let trades: RecentTrades
let app: ReturnType<typeof tradesRoute>
let epochs: number
let minutesRead: number

beforeEach(() => {
  epochs = 0
  minutesRead = 0
  hub = makeHub({
    now: () => now,
    newEpoch: () => `e${++epochs}`,
    heartbeatMs: 15_000,
    stuckAfterMs: 5_000,
  })
  trades = makeRecentTrades()
  app = tradesRoute({
    hub,
    trades,
    dayOf: (id) =>
      id === btc.id
        ? { open: 6_100_000, high: 6_200_000, low: 6_050_010, volume: 200_000 }
        : undefined,
    readMinutes: async () => {
      minutesRead++
      const [open, high, low, close] = [6_000_000, 6_000_000, 6_000_000, 6_000_000]
      return [{ time: now - 60_000, open, high, low, close, volume: 5 }]
    },
    now: () => now,
  })
  begin()
})

afterEach(() => hub.stop('shutdown'))

function begin(): void {
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth] })
  trades.begin([btc, eth], false)
}

function trade(time: number, price = 6_183_760, patch: Partial<Trade> = {}): void {
  const figures = { price, size: 1_500, side: 'buy' } as const
  trades.add({ instrument: btc.id, time, receivedAt: time, id: time, ...figures, ...patch })
}

async function ask(search: string): Promise<TradesResponse> {
  return (await app.request(`/api/trades?${search}`)).json()
}

it('answers each trade and the figures of the day, every decimal written', async () => {
  trade(now - 5, 6_183_760)
  trade(now - 1, 6_183_700, { side: 'sell' })
  trade(now, 6_183_750, { side: undefined })
  const response = await app.request('/api/trades?symbol=btcusdt')
  expect(await response.text()).toBe(
    '{"symbol":"BTCUSDT","venue":"BINANCE","market":"live","simulated":false,"decimals":2,' +
      '"size_decimals":5,"cursor":"e2.3","snapshot":true,"unbroken_since":1763699999995,' +
      '"time":[1763699999995,1763699999999,1763700000000],"side":["buy","sell",null],' +
      '"price":[61837.60,61837.00,61837.50],"size":[0.01500,0.01500,0.01500],' +
      '"open_24h":61000.00,"high_24h":62000.00,"low_24h":60500.10,"volume_24h":2.00000,' +
      '"turnover_24h":120000}',
  )
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('cache-control')).toBe('no-cache')
})

it('answers nothing but the day where nothing has traded', async () => {
  hub.record(stateOf(eth, 100))
  expect(await ask('symbol=ETHUSDT')).toMatchObject({
    ...{ time: [], price: [], size: [], side: [], unbroken_since: null, cursor: 'e2.0' },
    ...{ open_24h: null, high_24h: null, low_24h: null, volume_24h: null, turnover_24h: null },
  })
})

it('answers what came since a cursor, and 304 while that is nothing', async () => {
  trade(now - 2)
  const { cursor } = await ask('symbol=BTCUSDT')
  const path = `/api/trades?symbol=BTCUSDT&since=${cursor}`
  const empty = await app.request(path)
  expect(await empty.json()).toMatchObject({ time: [], snapshot: false, cursor })
  const seen = { headers: { 'if-none-match': empty.headers.get('etag') ?? '' } }
  expect((await app.request(path, seen)).status).toBe(304)
  trade(now - 1)
  trade(now)
  const response = await app.request(path, seen)
  expect(await response.json()).toMatchObject({ time: [now - 1, now], snapshot: false })
})

it('answers all anew after a late trade, after too many, and in another epoch', async () => {
  trade(now - 9)
  const { cursor } = await ask('symbol=BTCUSDT')
  trade(now - 10)
  const late = await ask(`symbol=BTCUSDT&since=${cursor}`)
  expect(late).toMatchObject({ time: [now - 10, now - 9], snapshot: true })
  for (let ago = 5; ago > 0; ago--) trade(now - ago)
  const few = await ask(`symbol=BTCUSDT&since=${late.cursor}&limit=2`)
  expect(few).toMatchObject({ time: [now - 2, now - 1], snapshot: true })
  begin()
  const anew = await ask(`symbol=BTCUSDT&since=${few.cursor}`)
  expect([anew.snapshot, anew.time.length, anew.cursor]).toEqual([true, 7, 'e3.7'])
})

it('answers the newest fifty unless it is told another number', async () => {
  for (let ago = 80; ago > 0; ago--) trade(now - ago)
  expect((await ask('symbol=BTCUSDT')).time).toHaveLength(50)
  expect((await ask('symbol=BTCUSDT&limit=3')).time).toEqual([now - 3, now - 2, now - 1])
  expect((await ask('symbol=BTCUSDT&limit=64')).time).toHaveLength(64)
})

it('reads the minutes of a day once for all who ask within a minute', async () => {
  await Promise.all([ask('symbol=BTCUSDT'), ask('symbol=BTCUSDT'), ask('symbol=BTCUSDT&limit=1')])
  expect(minutesRead).toBe(1)
})

it('counts as wanting the instrument, as the poll does', async () => {
  expect(hub.wanted()).toEqual([])
  await ask('symbol=BINANCE:ETHUSDT')
  expect(hub.wanted()).toEqual([eth.id])
})

it('names what is wrong with a request for trades', async () => {
  for (const [search, field] of [
    ['', 'symbol'],
    ['symbol=A%20B', 'symbol'],
    ['symbol=BTCUSDT&since=yesterday', 'since'],
    ['symbol=BTCUSDT&limit=0', 'limit'],
    ['symbol=BTCUSDT&limit=65', 'limit'],
    ['symbol=BTCUSDT&limit=1.5', 'limit'],
  ]) {
    const response = await app.request(`/api/trades?${search}`)
    const problem = await response.json()
    expect([response.status, problem.field]).toEqual([400, field])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  }
  const unlisted = await app.request('/api/trades?symbol=FOO')
  expect(await unlisted.json()).toMatchObject({ status: 404, field: 'symbol', symbols: ['FOO'] })
})
