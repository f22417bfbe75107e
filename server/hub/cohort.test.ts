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

it('sends nothing when nothing changed', () => {
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  join(client)
  hub.record(stateOf(eth, 200))
  vi.advanceTimersByTime(10_000)
  expect(client.frames()).toHaveLength(1)
})

it('keeps the newest of a window and says how many it merged', () => {
  hub.record(stateOf(btc, 100))
  const client = makeTestClient()
  join(client, { symbols: ['BTCUSDT', 'ETHUSDT'] })
  hub.record(stateOf(btc, 101))
  hub.record(stateOf(btc, 102))
  hub.record(stateOf(eth, 200))
  hub.record(stateOf(btc, 103))
  vi.advanceTimersByTime(250)
  expect(lastFrame(client)).toMatchObject({ from: 1, to: 5, snapshot: false, merged: 2 })
  expect(prices(client).at(-1)).toEqual([200, 103])
})

it('beats at the cadence that each asked for, rounded up so that timers can be shared', () => {
  hub.record(stateOf(btc, 100))
  const [fast, slow] = [makeTestClient(), makeTestClient()]
  join(fast, { intervalMs: 101 })
  join(slow, { intervalMs: 1_000 })
  for (let i = 0; i < 20; i++) {
    hub.record(stateOf(btc, 101 + i))
    vi.advanceTimersByTime(50)
  }
  expect(fast.frames()).toHaveLength(1 + 6)
  expect(slow.frames()).toHaveLength(1 + 1)
})

it('sends every burst at once at cadence 0', () => {
  const client = makeTestClient()
  join(client, { intervalMs: 0 })
  hub.record(stateOf(btc, 100))
  hub.record(stateOf(btc, 101))
  vi.runAllTicks()
  vi.advanceTimersByTime(0)
  expect(prices(client)).toEqual([[101]])
})

it('encodes once for all who stand at the same place, and shares the bytes', () => {
  hub.record(stateOf(btc, 100))
  const clients = Array.from({ length: 10 }, () => makeTestClient())
  for (const client of clients) join(client)
  encoding.frames = 0
  hub.record(stateOf(btc, 101))
  vi.advanceTimersByTime(250)
  expect(encoding.frames).toBe(1)
  expect(new Set(clients.map(({ written }) => written.at(-1))).size).toBe(1)
  expect(hub.status()).toMatchObject({ subscribers: 10, cohorts: 1 })
})

it('brings a joiner to the present without sending the others anything', () => {
  hub.record(stateOf(btc, 100))
  const [early, late] = [makeTestClient(), makeTestClient()]
  join(early)
  hub.record(stateOf(btc, 101))
  join(late)
  expect(prices(late)).toEqual([[101]])
  expect(early.frames()).toHaveLength(1)
  vi.advanceTimersByTime(250)
  expect(prices(early)).toEqual([[100], [101]])
  expect(late.frames()).toHaveLength(1)
})

it('skips a client that has not drained, and merges what it missed into one frame', () => {
  hub.record(stateOf(btc, 100))
  const [quick, slow] = [makeTestClient(), makeTestClient()]
  join(quick)
  join(slow)
  slow.isReady = false
  for (const price of [101, 102, 103]) {
    hub.record(stateOf(btc, price))
    vi.advanceTimersByTime(250)
  }
  slow.isReady = true
  hub.record(stateOf(btc, 104))
  vi.advanceTimersByTime(250)
  expect(prices(quick)).toEqual([[100], [101], [102], [103], [104]])
  expect(prices(slow)).toEqual([[100], [104]])
  expect(lastFrame(slow)).toMatchObject({ from: 1, to: 5, merged: 3 })
})

it('closes a client that stays stuck, and leaves alone one that drains in time', () => {
  const [stuck, slow] = [makeTestClient(), makeTestClient()]
  join(stuck)
  join(slow)
  stuck.isReady = false
  slow.isReady = false
  vi.advanceTimersByTime(4_000)
  slow.isReady = true
  vi.advanceTimersByTime(2_000)
  expect(stuck.heard.at(-1)).toEqual({ type: 'close', reason: 'slow-consumer' })
  expect(slow.heard.map(({ type }) => type)).not.toContain('close')
  expect(hub.status().subscribers).toBe(1)
})

it('sends a heartbeat at least as often as it promised, at any cadence', () => {
  hub.record(stateOf(btc, 100))
  const paces = [
    { intervalMs: 0, heartbeatMs: 1_000 },
    { intervalMs: 250, heartbeatMs: 1_000 },
    { intervalMs: 400, heartbeatMs: 1_000 },
    { intervalMs: 60_000, heartbeatMs: 60_000 },
  ]
  for (const pace of paces) {
    const times: number[] = [Date.now()]
    const client = makeTestClient((heard) => {
      if (heard.type === 'heartbeat') times.push(Date.now())
    })
    const subscription = join(client, pace)
    for (let i = 0; i < 700; i++) {
      hub.record(stateOf(eth, 200))
      vi.advanceTimersByTime(pace.heartbeatMs / 100)
    }
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
    expect(gaps.length).toBeGreaterThanOrEqual(6)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(pace.heartbeatMs)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(pace.heartbeatMs / 2)
    subscription.close()
  }
})

it('tells in a heartbeat how far the client has got, and nothing of a price it never had', () => {
  const client = makeTestClient()
  join(client, { heartbeatMs: 1_000 })
  hub.record(stateOf(eth, 200))
  vi.advanceTimersByTime(1_000)
  expect(client.heard.at(-1)).toEqual({ type: 'heartbeat', cursor: 'e2.0' })
  hub.record(stateOf(btc, 100))
  hub.record(stateOf(eth, 201))
  vi.advanceTimersByTime(250)
  expect(lastFrame(client)).toMatchObject({ snapshot: true, to: 3 })
  hub.record(stateOf(eth, 202))
  vi.advanceTimersByTime(1_000)
  expect(client.heard.at(-1)).toEqual({ type: 'heartbeat', cursor: 'e2.4' })
})
