import { expect, it } from 'vitest'
import { adminToken, startTarget } from './target.ts'

const target = await startTarget()
const without = await startTarget({ operator: false })
const path = '/api/sse/test-broadcast'
const body = { symbol: 'BTCUSDT', price: 1 }

it('lets nobody be an operator without the whole token', async () => {
  const eve = target.client()
  await eve.begin()
  for (const authorization of [
    '',
    'Bearer ',
    'Bearer undefined',
    `Bearer ${adminToken.slice(0, -1)}`,
    `Bearer ${adminToken} `.repeat(2),
    `bearer ${adminToken}`,
    adminToken,
    `Basic ${Buffer.from(`admin:${adminToken}`).toString('base64')}`,
    'x'.repeat(9_000),
  ]) {
    const answer = await eve.ask('POST', path, { body, headers: { authorization } })
    expect([authorization.slice(0, 40), answer.status]).toEqual([authorization.slice(0, 40), 401])
  }
  const anywhereElse = await eve.ask('POST', `${path}?token=${encodeURIComponent(adminToken)}`, {
    body: { ...body, token: adminToken },
    headers: { cookie: `admin=${adminToken}`, 'x-admin-token': adminToken },
  })
  expect(anywhereElse.status).toBe(401)
  const headers = { authorization: `Bearer ${adminToken}` }
  expect((await eve.ask('POST', path, { body, headers })).status).toBe(200)
})

it('has no such route where there is no token', async () => {
  for (const token of ['', 'undefined', adminToken]) {
    const headers = { authorization: `Bearer ${token}` }
    expect((await without.client().ask('POST', path, { body, headers })).status).toBe(404)
  }
  const { text } = await without.client().ask('GET', '/openapi.json')
  expect(text).not.toContain('test-broadcast')
})

it('tells no token to its log', () => {
  expect(target.lines.join('')).not.toContain(adminToken)
})
