import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeCohort } from './cohort.ts'
import type { Hub, SubscribeOptions } from './hub.ts'
import { makeListing } from './listing.ts'
import type { Encoding } from './output.ts'
import type { Guest } from './round.ts'
import { makeSequence } from './sequence.ts'
import { standingAt } from './standing.ts'
import type { Subscriber } from './subscriber.ts'
import {
  instrumentOf,
  makeTestClient,
  makeTestHub,
  makeWireEncoding,
  stateOf,
  type TestClient,
} from './testing.ts'

/*
 * Frames that are told against the last one. The test's client reads them as the app does: what
 * isn't told against what it holds throws.
 */
const btc = instrumentOf('BTCUSDT')
const eth = instrumentOf('ETHUSDT')
const encoding = makeWireEncoding()
/** An absolute frame's first bit behind its check. */
const isAbsolute = (bytes: Uint8Array | undefined) => ((bytes?.[4] ?? 0) & 0x80) !== 0

let hub: Hub

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  hub = makeTestHub()
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth] })
  hub.record(stateOf(btc, 100))
  hub.record(stateOf(eth, 200))
})

afterEach(() => {
  hub.stop('shutdown')
  vi.useRealTimers()
})

function join(options: Partial<SubscribeOptions> = {}): TestClient {
  const client = makeTestClient()
  hub.subscribe({ output: client.output, encoding, ...options })
  return client
}

function change(price: number, at = btc): void {
  hub.record(stateOf(at, price))
  vi.advanceTimersByTime(250)
}

function memberOf({ output }: TestClient, by: Encoding): Subscriber {
  return {
    ...{ output, encoding: by, symbols: undefined, detail: [], intervalMs: 250, heartbeatMs: 1e6 },
    ...{ standing: standingAt(undefined, 1_000_000), fresh: undefined, blockedAt: undefined },
  }
}

const last = ({ written }: TestClient) => written.at(-1)
const rows = (client: TestClient) =>
  client
    .frames()
    .at(-1)
    ?.rows.map(({ index, price, bid }) => ({ index, price, bid }))

it('is told by itself to who has just come, then against the last one, shared by all', () => {
  const clients = [join(), join(), join()]
  change(101)
  for (const client of clients) expect(isAbsolute(last(client))).toBe(true)
  change(102)
  for (const client of clients) {
    expect(isAbsolute(last(client))).toBe(false)
    expect(rows(client)).toEqual([{ index: 0, price: 102, bid: undefined }])
  }
  expect(new Set(clients.map(last)).size).toBe(1)
})

it('is told by itself to who was skipped, who is in step again with the next', () => {
  const [quick, slow] = [join(), join()]
  change(101)
  slow.isReady = false
  change(102)
  slow.isReady = true
  change(103)
  expect([quick, slow].map((client) => isAbsolute(last(client)))).toEqual([false, true])
  change(104)
  expect(last(slow)).toBe(last(quick))
  expect(isAbsolute(last(slow))).toBe(false)
})

it('goes on from the last frame over heartbeats, which move nobody else', () => {
  const client = join({ symbols: ['BTCUSDT'], heartbeatMs: 1_000 })
  change(101)
  for (let price = 201; price < 220; price++) change(price, eth)
  expect(client.heard.at(-1)).toMatchObject({ type: 'heartbeat' })
  change(102)
  expect(isAbsolute(last(client))).toBe(false)
  expect(client.frames().at(-1)).toMatchObject({ from: 3, to: 23, merged: 0 })
})

it('shares what follows among groups that are served at one moment, and goes on in each of the others', () => {
  const listing = makeListing({ instruments: [btc, eth], venue: 'BINANCE' })
  const sequence = makeSequence('e', listing)
  const groups: Guest[] = []
  const cohort = makeCohort({
    ...{ encoding, indexes: [0, 1], sequence },
    context: { market: 'live', simulated: false, venue: 'BINANCE', listing, detail: new Set() },
    serve(group) {
      groups.push(group)
      return () => {}
    },
  })
  const { instruments } = listing
  const clients = Array.from({ length: 150 }, () => {
    const client = makeTestClient()
    const hello = { cursor: 'e.0', instruments: [...instruments] }
    client.output.hello({ ...hub.hello(undefined), ...hello })
    cohort.join(memberOf(client, encoding))
    return client
  })
  let now = 1_000_000
  function flush(...chosen: readonly number[]): void {
    sequence.record(stateOf(btc, 100 + now))
    now += 50
    for (const group of chosen) groups[group]?.serve(now)
  }
  const told = () => [0, 64, 128].map((first) => last(clients[first] as TestClient))
  flush(0, 1)
  flush(2)
  expect(told().map(isAbsolute)).toEqual([true, true, true])
  flush(0, 1)
  flush(2)
  expect(told().map(isAbsolute)).toEqual([false, false, false])
  expect(told()[0]).toBe(told()[1])
  expect(told()[0]).not.toBe(told()[2])
  // Together from now on: at first from where each stands, then as one.
  flush(0, 1, 2)
  expect(told()[0]).not.toBe(told()[2])
  flush(0, 1, 2)
  expect(told().map(isAbsolute)).toEqual([false, false, false])
  expect(new Set(clients.map(last)).size).toBe(1)
  // And apart again: who is served later finds the standing taken along.
  flush(0)
  flush(1, 2)
  expect(told().map(isAbsolute)).toEqual([false, true, true])
})

it('begins anew where the clock has gone back', () => {
  const client = join()
  change(101)
  vi.setSystemTime(900_000)
  change(102)
  expect(isAbsolute(last(client))).toBe(true)
  change(103)
  expect(isAbsolute(last(client))).toBe(false)
})

it('tells bid and time of whom it is asked for, from the beginning and when that changes', () => {
  const client = makeTestClient()
  const subscription = hub.subscribe({
    ...{ output: client.output, encoding, symbols: ['BTCUSDT', 'ETHUSDT'] },
    detail: ['ETHUSDT'],
  })
  expect(rows(client)).toEqual([
    { index: 0, price: 100, bid: undefined },
    { index: 1, price: 200, bid: 199 },
  ])
  subscription.add([], { detail: ['BTCUSDT'] })
  expect(rows(client)).toEqual([{ index: 0, price: 100, bid: 99 }])
  change(101)
  change(201, eth)
  expect(rows(client)).toEqual([{ index: 1, price: 201, bid: undefined }])
  const resumed = join({ cursor: 'e2.4', detail: ['BTCUSDT'] })
  expect(rows(resumed)).toEqual([{ index: 0, price: 101, bid: 100 }])
})

it('names instruments by their places among those that are left', () => {
  const client = makeTestClient()
  const subscription = hub.subscribe({ output: client.output, encoding })
  change(101)
  subscription.remove(['BTCUSDT'])
  change(201, eth)
  change(202, eth)
  expect(isAbsolute(last(client))).toBe(false)
  expect(rows(client)).toEqual([{ index: 1, price: 202, bid: undefined }])
})
