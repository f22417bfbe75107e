import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Hub, SubscribeOptions } from './hub.ts'
import {
  instrumentOf,
  makeTestClient,
  makeTestEncoding,
  makeTestHub,
  stateOf,
  type TestClient,
} from './testing.ts'

const btc = instrumentOf('BTCUSDT')
const eth = instrumentOf('ETHUSDT')
const sol = instrumentOf('SOLUSDT')

let hub: Hub
let encoding: ReturnType<typeof makeTestEncoding>

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  hub = makeTestHub()
  encoding = makeTestEncoding()
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth, sol] })
})

afterEach(() => {
  hub.stop('shutdown')
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

function join(client: TestClient, options: Partial<SubscribeOptions> = {}) {
  return hub.subscribe({ output: client.output, encoding, symbols: ['BTCUSDT'], ...options })
}

function lastFrame(client: TestClient) {
  return client.frames().at(-1)
}

function prices(client: TestClient) {
  return client.frames().map(({ rows }) => rows.map(({ price }) => price))
}

it('opens with a hello and a snapshot of everything asked for', () => {
  hub.record(stateOf(btc, 100))
  hub.record(stateOf(eth, 200))
  const client = makeTestClient()
  join(client, { symbols: ['ETHUSDT', 'binance:btcusdt', 'FOO'] })
  expect(client.heard[0]).toMatchObject({
    type: 'hello',
    hello: { cursor: 'e2.0', symbols: ['BTCUSDT', 'ETHUSDT'], unknown: ['FOO'], interval_ms: 250 },
  })
  expect(lastFrame(client)).toMatchObject({ epoch: 'e2', from: 0, to: 2, snapshot: true })
  expect(prices(client)).toEqual([[100, 200]])
})

it('sends the known state of an added instrument, though it has not changed since', () => {
  hub.record(stateOf(eth, 200))
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  const subscription = join(client)
  expect(subscription.add(['ETHUSDT', 'BTCUSDT', 'FOO'])).toEqual({ unknown: ['FOO'] })
  expect(prices(client)).toEqual([[100], [200]])
  hub.record(stateOf(btc, 101))
  vi.advanceTimersByTime(250)
  expect(prices(client).at(-1)).toEqual([101])
})

it('sends an added instrument only from the cursor that came with it', () => {
  hub.record(stateOf(eth, 200))
  hub.record(stateOf(sol, 300))
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  const subscription = join(client)
  subscription.add(['ETHUSDT', 'SOLUSDT'], { since: 'e2.1' })
  expect(prices(client)).toEqual([[100], [300]])
})

it('says nothing of an instrument that was removed', () => {
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  const subscription = join(client, { symbols: ['BTCUSDT', 'ETHUSDT'] })
  expect(subscription.remove(['BINANCE:BTCUSDT', 'SOLUSDT'])).toEqual({ removed: ['BTCUSDT'] })
  hub.record(stateOf(btc, 101))
  hub.record(stateOf(eth, 200))
  vi.advanceTimersByTime(250)
  expect(prices(client)).toEqual([[100], [200]])
})

it('changes the cadence at once', () => {
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  const subscription = join(client, { intervalMs: 60_000 })
  hub.record(stateOf(btc, 101))
  subscription.pace({ intervalMs: 100 })
  expect(prices(client)).toEqual([[100], [101]])
  hub.record(stateOf(btc, 102))
  vi.advanceTimersByTime(100)
  expect(prices(client).at(-1)).toEqual([102])
})

it('begins a new epoch with a hello and a snapshot for everyone', () => {
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  join(client, { symbols: ['BTCUSDT', 'SOLUSDT'] })
  const replayed = instrumentOf('BTCUSDT', 'REPLAY')
  hub.begin({ market: 'replay', venue: 'REPLAY', instruments: [replayed] })
  expect(client.heard.at(-1)).toMatchObject({
    type: 'hello',
    hello: { cursor: 'e3.0', market: 'replay', simulated: true, unknown: ['SOLUSDT'] },
  })
  hub.record(stateOf(btc, 101))
  hub.record(stateOf(replayed, 7))
  vi.advanceTimersByTime(250)
  expect(lastFrame(client)).toMatchObject({ epoch: 'e3', from: 0, to: 1, snapshot: true })
})

it('gives whoever asked for everything the instruments of every epoch', () => {
  hub.begin({ market: 'connecting', venue: 'BINANCE', instruments: [] })
  const client = makeTestClient()
  join(client, { symbols: undefined })
  expect(client.heard[0]).toMatchObject({ hello: { symbols: [], unknown: [] } })
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [eth, btc] })
  expect(client.heard.at(-1)).toMatchObject({ hello: { symbols: ['ETHUSDT', 'BTCUSDT'] } })
  hub.record(stateOf(btc, 100))
  vi.advanceTimersByTime(250)
  expect(prices(client)).toEqual([[100]])
})

