import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ClientOptions } from 'ws'
import { until } from '../testing/until.ts'
import { type Rig, type RigOptions, startRig } from './testing/rig.ts'
import { type Client, errors, joinSocket, knock } from './testing/socket-client.ts'

let rig: Rig
const clients: Client[] = []

async function start(options: RigOptions = {}): Promise<void> {
  await rig?.stop()
  rig = await startRig(options)
  rig.begin(['AUSDT', 'BUSDT'])
  rig.price('AUSDT', 1_00)
}

beforeEach(() => start())

afterEach(async () => {
  for (const { ws } of clients.splice(0)) ws.terminate()
  await rig.stop()
})

async function join(path = '/ws/price', options: ClientOptions = {}): Promise<Client> {
  const client = await joinSocket(`ws://127.0.0.1:${rig.port}${path}`, options)
  clients.push(client)
  return client
}

it('refuses 10,000 subscriptions on one socket, which goes on', async () => {
  const client = await join('/ws/price/AUSDT')
  const symbols = Array.from({ length: 10_000 }, (_, i) => `BINANCE:S${i}USDT`)
  client.say({ type: 'subscribe', symbols })
  await until(() => expect(errors(client)).toEqual(['too-many-symbols']))
  for (let i = 0; i < 20; i++) {
    client.say({ type: 'subscribe', symbols: symbols.slice(i * 400, i * 400 + 400) })
  }
  await until(() => expect(errors(client).filter((e) => e === 'too-many-symbols')).toHaveLength(20))
  rig.price('AUSDT', 1_03)
  await until(() => expect(client.last('price')).toMatchObject({ price: 1.03 }))
})

it('closes a socket that sends a megabyte, and no other', async () => {
  const [big, other] = [await join('/ws/price/AUSDT'), await join('/ws/price/AUSDT')]
  big.say('x'.repeat(1_048_576))
  await until(() => expect(big.closed?.code).toBe(1009))
  rig.price('AUSDT', 1_04)
  await until(() => expect(other.last('price')).toMatchObject({ price: 1.04 }))
  await until(() => expect(rig.websocket.clients).toBe(1))
})

it('closes a socket that talks too much, by messages or by pings', async () => {
  const talker = await join('/ws/price/AUSDT')
  for (let i = 0; i < 60; i++) talker.say({ type: 'ping', id: i })
  await until(() => expect(talker.closed).toEqual({ code: 4029, reason: 'too-many-messages' }))
  expect(talker.last('pong')?.id).toBeLessThan(45)
  expect(errors(talker)).toEqual(['too-many-messages'])
  expect(talker.heard.at(-1)).toEqual({
    type: 'goodbye',
    reason: 'too-many-messages',
    retry_ms: 700,
  })
  const pinger = await join()
  for (let i = 0; i < 60; i++) pinger.ws.ping()
  await until(() => expect(pinger.closed?.code).toBe(4029))
  expect(rig.hub.status().subscribers).toBe(0)
})

it('lets pages of its own host and of configured origins connect, and no others', async () => {
  await start({ origins: ['https://ebb.example.org'] })
  const host = `127.0.0.1:${rig.port}`
  const status = async (headers: Record<string, string>) =>
    (await knock(rig.port, '/ws/price', headers)).status
  expect(await status({})).toBe(101)
  expect(await status({ origin: `http://${host}` })).toBe(101)
  expect(await status({ origin: 'http://nas.local:8080', host: 'NAS.local:8080' })).toBe(101)
  expect(await status({ origin: 'https://ebb.example.org' })).toBe(101)
  for (const origin of [
    'https://evil.example',
    'https://ebb.example.org.evil.example',
    'http://ebb.example.org',
    `http://127.0.0.1:${rig.port + 1}`,
    'null',
    'nonsense',
  ]) {
    expect(await status({ origin })).toBe(403)
    expect(await status({ origin, 'x-forwarded-host': 'evil.example' })).toBe(403)
  }
})

it('has room for so many sockets of one address and so many in all', async () => {
  await start({ places: { total: 3, perAddress: 2 }, trustProxy: true })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const first = await join('/ws/price', from('10.0.0.1'))
  await join('/ws/price', from('10.0.0.1'))
  expect(await knock(rig.port, '/ws/price', { 'x-forwarded-for': '10.0.0.1' })).toMatchObject({
    status: 429,
    retryAfter: '10',
  })
  await join('/ws/price', from('10.0.0.2'))
  expect(await knock(rig.port, '/ws/price', { 'x-forwarded-for': '10.0.0.3' })).toMatchObject({
    status: 503,
    retryAfter: '30',
  })
  first.ws.close()
  await until(() => expect(rig.websocket.clients).toBe(2))
  await join('/ws/price', from('10.0.0.1'))
})

it('drops a peer that answers no pings, and one that never subscribes', async () => {
  // Time enough for the one that does answer, also where the machine is busy.
  await start({ pingMs: 250 })
  const dead = connect(rig.port, '127.0.0.1')
  dead.on('error', () => {})
  dead.write(
    'GET /ws/price/AUSDT HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  const [idle, used] = [await join(), await join('/ws/price/AUSDT')]
  await until(() => expect(idle.closed).toEqual({ code: 4000, reason: 'idle' }))
  await until(() => expect(rig.websocket.clients).toBe(1))
  expect(used.closed).toBeUndefined()
  dead.destroy()
})

it('closes a client that stays stuck, and the others do not notice', async () => {
  await start({ stuckAfterMs: 300 })
  const many = Array.from({ length: 500 }, (_, i) => `S${i}USDT`)
  rig.begin(many)
  const [stuck, other] = [await join(), await join('/ws/price/S1USDT')]
  stuck.say({ type: 'subscribe', symbols: many, interval_ms: 0 })
  await until(() => expect(stuck.last('subscribed')).toBeDefined())
  stuck.ws.pause()
  let units = 0
  await until(() => {
    units++
    for (const symbol of many) rig.price(symbol, units)
    expect(rig.websocket.slow).toBe(1)
  })
  rig.price('S1USDT', 77_77)
  await until(() => expect(other.last('price')).toMatchObject({ price: 77.77 }))
  await until(() => expect(rig.websocket.clients).toBe(1))
})

it('takes a client that asks and never reads for a stuck one, subscribed or not', async () => {
  rig.begin(Array.from({ length: 500 }, (_, i) => `S${i}USDT`))
  const client = await join()
  client.ws.pause()
  const symbols = Array.from({ length: 500 }, (_, i) => `S${i}USDT`)
  // Each answer is a hello of 70 kB; at the rate that is allowed they soon fill every buffer.
  const subscribe = () => client.say({ type: 'subscribe', symbols })
  for (let i = 0; i < 35; i++) subscribe()
  const asking = setInterval(subscribe, 55)
  try {
    await until(() => expect(rig.websocket.slow).toBe(1))
  } finally {
    clearInterval(asking)
  }
})
