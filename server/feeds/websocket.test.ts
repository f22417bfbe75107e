import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
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

it('subscribes at once to what the path names', async () => {
  const client = await join('/ws/price/busdt')
  rig.price('BUSDT', 2_00)
  await until(() => expect(client.last('price')).toMatchObject({ symbol: 'BUSDT', price: 2 }))
  expect(client.last('subscribed')).toMatchObject({ symbols: ['BUSDT'], interval_ms: 250 })
  const unknown = await join('/ws/price/FOO')
  await until(() => expect(errors(unknown)).toEqual(['unknown-symbol']))
})

it('speaks JSON unless compact frames are asked for', async () => {
  const both = new WebSocket(`ws://127.0.0.1:${rig.port}/ws/price`, ['ebb.json.v1', 'ebb.frame.v3'])
  await until(() => expect(both.protocol).toBe('ebb.frame.v3'))
  both.terminate()
  const { ws } = await join()
  expect(ws.protocol).toBe('')
})

it('answers a ping by the same in a pong, and a closing frame by one behind which nothing comes', async () => {
  const client = connect(rig.port, '127.0.0.1')
  let heard = ''
  client.setEncoding('latin1').on('data', (text: string) => {
    heard += text
  })
  const ended = new Promise((resolve) => client.once('end', resolve))
  client.write(
    'GET /ws/price HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  const say = (opcode: number, payload: string) => {
    const [head, mask] = [Buffer.of(0x80 | opcode, 0x80 | payload.length), Buffer.alloc(4)]
    client.write(Buffer.concat([head, mask, Buffer.from(payload, 'latin1')]))
  }
  say(1, '{"type":"subscribe","symbols":["AUSDT"],"interval_ms":0}')
  say(9, 'hello')
  await until(() => expect(heard).toContain('\x8a\x05hello'))
  let price = 1_00
  const moving = setInterval(() => rig.price('AUSDT', ++price), 0)
  await until(() => expect(heard).toContain('"price":1.05'))
  say(8, '\x03\xe8')
  await ended
  clearInterval(moving)
  expect(heard.indexOf('\x88\x02\x03\xe8')).toBe(heard.length - 4)
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

it('refuses upgrades at other addresses, of other kinds and of no symbol', async () => {
  expect(await knock(rig.port, '/')).toMatchObject({ status: 404 })
  expect(await knock(rig.port, '/ws/price/A%20B')).toMatchObject({ status: 400 })
  expect(await knock(rig.port, '/ws/price/%E0%A4%A')).toMatchObject({ status: 400 })
  expect(await knock(rig.port, '/ws/price/A/B')).toMatchObject({ status: 404 })
  expect(await knock(rig.port, '/ws/price', { 'sec-websocket-version': '7' })).toMatchObject({
    ...{ status: 400, version: '13' },
  })
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

it('says goodbye to sockets that have subscribed to nothing, too', async () => {
  const client = await join()
  rig.leave()
  await until(() => expect(client.closed).toEqual({ code: 1001, reason: 'shutdown' }))
  expect(client.last('goodbye')).toEqual({ type: 'goodbye', reason: 'shutdown', retry_ms: 700 })
})
