import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import type { DownMessage } from '../../shared/protocol.ts'
import { type Rig, type RigOptions, startRig } from './testing/rig.ts'

let rig: Rig
const open: WebSocket[] = []

async function start(options: RigOptions = {}): Promise<void> {
  await rig?.stop()
  rig = await startRig(options)
  rig.begin(['AUSDT', 'BUSDT'])
  rig.price('AUSDT', 1_00)
}

beforeEach(() => start())

afterEach(async () => {
  for (const ws of open.splice(0)) ws.terminate()
  await rig.stop()
})

const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 5 })

interface Client {
  ws: WebSocket
  heard: DownMessage[]
  closed: { code: number; reason: string } | undefined
  say(message: unknown): void
  last<T extends DownMessage['type']>(type: T): (DownMessage & { type: T }) | undefined
}

async function join(path = '/ws/price', options: ClientOptions = {}): Promise<Client> {
  const ws = new WebSocket(`ws://127.0.0.1:${rig.port}${path}`, options)
  open.push(ws)
  const client: Client = {
    ws,
    heard: [],
    closed: undefined,
    say: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    last: (type) =>
      client.heard.findLast(
        (each): each is DownMessage & { type: typeof type } => each.type === type,
      ),
  }
  ws.on('message', (data) => client.heard.push(JSON.parse(data.toString())))
  ws.on('close', (code, reason) => {
    client.closed = { code, reason: reason.toString() }
  })
  ws.on('error', () => {})
  await until(() => expect(client.heard[0]?.type).toBe('connected'))
  return client
}

/** The answer to an upgrade that is refused. */
function knock(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; retryAfter: string | undefined; detail: string }>(
    (resolve, reject) => {
      const upgrade = {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      }
      const asked = request({
        host: '127.0.0.1',
        port: rig.port,
        path,
        headers: { ...upgrade, ...headers },
      })
      asked.on('error', reject)
      asked.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve({ status: response.statusCode ?? 0, retryAfter: undefined, detail: '' })
      })
      asked.on('response', async (response) => {
        let body = ''
        for await (const chunk of response) body += chunk
        const { detail = '' } = body.startsWith('{') ? JSON.parse(body) : {}
        const retryAfter = response.headers['retry-after']
        resolve({ status: response.statusCode ?? 0, retryAfter, detail })
      })
      asked.end()
    },
  )
}

const errors = ({ heard }: Client) =>
  heard.flatMap((each) => (each.type === 'error' ? [each.code] : []))

it('subscribes at once to what the path names', async () => {
  const client = await join('/ws/price/busdt')
  rig.price('BUSDT', 2_00)
  await until(() => expect(client.last('price')).toMatchObject({ symbol: 'BUSDT', price: 2 }))
  expect(client.last('subscribed')).toMatchObject({ symbols: ['BUSDT'], interval_ms: 250 })
  const unknown = await join('/ws/price/FOO')
  await until(() => expect(errors(unknown)).toEqual(['unknown-symbol']))
})

it('speaks JSON unless compact frames are asked for', async () => {
  const both = new WebSocket(`ws://127.0.0.1:${rig.port}/ws/price`, ['ebb.json.v1', 'ebb.frame.v1'])
  open.push(both)
  await until(() => expect(both.protocol).toBe('ebb.frame.v1'))
  const { ws } = await join()
  expect(ws.protocol).toBe('')
  expect(ws.extensions).toBe('')
})

it('answers subscribe, unsubscribe, cadence and ping', async () => {
  const client = await join()
  client.say({ type: 'ping', id: 7 })
  client.say({ type: 'ping' })
  await until(() =>
    expect(client.last('pong')).toEqual({ type: 'pong', server_time: expect.any(Number) }),
  )
  expect(client.heard).toContainEqual({ type: 'pong', id: 7, server_time: expect.any(Number) })

  client.say({ type: 'subscribe', symbols: ['AUSDT'], interval_ms: 50 })
  await until(() => expect(client.last('price')).toMatchObject({ symbol: 'AUSDT' }))
  client.say({ type: 'subscribe', symbols: ['BUSDT'], interval_ms: 100, heartbeat_ms: 2_000 })
  await until(() =>
    expect(client.last('subscribed')).toMatchObject({
      symbols: ['AUSDT', 'BUSDT'],
      interval_ms: 100,
      heartbeat_ms: 2_000,
    }),
  )
  client.say({ type: 'unsubscribe', symbols: ['BINANCE:AUSDT'] })
  await until(() => expect(client.last('unsubscribed')?.symbols).toEqual(['AUSDT']))
  client.say({ type: 'cadence', interval_ms: 0 })
  client.say({ type: 'ping', id: 8 })
  await until(() => expect(client.last('pong')?.id).toBe(8))
  rig.price('AUSDT', 1_01)
  rig.price('BUSDT', 2_01)
  await until(() => expect(client.last('price')).toMatchObject({ symbol: 'BUSDT', price: 2.01 }))
  expect(errors(client)).toEqual([])
})

