import { get, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { constants, inflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { type Rig, type RigOptions, startRig } from './testing/rig.ts'

let rig: Rig
const closers: (() => void)[] = []

async function start(options: RigOptions = {}): Promise<void> {
  await rig?.stop()
  rig = await startRig(options)
  rig.begin(['AUSDT', 'BUSDT'])
  rig.price('AUSDT', 1_00)
}

beforeEach(() => start())

afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await rig.stop()
})

const readSoFar = { finishFlush: constants.Z_SYNC_FLUSH }

/** Sends a request by hand and gathers what comes back. */
function raw(head: string): { socket: Socket; text: () => string } {
  const socket = connect(rig.port, '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    text += chunk
  })
  socket.on('error', () => {})
  socket.write(`${head}\r\n\r\n`)
  closers.push(() => socket.destroy())
  return { socket, text: () => text }
}

function open(search: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `http://127.0.0.1:${rig.port}/api/sse/prices?${search}`
    const asked = get(path, { headers, agent: false }, resolve)
    asked.on('error', reject)
    closers.push(() => asked.destroy())
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}

it('has the headers that keep proxies from gathering, changing or caching events', async () => {
  const { headers } = await open('')
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'transfer-encoding': 'chunked',
  })
})

it('answers HEAD with the head alone, and counts no client', async () => {
  const response = await new Promise<IncomingMessage>((resolve) => {
    request({ port: rig.port, method: 'HEAD', path: '/api/sse/prices' }, resolve).end()
  })
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect(await textOf(response)).toBe('')
  expect(rig.sse.clients).toBe(0)
})

it('writes plain bytes, without chunks, to a client of HTTP/1.0', async () => {
  const { text } = raw('GET /api/sse/prices?symbols=AUSDT HTTP/1.0\r\nhost: x')
  await until(() => expect(text()).toContain('event: price'))
  const [head = '', body = ''] = text().split(/\r\n\r\n(.*)/s)
  expect(head.toLowerCase()).not.toContain('chunked')
  expect(head.toLowerCase()).toContain('connection: close')
  expect(body).toMatch(
    /^retry: \d+\nevent: connected\ndata: \{[^\n]*\}\n\nevent: price\nid: e2\.1\n/,
  )
})

it('ends the chunked body properly when it says goodbye', async () => {
  const response = await open('symbols=AUSDT')
  const text = textOf(response)
  // When to come back, the greeting, and the prices.
  await until(() => expect(rig.sse.frames).toBe(3))
  rig.leave()
  expect(await text).toMatch(
    /retry: 700\nevent: goodbye\ndata: \{"reason":"shutdown","retry_ms":700\}\n\n$/,
  )
  expect(response.complete).toBe(true)
})

it('ends a stream after ten minutes for the client to ask anew on the same connection', async () => {
  let ahead = 0
  await start({ now: () => Date.now() + ahead })
  const { socket, text } = raw('GET /api/sse/prices?symbols=AUSDT HTTP/1.1\r\nhost: x')
  await until(() => expect(text()).toContain('event: price'))
  ahead = 600_000
  await until(() =>
    expect(text()).toMatch(
      /retry: 100\nevent: goodbye\ndata: \{"reason":"renewal","retry_ms":0\}\n\n\r\n0\r\n\r\n$/,
    ),
  )
  expect(rig.hub.status().subscribers).toBe(0)
  rig.price('AUSDT', 1_05)
  socket.write('GET /api/sse/prices?symbols=AUSDT&cursor=e2.1 HTTP/1.1\r\nhost: x\r\n\r\n')
  await until(() => expect(text()).toMatch(/0\r\n\r\nHTTP\/1.1 200 OK.*id: e2\.2\n.*1\.05/s))
  expect(rig.sse.clients).toBe(1)
  socket.destroy()
  await until(() => expect(rig.sse.clients).toBe(0))
})

it('deflates for whom that is right, in a body that is whole when it ends', async () => {
  const response = await open('symbols=AUSDT', { 'accept-encoding': 'gzip, deflate, br' })
  expect(response.headers).toMatchObject({
    'content-encoding': 'deflate',
    vary: 'accept-encoding',
  })
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  const text = () => inflateSync(Buffer.concat(chunks), readSoFar).toString()
  for (let units = 1_01; units <= 1_05; units++) {
    rig.price('AUSDT', units)
    await until(() => expect(text()).toContain(`"price":${(units / 100).toFixed(2)},`))
  }
  rig.leave()
  await until(() => expect(response.complete).toBe(true))
  expect(inflateSync(Buffer.concat(chunks)).toString()).toMatch(
    /^retry.*"price":1\.00,.*"price":1\.05,.*event: goodbye\n.*\n\n$/s,
  )
})

it.each([
  ['frames, which are packed already', 'format=frame', 'deflate'],
  ['who does not take it', '', 'gzip, br'],
  ['who refuses it', '', 'gzip, deflate;q=0, br'],
])('does not deflate for %s', async (_, search, accepted) => {
  const response = await open(search, { 'accept-encoding': accepted })
  expect(response.headers['content-encoding']).toBeUndefined()
  expect(response.headers.vary).toBe('accept-encoding')
})

it('closes the connection instead where its client cannot ask on it again', async () => {
  let ahead = 0
  await start({ now: () => Date.now() + ahead })
  const { socket, text } = raw('GET /api/sse/prices?symbols=AUSDT HTTP/1.0\r\nhost: x')
  await until(() => expect(text()).toContain('event: price'))
  ahead = 600_000
  await until(() => expect(socket.readableEnded).toBe(true))
  expect(text()).toMatch(/"reason":"renewal","retry_ms":0\}\n\n$/)
})

