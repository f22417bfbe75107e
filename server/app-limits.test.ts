import { expect, it } from 'vitest'
import { type App, makeApp } from './app.ts'
import { adminToken, standApp, stateAt } from './testing/stand-app.ts'

const server = standApp()

const broadcast = (body: unknown, authorization: string, to?: App) =>
  server.ask(
    '/api/sse/test-broadcast',
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    to,
  )

it('sends a test price for whoever has the token, and stores it nowhere', async () => {
  server.hub.record(stateAt(100))
  const response = await broadcast({ symbol: 'BTCUSDT', price: 1.5 }, `Bearer ${adminToken}`)
  expect(await response.json()).toEqual({ code: 1, data: { reached: 0 } })
  expect(server.hub.read(['BTCUSDT'], undefined).changes[0]?.price).toBe(100)
  for (const wrong of ['', 'Bearer', `Bearer ${adminToken}x`, `Basic ${adminToken}`, adminToken]) {
    const refused = await broadcast({ symbol: 'BTCUSDT', price: 1.5 }, wrong)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  }
  const unknown = await broadcast({ symbol: 'FOO', price: 1 }, `Bearer ${adminToken}`)
  expect(unknown.status).toBe(404)
})

it('names what is wrong with a test price', async () => {
  for (const [body, field] of [
    [{}, 'symbol'],
    [{ symbol: 'BTCUSDT' }, 'price'],
    [{ symbol: 'BTCUSDT', price: '1' }, 'price'],
    [{ symbol: 'BTCUSDT', price: 0 }, 'price'],
    [{ symbol: 'BTCUSDT', price: 1, change_24h: 'up' }, 'change_24h'],
  ] as const) {
    const response = await broadcast(body, `Bearer ${adminToken}`)
    expect([response.status, (await response.json()).field]).toEqual([400, field])
  }
  const huge = await broadcast({ symbol: 'x'.repeat(9_999), price: 1 }, `Bearer ${adminToken}`)
  expect(huge.status).toBe(413)
})

it('has no test broadcast where no token is configured', async () => {
  const { adminToken: _, ...rest } = server.options
  const without = makeApp(rest)
  const response = await broadcast({ symbol: 'BTCUSDT', price: 1 }, 'Bearer undefined', without)
  expect(response.status).toBe(404)
})

it('answers a page of the configured origins, and says nothing to others', async () => {
  const allow = async (origin: string) =>
    (await server.ask('/api/prices', { headers: { origin } })).headers.get(
      'access-control-allow-origin',
    )
  expect(await allow('https://other.example')).toBe('https://other.example')
  expect(await allow('https://evil.example')).toBeNull()
})

it('bounds how much one address may ask, and only that one', async () => {
  const limited = makeApp({
    ...server.options,
    limits: { ...server.options.limits, requestsPerSecond: 2 },
  })
  const from = async (address: string) => {
    const response = await server.ask(
      '/api/prices',
      { headers: { 'x-forwarded-for': address } },
      limited,
    )
    return [response.status, response.headers.get('retry-after')]
  }
  for (let i = 0; i < 8; i++) expect(await from('10.0.0.1')).toEqual([200, null])
  expect(await from('10.0.0.1')).toEqual([429, '4'])
  expect(await from('10.0.0.2')).toEqual([200, null])
  expect((await server.ask('/healthz', {}, limited)).status).toBe(200)
})

it('lets a page run nothing but its own scripts, nor be framed', async () => {
  const { headers } = await server.ask('/', {
    headers: { 'sec-fetch-mode': 'navigate', accept: 'text/html' },
  })
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

it('begins a session for its own pages alone', async () => {
  const from = (headers: Record<string, string>) =>
    server.ask('/api/session', { method: 'POST', headers: { host: 'ebb.example', ...headers } })
  expect((await from({ origin: 'https://ebb.example' })).status).toBe(200)
  expect((await from({ origin: 'https://other.example' })).status).toBe(200)
  expect((await from({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const form = {
    origin: 'https://ebb.example',
    'content-type': 'text/plain',
    'content-length': '2',
  }
  const init = { method: 'POST', headers: { host: 'ebb.example', ...form }, body: '{}' }
  expect((await server.ask('/api/session', init)).status).toBe(415)
})

it('says that who people are can not be told while the database is gone', async () => {
  await server.storage.close()
  const answer = await server.ask('/api/session', {
    method: 'POST',
    headers: { host: 'ebb.example' },
  })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  // Which database, and what ails it, is nobody's but the operator's.
  expect((await answer.json()).detail).not.toMatch(/database|storage|sqlite/i)
})
