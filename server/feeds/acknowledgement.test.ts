import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { until } from '../testing/until.ts'
import { Acknowledgement, makeAsking } from './acknowledgement.ts'
import { type Rig, startRig } from './testing/rig.ts'
import { type Client, joinSocket } from './testing/socket-client.ts'

const pingOf = (asking: Uint8Array, behind: Uint8Array) =>
  Buffer.from(asking).subarray(behind.length + 2)

it('asks every two seconds, and waits one for the answer', () => {
  const bytes = Buffer.from('frame')
  const asking = makeAsking()
  const client = new Acknowledgement(8_000)
  expect([client.isDue(9_999), client.isDue(10_000)]).toEqual([false, true])
  client.ask(10_000)
  expect(client.isDue(12_500)).toBe(false)
  expect([client.isOverdue(10_999), client.isOverdue(11_000)]).toEqual([false, true])
  client.take(pingOf(asking(bytes, 9_000), bytes))
  client.take(Buffer.alloc(0))
  expect(client.isOverdue(11_000)).toBe(true)
  client.take(pingOf(asking(bytes, 10_000), bytes))
  expect(client.isOverdue(99_000)).toBe(false)
  expect([client.isDue(11_999), client.isDue(12_000)]).toEqual([false, true])
})

it('puts the same ping behind the same frame for all who are asked at once', () => {
  const asking = makeAsking()
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

it('sends no more to a client that has stopped reading, and then what is new, as if in one window', async () => {
  const [other, stopped] = [await follow(), await follow()]
  const pings = vi.fn()
  stopped.ws.on('ping', pings)
  aheadMs += 2_000
  await tell(stopped, 1_00)
  await until(() => expect(pings).toHaveBeenCalledTimes(1))
  stopped.ws.pause()
  const before = stopped.heard.length
  aheadMs += 2_000
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
  }
  expect(pings).toHaveBeenCalledTimes(5)
})
