import { generateKeyPairSync } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { startService, statuses } from '../delivery/testing/service.ts'
import type { Client } from './client.ts'
import { startTarget } from './target.ts'

/*
 * Webhooks and push subscriptions that would make this server knock in somebody's own network.
 */
const answers: Record<string, string[][]> = {
  'inside.example': [['127.0.0.1']],
  'metadata.example': [['169.254.169.254']],
  'six.example': [['::1']],
  'mapped.example': [['::ffff:10.0.0.1']],
  'nat64.example': [['64:ff9b::a9fe:a9fe']],
  'sixtofour.example': [['2002:7f00:1::']],
  // Public when it is looked at, and another when a socket connects.
  'changing.example': [['93.184.215.14'], ['127.0.0.1']],
  'push.example': [['127.0.0.1']],
}
const target = await startTarget({
  allow: ['push.example'],
  trustProxy: true,
  async resolve(host) {
    const all = answers[host] ?? []
    return (all.length > 1 ? all.shift() : all[0]) ?? []
  },
})

const hosts = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '017700000001',
  '0',
  '10.0.0.1',
  '169.254.169.254',
  '2852039166',
  '100.64.0.1',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fc00::1]',
  '[fe80::1]',
  '[ff02::1]',
  '１２７.０.０.１',
  '127。0。0。1',
  'localhost',
  'LOCALHOST.',
  'router',
  'inside.example',
  'INSIDE.example.',
  'metadata.example',
  'six.example',
  'mapped.example',
  'nat64.example',
  'sixtofour.example',
]

it.each(hosts)('takes neither a webhook nor a subscription at %s', async (host) => {
  const eve = target.elsewhere()
  await eve.begin()
  const hook = await webhook(eve, `https://${host}/`)
  expect([hook.status, hook.json().field]).toEqual([422, 'url'])
  const push = await subscribe(eve, `https://${host}/wpush/v2/x`)
  expect([push.status, push.json().field]).toEqual([422, 'endpoint'])
})

it('writes down who wanted it to knock there, and never the address, whose path may be a secret', () => {
  const told = target.logged().filter(({ incident }) => incident === 'address')
  expect(new Set(told.map(({ path }) => path))).toEqual(new Set(['/api/channels', '/api/push']))
  expect(told[0]?.address).toMatch(/^198\.18\./)
  expect(target.lines.join('')).not.toContain('wpush')
})

it.each([
  'http://example.com/',
  'https://example.com:8443/',
  'https://user:word@example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'https://',
  '//example.com/',
])('takes no address such as %s', async (address) => {
  const eve = target.elsewhere()
  await eve.begin()
  expect((await webhook(eve, address)).status).toBe(422)
  expect((await subscribe(eve, address)).status).toBe(422)
})

it('connects to no name whose answer has changed since it was looked at', async () => {
  const eve = target.elsewhere()
  await eve.begin()
  expect((await webhook(eve, 'https://changing.example/')).status).toBe(201)
  await eve.ask('POST', '/api/notifications/test')
  await expect
    .poll(() => delivery(eve))
    .toMatchObject({
      state: 'failed',
      attempts: 1,
      trouble: { code: 'address' },
    })
})

it('follows no redirect inside, and tells nothing of what is there', async () => {
  const inside = await startService(statuses(200), { plain: true })
  const location = `http://127.0.0.1:${inside.port}/secret`
  const outside = await startService(statuses([302, { location }], [307, { location }]), {
    plain: true,
  })
  const eve = target.elsewhere()
  await eve.begin()
  expect((await webhook(eve, `${outside.origin}/`)).status).toBe(201)
  await eve.ask('POST', '/api/notifications/test')
  await vi.waitFor(() => expect(outside.received.length).toBeGreaterThan(0), { timeout: 30_000 })
  await expect.poll(() => delivery(eve)).toMatchObject({ attempts: 1 })
  expect(inside.received).toEqual([])
  expect(JSON.stringify(await delivery(eve))).not.toContain('secret')
})

function webhook(client: Client, url: string) {
  return client.ask('POST', '/api/channels', { body: { channel: 'webhook', url, language: 'en' } })
}

function subscribe(client: Client, endpoint: string) {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  const keys = {
    p256dh: Buffer.concat(point).toString('base64url'),
    auth: Buffer.alloc(16).toString('base64url'),
  }
  return client.ask('POST', '/api/push', { body: { endpoint, keys, language: 'en' } })
}

/** How the newest notification got to the only channel. */
async function delivery(client: Client): Promise<unknown> {
  const { notifications } = (await client.ask('GET', '/api/notifications')).json() as {
    notifications: { deliveries: unknown[] }[]
  }
  return notifications[0]?.deliveries[0]
}
