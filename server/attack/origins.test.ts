import { request } from 'node:http'
import { expect, it } from 'vitest'
import { startTarget } from './target.ts'

/*
 * A page of another site, open in the browser of somebody who has a session here.
 */
const target = await startTarget()
const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

const changes = [
  ['POST', '/api/session'],
  ['DELETE', '/api/session'],
  ['DELETE', '/api/account'],
  ['POST', '/api/alerts'],
  ['PUT', '/api/preferences'],
  ['POST', '/api/records'],
  ['POST', '/api/push'],
  ['POST', '/api/channels'],
  ['POST', '/api/notifications/test'],
  ['POST', '/api/passkeys/registration'],
  ['POST', '/api/passkeys/login'],
  ['POST', '/api/sse/test-broadcast'],
] as const

it.each(changes)('refuses %s %s from other sites, and says so in the log', async (method, path) => {
  const victim = target.client()
  await victim.begin()
  const before = target.lines.length
  for (const headers of [
    evil,
    { origin: 'null' },
    { origin: `http://127.0.0.1:${target.port}.evil.example` },
    { origin: 'http://127.0.0.1' },
    { origin: `http://evil@127.0.0.1:${target.port + 1}` },
  ]) {
    const { status } = await victim.ask(method, path, { body: {}, headers })
    expect([headers.origin, status]).toEqual([headers.origin, 403])
  }
  expect((await victim.ask('GET', '/api/session')).status).toBe(200)
  const told = target.logged().slice(before)
  // Only so many of a kind are written in a minute.
  for (const line of told) expect(line).toMatchObject({ incident: 'origin', path, method })
  const first = target.logged().find(({ incident }) => incident === 'origin')
  expect(first).toMatchObject({ origin: evil.origin, path: '/api/session', method: 'POST' })
})

it('takes nothing that a form or a simple request can send', async () => {
  const victim = target.client()
  await victim.begin()
  for (const type of [
    'text/plain',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    '',
  ]) {
    const headers = { 'content-type': type }
    const { status } = await victim.ask('PUT', '/api/preferences', { body: '{}', headers })
    expect([type, status]).toEqual([type, 415])
  }
})

it('takes no method in disguise', async () => {
  const victim = target.client()
  await victim.begin()
  const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
  expect((await victim.ask('GET', '/api/session?_method=DELETE', { headers })).status).toBe(200)
  expect((await victim.ask('GET', '/api/session')).status).toBe(200)
})

it('lets no other site read, with or without a cookie', async () => {
  const victim = target.client()
  await victim.begin()
  for (const origin of ['https://evil.example', 'null', 'https://friend.example.evil.example']) {
    const { headers } = await victim.ask('GET', '/api/session', { headers: { origin } })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  }
  const friend = { origin: 'https://friend.example' }
  const { headers } = await victim.ask('GET', '/api/session', { headers: friend })
  // Public prices, yes; never as the person who is logged in.
  expect(headers['access-control-allow-credentials']).toBeUndefined()
})

it('opens no WebSocket for other sites, also with a session', async () => {
  const victim = target.client()
  await victim.begin()
  const upgrade = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const asking = request({
        ...{ host: '127.0.0.1', port: target.port, path: '/ws/price', agent: false },
        headers: {
          connection: 'upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          cookie: victim.cookie ?? '',
          ...headers,
        },
      })
      asking.on('response', (response) => resolve(response.statusCode ?? 0))
      asking.on('upgrade', (_, socket) => {
        socket.destroy()
        resolve(101)
      })
      asking.on('error', reject)
      asking.end()
    })
  for (const origin of ['https://evil.example', 'null', 'file://', 'http://127.0.0.1:1']) {
    expect([origin, await upgrade({ origin })]).toEqual([origin, 403])
  }
  expect(await upgrade({ origin: target.origin })).toBe(101)
})
