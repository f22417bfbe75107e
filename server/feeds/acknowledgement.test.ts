import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { until } from '../testing/until.ts'
import { Acknowledgement, makeAsking } from './acknowledgement.ts'
import { type Rig, startRig } from './testing/rig.ts'
import { type Client, joinSocket } from './testing/socket-client.ts'

const pingOf = (asking: Uint8Array, behind: Uint8Array) =>
  Buffer.from(asking).subarray(behind.length + 2)

const bytes = Buffer.from('frame')
const asking = makeAsking()
const pong = (askedAt: number) => pingOf(asking(bytes, askedAt), bytes)

it('asks after two seconds, and waits one for the answer', () => {
  const client = new Acknowledgement(8_000)
  expect([client.isDue(9_999), client.isDue(10_000)]).toEqual([false, true])
  client.ask(10_000)
  expect(client.isDue(12_500)).toBe(false)
  expect([client.isOverdue(10_999), client.isOverdue(11_000)]).toEqual([false, true])
  client.take(pong(9_000), 11_000)
  client.take(Buffer.alloc(0), 11_000)
  expect(client.isOverdue(11_000)).toBe(true)
  client.take(pong(10_000), 11_000)
  expect(client.isOverdue(99_000)).toBe(false)
  expect([client.isDue(11_999), client.isDue(12_000)]).toEqual([false, true])
})

it('asks half a second later who has answered within a quarter, and waits as much less', () => {
  const client = new Acknowledgement(8_000)
  client.ask(10_000)
  client.take(pong(10_000), 10_250)
  expect([client.isDue(12_499), client.isDue(12_500)]).toEqual([false, true])
  client.ask(12_500)
  expect([client.isOverdue(12_999), client.isOverdue(13_000)]).toEqual([false, true])
  client.take(pong(12_500), 12_751)
  expect([client.isDue(14_499), client.isDue(14_500)]).toEqual([false, true])
})

it('tells nothing from a clock that was set back, and goes on asking', () => {
  const client = new Acknowledgement(100_000)
  expect(client.isDue(90_000)).toBe(true)
  client.ask(90_000)
  client.take(pong(90_000), 80_000)
  expect([client.isDue(91_999), client.isDue(92_000)]).toEqual([false, true])
})

/** Frames each 50 ms for half a minute, to a client whose answers take so long; returns when it was paused. */
function pauses(wayMs: (now: number) => number): number[] {
  const client = new Acknowledgement(0)
  const underway: { askedAt: number; at: number }[] = []
  const paused: number[] = []
  for (let now = 0; now < 30_000; now++) {
    while ((underway[0]?.at ?? Number.POSITIVE_INFINITY) <= now) {
      client.take(pong(underway.shift()?.askedAt ?? 0), now)
    }
    if (now % 50 > 0) continue
    if (client.isOverdue(now)) paused.push(now)
    else if (client.isDue(now)) {
      client.ask(now)
      underway.push({ askedAt: now, at: now + wayMs(now) })
    }
  }
  return paused
}

it('never pauses who answers within a second, however long each takes', () => {
  for (const ms of [0, 1, 100, 250, 251, 499, 500, 501, 750, 999]) {
    expect(pauses(() => ms)).toEqual([])
  }
  expect(pauses((now) => 251 + ((now * 7_919) % 748))).toEqual([])
  expect(pauses(() => 1_100).length).toBeGreaterThan(0)
})

it('pauses once, for half a second at most, where a short way becomes one of a second', () => {
  const paused = pauses((now) => (now < 15_000 ? 20 : 999))
  expect(paused.length).toBeGreaterThan(0)
  expect((paused.at(-1) ?? 0) - (paused[0] ?? 0)).toBeLessThan(500)
})

it('puts the same ping behind the same frame for all who are asked at once', () => {
  const [frame, next] = [Buffer.from('frame'), Buffer.from('next')]
  const first = asking(frame, 1_800_000_000_000)
  expect(asking(frame, 1_800_000_000_000)).toBe(first)
  expect(asking(frame, 1_800_000_000_001)).not.toBe(first)
  expect(asking(next, 1_800_000_000_001).subarray(0, 6)).toEqual(
    Buffer.from('next\x89\x06', 'latin1'),
  )
})

let rig: Rig
let aheadMs = 0
const clients: Client[] = []

beforeEach(async () => {
  aheadMs = 0
  rig = await startRig({ now: () => Date.now() + aheadMs })
  rig.begin(['AUSDT'])
})

afterEach(async () => {
  for (const { ws } of clients.splice(0)) ws.terminate()
  await rig.stop()
})

async function follow(): Promise<Client> {
  const client = await joinSocket(`ws://127.0.0.1:${rig.port}/ws/price`)
  clients.push(client)
  client.say({ type: 'subscribe', symbols: ['AUSDT'], interval_ms: 50 })
  await until(() => expect(client.last('subscribed')).toBeDefined())
  return client
}

/** A price that the client hears. */
async function tell(client: Client, units: number): Promise<void> {
  rig.price('AUSDT', units)
  await until(() => expect(client.last('price')?.price).toBe(units / 100))
}

/** All that the client has said was heard. */
async function settle(client: Client): Promise<void> {
  const id = client.heard.length
  client.say({ type: 'ping', id })
  await until(() => expect(client.last('pong')?.id).toBe(id))
}

it('sends no more to a client that has stopped reading, and then what is new, as if in one window', async () => {
  const [other, stopped] = [await follow(), await follow()]
  const pings = vi.fn()
  stopped.ws.on('ping', pings)
  aheadMs += 2_000
  await tell(stopped, 1_00)
  await until(() => expect(pings).toHaveBeenCalledTimes(1))
  await settle(stopped)
  stopped.ws.pause()
  const before = stopped.heard.length
  aheadMs += 2_500
  await tell(other, 1_01)
  aheadMs += 1_000
  await tell(other, 1_02)
  const { frames } = rig.websocket
  for (const units of [1_03, 1_04, 1_05, 1_06]) await tell(other, units)
  // Those of the other alone.
  expect(rig.websocket.frames).toBe(frames + 4)
  stopped.ws.resume()
  await until(() => expect(stopped.last('price')?.price).toBe(1.06))
  const prices = stopped.heard
    .slice(before)
    .flatMap((each) => ('price' in each ? [each.price] : []))
  expect(prices.length).toBeLessThanOrEqual(3)
  expect(rig.websocket.slow).toBe(0)
})

it('asks a client that reads now and then, and leaves it alone otherwise', async () => {
  const client = await follow()
  const pings = vi.fn()
  client.ws.on('ping', pings)
  for (let second = 1; second <= 10; second++) {
    aheadMs += 1_000
    await tell(client, 2_00 + second)
    await settle(client)
  }
  // Three times where it answers at once, five where a busy machine is slow about it.
  expect([3, 4, 5]).toContain(pings.mock.calls.length)
})