it('calls nothing unknown while there is no market yet', () => {
  hub.begin({ market: 'connecting', venue: 'BINANCE', instruments: [] })
  expect(hub.read(['BTCUSDT'], undefined).unknown).toEqual([])
  expect(hub.hello(['BTCUSDT'])).toMatchObject({ symbols: [], unknown: [] })
})

it('resumes from a cursor with what changed since, and nothing else', () => {
  for (const [i, each] of [btc, eth, sol].entries()) hub.record(stateOf(each, 100 + i))
  const client = makeTestClient()
  join(client, { symbols: undefined, cursor: 'e2.2' })
  expect(client.heard[0]).toMatchObject({ hello: { cursor: 'e2.2' } })
  expect(lastFrame(client)).toMatchObject({ from: 2, to: 3, snapshot: false, merged: undefined })
  expect(prices(client)).toEqual([[102]])
})

it('gives a snapshot to a cursor that this epoch has not given out', () => {
  hub.record(stateOf(btc, 100))
  for (const cursor of ['e1.1', 'e2.2', 'e2.0', 'nonsense', 'e2.-1', '', 'e2.9007199254740993']) {
    const client = makeTestClient()
    join(client, { cursor })
    expect(client.heard[0]).toMatchObject({ hello: { cursor: 'e2.0' } })
    expect(lastFrame(client)).toMatchObject({ snapshot: true, from: 0, to: 1 })
    expect(hub.read(['BTCUSDT'], cursor)).toMatchObject({ snapshot: true, from: 0, to: 1 })
  }
})

it('makes a price younger by a sign of life, without calling it a change', () => {
  hub.record(stateOf(btc, 100))
  vi.advanceTimersByTime(5_000)
  hub.seen(btc.id, Date.now() - 10)
  hub.seen(btc.id, Date.now() - 20)
  expect(hub.status().sequence).toBe(1)
  const client = makeTestClient()
  join(client)
  expect(lastFrame(client)?.rows[0]?.ageMs).toBe(10)
})

it('sends a test price to those who want its symbol and can take it', () => {
  hub.record(stateOf(btc, 100))
  const [wants, other, blocked] = [makeTestClient(), makeTestClient(), makeTestClient()]
  join(wants, { symbols: ['BINANCE:BTCUSDT'] })
  join(other, { symbols: ['ETHUSDT'] })
  join(blocked)
  blocked.isReady = false
  const { price, venue } = { price: 1.5, venue: 'BINANCE' }
  const none = { change_24h: null, bid: null, ask: null, high_24h: null, low_24h: null }
  const about = { timestamp: 1, age_ms: 0, stale: false, simulated: false, volume_24h: null }
  const session = 'regular'
  expect(hub.broadcastTest({ symbol: 'BTCUSDT', venue, price, session, ...none, ...about })).toBe(1)
  expect(wants.heard.at(-1)).toEqual({ type: 'test', price: 1.5 })
  expect(hub.read(['BTCUSDT'], undefined).changes[0]?.price).toBe(100)
})

it('says goodbye to everyone when it stops, and to nobody twice', () => {
  const client = makeTestClient()
  const gone = makeTestClient()
  join(client)
  join(gone).close()
  hub.stop('shutdown')
  hub.stop('shutdown')
  expect(client.heard.filter(({ type }) => type === 'close')).toHaveLength(1)
  expect(gone.heard.map(({ type }) => type)).not.toContain('close')
})

it('calls an instrument what whoever asks calls it, whichever venue has it', () => {
  const hub = makeTestHub()
  const own = instrumentOf('BTC-USD', 'KRAKEN')
  const aliases = new Map([['BTCUSDT', own.id]])
  hub.begin({ market: 'live', venue: 'KRAKEN', instruments: [own], defaults: [own.id], aliases })
  const called = (symbols?: string[]) => hub.hello(symbols).instruments.map(({ symbol }) => symbol)
  expect(called()).toEqual(['BTCUSDT'])
  expect(called(['btcusdt'])).toEqual(['BTCUSDT'])
  expect(called(['KRAKEN:BTC-USD'])).toEqual(['KRAKEN:BTC-USD'])
  expect(called(['KRAKEN:BTC-USD', 'BTCUSDT'])).toEqual(['BTCUSDT'])
  hub.stop('shutdown')
})