it('resumes by the Last-Event-ID header; the cursor in the address wins', async () => {
  rig.price('BUSDT', 2_00)
  rig.price('AUSDT', 1_01)
  const hello = async (search: string, headers: Record<string, string>) => {
    const response = await open(search, headers)
    for await (const chunk of response) return /"cursor":"([^"]*)"/.exec(String(chunk))?.[1]
    return undefined
  }
  expect(await hello('', { 'last-event-id': 'e2.2' })).toBe('e2.2')
  expect(await hello('cursor=e2.1', { 'last-event-id': 'e2.2' })).toBe('e2.1')
  expect(await hello('', { 'last-event-id': 'not one of ours' })).toBe('e2.0')
})

it('gives each event the cursor of its own change, so that half of them can be resumed', async () => {
  rig.price('BUSDT', 2_00)
  const { text } = raw('GET /api/sse/prices HTTP/1.1\r\nhost: x')
  await until(() => expect(text().match(/event: price\nid: e2\.\d/g)).toHaveLength(2))
  expect(text()).toMatch(/id: e2\.1\n.*AUSDT.*id: e2\.2\n.*BUSDT/s)
})

it('lets nothing that was asked for break out of its event', async () => {
  for (const evil of ['A%0Adata:x', 'A%0D%0AX-Evil:1', 'AUSDT%0A%0Aevent: price']) {
    const response = await open(`symbols=AUSDT,${evil}`)
    expect(response.statusCode).toBe(400)
    expect(response.headers['x-evil']).toBeUndefined()
    const problem = JSON.parse(await textOf(response))
    expect(problem).toMatchObject({ status: 400, field: 'symbols' })
  }
})

it('names the parameter that is wrong', async () => {
  for (const [search, field] of [
    ['interval=-1', 'interval'],
    ['interval=60001', 'interval'],
    ['interval=', 'interval'],
    ['interval=1.5', 'interval'],
    ['interval=1&interval=2', 'interval'],
    ['heartbeat=999', 'heartbeat'],
    ['format=xml', 'format'],
    [`symbols=${Array.from({ length: 501 }, (_, i) => `S${i}`).join()}`, 'symbols'],
  ]) {
    const response = await open(search ?? '')
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(await textOf(response))).toMatchObject({ field })
  }
})

it('lets go of a client that goes away at once', async () => {
  const response = await open('')
  await until(() => expect(rig.hub.status().subscribers).toBe(1))
  response.destroy()
  await until(() => expect(rig.hub.status()).toMatchObject({ subscribers: 0, cohorts: 0 }))
  expect(rig.sse.clients).toBe(0)
})

it('has room for so many streams of one address and so many in all', async () => {
  await start({ places: { total: 3, perAddress: 2 }, trustProxy: true })
  const from = (address: string) => open('', { 'x-forwarded-for': address })
  await from('10.0.0.1')
  const second = await from('10.0.0.1')
  const third = await from('evil, 10.0.0.1')
  expect([third.statusCode, third.headers['retry-after']]).toEqual([429, '10'])
  await from('10.0.0.2')
  const fifth = await from('10.0.0.3')
  expect([fifth.statusCode, fifth.headers['retry-after']]).toEqual([503, '30'])
  second.destroy()
  await until(() => expect(rig.sse.clients).toBe(2))
  expect((await from('10.0.0.1')).statusCode).toBe(200)
})

it('lets pages of the configured origins read, and no others', async () => {
  await start({ origins: ['https://other.example'] })
  const allowed = async (origin: string) =>
    (await open('', { origin })).headers['access-control-allow-origin']
  expect(await allowed('https://other.example')).toBe('https://other.example')
  expect(await allowed('https://evil.example')).toBeUndefined()
})

const many = Array.from({ length: 1_000 }, (_, i) => `S${i}USDT`)

it('merges what a slow client misses, and goes on with it where it stopped', async () => {
  rig.begin(many)
  let units = 1
  for (const symbol of many) rig.price(symbol, units)
  const { socket, text } = raw('GET /api/sse/prices?interval=50 HTTP/1.1\r\nhost: x')
  // When to come back, the greeting, and the prices.
  await until(() => expect(rig.sse.frames).toBe(3))
  socket.pause()
  let seen = 0
  let silent = 0
  await until(() => {
    silent = rig.sse.frames === seen ? silent + 1 : 0
    seen = rig.sse.frames
    units++
    for (const symbol of many) rig.price(symbol, units)
    // Several windows without a write: the socket has not drained.
    expect(silent).toBeGreaterThan(40)
  })
  socket.resume()
  const newest = `"symbol":"S999USDT","venue":"BINANCE","price":${(units / 100).toFixed(2)},`
  await until(() => expect(text()).toContain(newest))
  const ids = [...text().matchAll(/^id: e3\.(\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(ids.length).toBeLessThan(units * many.length)
  expect(rig.sse.slow).toBe(0)
})

it('closes a client that stays stuck, and the others do not notice', async () => {
  await start({ stuckAfterMs: 300 })
  rig.begin(many)
  const stuck = raw('GET /api/sse/prices?interval=0 HTTP/1.1\r\nhost: x')
  const other = raw('GET /api/sse/prices?interval=50&symbols=S1USDT HTTP/1.1\r\nhost: x')
  await until(() => expect(rig.hub.status().subscribers).toBe(2))
  stuck.socket.pause()
  let units = 0
  await until(() => {
    units++
    for (const symbol of many) rig.price(symbol, units)
    expect(rig.sse.slow).toBe(1)
  })
  rig.price('S1USDT', 77_77)
  await until(() => expect(other.text()).toContain('"price":77.77,'))
  await until(() => expect(rig.sse.clients).toBe(1))
})
