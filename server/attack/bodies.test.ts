import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { followPrice, sayRaw, starvedMs } from './client.ts'
import { startTarget } from './target.ts'

/*
 * Bodies and heads that are too long, too deep, too slow, or poison.
 */
const target = await startTarget({
  patience: { headMs: 1_000, requestMs: 2_000, silenceMs: 3_000 },
})

const written = [
  ['PUT', '/api/preferences'],
  ['POST', '/api/alerts'],
  ['POST', '/api/records'],
  ['POST', '/api/push'],
  ['POST', '/api/channels'],
  ['POST', '/api/channels/x/confirmation'],
  ['POST', '/api/notifications/read'],
  ['POST', '/api/notifications/received'],
  ['POST', '/api/passkeys/registration'],
  ['POST', '/api/passkeys/login'],
  ['PATCH', '/api/alerts/AAAAAAAAAAAAAAAA'],
] as const

it.each(written)('refuses %s %s with a body that is too long or too deep', async (method, path) => {
  const client = target.client()
  await client.begin()
  const long = await client.ask(method, path, { body: `"${'x'.repeat(2_000_000)}"` })
  expect([long.status, long.headers['content-type']]).toEqual([413, 'application/problem+json'])
  for (const open of ['[', '{"a":']) {
    const deep = await client.ask(method, path, { body: open.repeat(150) })
    expect([deep.status, deep.headers['content-type']]).toEqual([400, 'application/problem+json'])
  }
})

it('writes down bodies that are too long or too deep, and never what is in them', () => {
  const told = target.logged().filter(({ incident }) => incident === 'body')
  expect(told).toHaveLength(20)
  expect(told[0]).toMatchObject({ method: 'PUT', path: '/api/preferences' })
  expect(target.lines.join('')).not.toContain('xxxx')
})

it('takes no body from who has no session, however long', async () => {
  const { status } = await target
    .client()
    .ask('POST', '/api/records', { body: ' '.repeat(300_000) })
  expect(status).toBe(401)
})

it('refuses a body that says nothing of its length and never ends', async () => {
  const client = target.client()
  await client.begin()
  const head = headOf('POST', '/api/records', {
    cookie: client.cookie ?? '',
    'transfer-encoding': 'chunked',
  })
  const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`
  expect(await sayRaw(target.port, head, ...new Array<string>(64).fill(chunk))).toMatch(
    /^HTTP\/1\.1 413/,
  )
})

it('waits for no slow head and no slow body; the price goes on', async () => {
  const client = target.client()
  await client.begin()
  const price = followPrice(target.port)
  const head = headOf('POST', '/api/records', {
    cookie: client.cookie ?? '',
    'content-length': '100',
  })
  const slow = Array.from({ length: 200 }, (_, i) =>
    sayRaw(target.port, i % 2 === 0 ? `${head}{` : head.slice(0, 60)),
  )
  const answers = await Promise.all(slow)
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*application\/problem\+json/)
  }
  expect(price.heard()).toBeGreaterThan(5)
  expect(price.worstGapMs()).toBeLessThan(starvedMs)
  price.stop()
  const broken = target.logged().filter(({ incident }) => incident === 'broken')
  expect(broken[0]).toMatchObject({ status: '408' })
  expect(broken.length).toBeLessThanOrEqual(20)
})

it('answers what is no HTTP, and heads that are too long, with a problem', async () => {
  expect(await sayRaw(target.port, 'GET / HTTP/1.1\r\nnonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
  const cookie = `ebb=${'x'.repeat(20_000)}`
  const answer = await sayRaw(target.port, headOf('GET', '/api/session', { cookie }))
  expect(answer).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json/)
})

it('takes no two lengths for one body, which a proxy could read otherwise', async () => {
  for (const headers of [
    { 'content-length': '4', 'transfer-encoding': 'chunked' },
    { 'transfer-encoding': 'chunked, identity' },
    { 'content-length': '4, 5' },
    { 'content-length': '+4' },
  ]) {
    const text = `${headOf('POST', '/api/session', headers)}0\r\n\r\n`
    expect(await sayRaw(target.port, text)).toMatch(/^HTTP\/1\.1 4\d\d/)
  }
})

it('lets no key of a body into the prototypes of the server', async () => {
  const client = target.client()
  await client.begin()
  const poison = '{"polluted":"yes"}'
  for (const [method, path] of written) {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const body = `{"${key}":${poison},"rule":{"${key}":${poison}},"records":[{"${key}":${poison}}]}`
      const { status } = await client.ask(method, path, { body })
      expect([path, status]).toEqual([path, 400])
    }
  }
  await client.ask('GET', '/api/prices?__proto__[polluted]=yes&constructor.polluted=yes')
  expect('polluted' in {}).toBe(false)
})

it('lets go of who asks for much and reads nothing', async () => {
  const before = await target.connections()
  const socket = connect(target.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.pause()
  // Far more than lies in the buffers between us.
  for (let i = 0; i < 20; i++) socket.write(headOf('GET', '/assets/large-1.js', {}))
  await expect.poll(target.connections).toBe(before + 1)
  await expect.poll(target.connections).toBe(before)
})

function headOf(method: string, path: string, headers: Record<string, string>): string {
  const all = {
    host: `127.0.0.1:${target.port}`,
    origin: target.origin,
    'content-type': 'application/json',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