it('answers each mistake with an error of its own, and nothing else is disturbed', async () => {
  const client = await join('/ws/price/AUSDT')
  const mistakes: [unknown, string][] = [
    ['{', 'bad-message'],
    ['null', 'bad-message'],
    ['[]', 'bad-message'],
    [{ type: 'sell' }, 'bad-message'],
    [{ type: 'subscribe' }, 'bad-message'],
    [{ type: 'subscribe', symbols: 'AUSDT' }, 'bad-message'],
    [{ type: 'subscribe', symbols: [1] }, 'bad-message'],
    [{ type: 'subscribe', symbols: ['A B'] }, 'bad-symbol'],
    [{ type: 'subscribe', symbols: ['FOO'] }, 'unknown-symbol'],
    [{ type: 'subscribe', symbols: ['AUSDT'], cursor: 'x' }, 'bad-cursor'],
    [{ type: 'subscribe', symbols: ['AUSDT'], interval_ms: -1 }, 'bad-interval'],
    [{ type: 'cadence', interval_ms: 1e9 }, 'bad-interval'],
    [{ type: 'unsubscribe', symbols: ['BUSDT'] }, 'not-subscribed'],
  ]
  for (const [mistake] of mistakes) client.say(mistake)
  client.ws.send(Buffer.from([1, 2, 3]))
  await until(() =>
    expect(errors(client)).toEqual([...mistakes.map(([, code]) => code), 'bad-message']),
  )
  rig.price('AUSDT', 1_02)
  await until(() => expect(client.last('price')).toMatchObject({ price: 1.02 }))
  const fresh = await join()
  fresh.say({ type: 'cadence', interval_ms: 100 })
  await until(() => expect(errors(fresh)).toEqual(['not-subscribed']))
})

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
    (await knock('/ws/price', headers)).status
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

it('refuses upgrades at other addresses, of other kinds and of no symbol', async () => {
  expect(await knock('/')).toMatchObject({ status: 404 })
  expect(await knock('/ws/price/A%20B')).toMatchObject({ status: 400 })
  expect(await knock('/ws/price/%E0%A4%A')).toMatchObject({ status: 400 })
  expect(await knock('/ws/price/A/B')).toMatchObject({ status: 404 })
  expect(await knock('/ws/price', { 'sec-websocket-version': '7' })).toMatchObject({ status: 400 })
  await until(() => expect(rig.websocket.clients).toBe(0))
})

it('answers a request that offers another upgrade as if it did not', async () => {
  const h2c = { upgrade: 'h2c', connection: 'upgrade' }
  const asked = async (method: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: rig.port, path, method, headers: h2c })
      sent.on('error', reject)
      sent.on('response', async (response) => {
        let body = `${response.statusCode} `
        for await (const chunk of response) body += chunk
        resolve(body)
      })
      sent.end()
    })
  expect(await asked('GET', '/api/prices')).toMatch(/^200 \{"cursor":"e2\.1"/)
  expect(await asked('HEAD', '/api/prices')).toBe('200 ')
  expect(await asked('POST', '/api/prices')).toBe('400 ')
  const stream = asked('GET', '/api/sse/prices')
  await until(() => expect(rig.sse.clients).toBe(1))
  rig.leave()
  expect(await stream).toContain('event: goodbye')
})

it('has room for so many sockets of one address and so many in all', async () => {
  await start({ places: { total: 3, perAddress: 2 }, trustProxy: true })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const first = await join('/ws/price', from('10.0.0.1'))
  await join('/ws/price', from('10.0.0.1'))
  expect(await knock('/ws/price', { 'x-forwarded-for': '10.0.0.1' })).toMatchObject({
    status: 429,
    retryAfter: '10',
  })
  await join('/ws/price', from('10.0.0.2'))
  expect(await knock('/ws/price', { 'x-forwarded-for': '10.0.0.3' })).toMatchObject({
    status: 503,
    retryAfter: '30',
  })
  first.ws.close()
  await until(() => expect(rig.websocket.clients).toBe(2))
  await join('/ws/price', from('10.0.0.1'))
})

it('drops a peer that answers no pings, and one that never subscribes', async () => {
  await start({ pingMs: 40 })
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

it('says goodbye to sockets that have subscribed to nothing, too', async () => {
  const client = await join()
  rig.leave()
  await until(() => expect(client.closed).toEqual({ code: 1001, reason: 'shutdown' }))
  expect(client.last('goodbye')).toEqual({ type: 'goodbye', reason: 'shutdown', retry_ms: 700 })
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
}, 20_000)

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
}, 20_000)
