import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { NotificationEvent } from '../../shared/notification.ts'
import type { Parcel } from '../storage/alerts/alerts.ts'
import { alert, target } from '../storage/testing/alerts.ts'
import { makeGuard } from './guard.ts'
import { makePoster } from './post.ts'
import { makePushCarrier } from './push.ts'
import { certificate } from './testing/certificate.ts'
import { decrypt, example, type UserAgent } from './testing/decrypt.ts'
import { type Answering, startService, statuses } from './testing/service.ts'
import { makeVapid } from './vapid.ts'

const now = Date.UTC(2026, 10, 22, 12)

function newUserAgent(): UserAgent {
  const own = createECDH('prime256v1')
  const p256dh = own.generateKeys('base64url')
  const auth = randomBytes(16).toString('base64url')
  return { p256dh, auth, privateKey: own.getPrivateKey() }
}

function fired(note = ''): NotificationEvent {
  const { rule } = alert('a1', 'anna')
  return {
    ...{ type: 'alert', alert: 'a1', rule: { ...rule, note }, price: '70000.10' },
    ...{ venue: 'BINANCE', time: now - 50 },
  }
}

function parcelTo(
  address: string,
  { p256dh, auth }: UserAgent,
  { event = fired(), origin = 'https://ebb.example' } = {},
): Parcel {
  const keys = JSON.stringify({ p256dh, auth, origin, zone: 'Asia/Seoul' })
  return {
    user: 'anna',
    notification: { id: 'Nn_-16bytesofchance123', sequence: 1, at: now, readAt: undefined, event },
    target: target('t1', 'anna', { address, keys, language: 'ko' }),
    attempts: 1,
  }
}

async function carrierTo(answer: Answering) {
  const service = await startService(answer)
  const guard = makeGuard({ allow: ['127.0.0.1'], resolve: async () => ['127.0.0.1'] })
  const poster = makePoster({ guard, timeoutMs: 5_000, ca: certificate })
  onTestFinished(poster.stop)
  const documents = new Map<string, string>()
  const vapid = makeVapid({
    documents: {
      read: async (name) => documents.get(name),
      replace: async (name, { text }) => {
        documents.set(name, text)
        return true
      },
    },
    chosen: undefined,
  })
  const carry = makePushCarrier({
    ...{ vapid, subject: undefined, poster, unread: async () => 3, now: () => now },
  })
  return { service, vapid, carry, endpoint: `${service.origin}/send/secret` }
}

it('decrypts the example of RFC 8291, section 5', () => {
  const text = decrypt(Buffer.from(example.body, 'base64url'), example.userAgent)
  expect(String(text)).toBe(example.text)
})

it('sends a declarative message that only the browser can read', async () => {
  const { service, carry, endpoint } = await carrierTo(statuses(201))
  const browser = newUserAgent()
  expect(await carry(parcelTo(endpoint, browser), { silently: false })).toEqual({ type: 'sent' })
  const [{ headers, body, path } = { headers: {}, body: Buffer.alloc(0), path: '' }] =
    service.received
  expect(path).toBe('/send/secret')
  expect(headers).toMatchObject({
    'content-type': 'application/notification+json',
    'content-encoding': 'aes128gcm',
    ttl: '86400',
    urgency: 'high',
    topic: 'Nn_-16bytesofchance123',
  })
  const plain = decrypt(body, browser)
  expect(plain.length % 512).toBe(0)
  expect(JSON.parse(String(plain))).toEqual({
    web_push: 8030,
    notification: {
      title: 'BTC 70,000 돌파',
      body: 'Binance 70,000.10, 11월 22일 20:59',
      navigate: 'https://ebb.example/i/BTCUSDT',
      tag: 'a1',
      renotify: true,
      lang: 'ko',
      dir: 'ltr',
      silent: false,
      timestamp: now - 50,
      actions: [],
      data: { id: 'Nn_-16bytesofchance123', alert: 'a1', symbol: 'BTCUSDT' },
    },
    app_badge: 3,
    mutable: true,
  })
  expect(() => decrypt(body, newUserAgent())).toThrow()
})

it('shows what comes silently, too: it only makes no sound', async () => {
  const { service, carry, endpoint } = await carrierTo(statuses(201))
  const browser = newUserAgent()
  await carry(parcelTo(endpoint, browser, { event: { type: 'test' } }), { silently: true })
  const { notification } = JSON.parse(
    String(decrypt(service.received[0]?.body ?? Buffer.alloc(0), browser)),
  )
  expect(notification).toMatchObject({ title: '테스트 알림입니다', silent: true, renotify: false })
  expect(notification.navigate).toBe('https://ebb.example/')
})

it('never sends more than the 4,096 bytes that every service takes, and cuts no letter in two', async () => {
  const { service, carry, endpoint } = await carrierTo(statuses(201))
  const browser = newUserAgent()
  for (const note of ['가'.repeat(280), '\u0001'.repeat(280), '👛'.repeat(3_000)]) {
    await carry(parcelTo(endpoint, browser, { event: fired(note) }), { silently: false })
    const { body } = service.received.at(-1) ?? { body: Buffer.alloc(9_999) }
    expect(body.length).toBeLessThanOrEqual(4_096)
    const text = JSON.parse(String(decrypt(body, browser))).notification.body
    expect(text).not.toContain('\uFFFD')
  }
})

it('signs each request for its service alone, with a key that is kept (RFC 8292)', async () => {
  const { service, carry, endpoint, vapid } = await carrierTo(statuses(201))
  await carry(parcelTo(endpoint, newUserAgent()), { silently: false })
  const authorization = service.received[0]?.headers.authorization ?? ''
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  expect(key).toBe((await vapid()).publicKey)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  )
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' },
    format: 'jwk',
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  expect(isSigned).toBe(true)
  expect(JSON.parse(String(Buffer.from(header, 'base64url')))).toMatchObject({ alg: 'ES256' })
  const { aud, exp, sub } = JSON.parse(String(Buffer.from(claims, 'base64url')))
  expect([aud, sub]).toEqual([service.origin, 'https://ebb.example'])
  expect(exp - Date.now() / 1_000).toBeLessThanOrEqual(24 * 3_600)
})

it('names no contact that a service would refuse', async () => {
  const { service, carry, endpoint } = await carrierTo(statuses(201))
  const origin = 'http://localhost:8080'
  await carry(parcelTo(endpoint, newUserAgent(), { origin }), { silently: false })
  const claims = service.received[0]?.headers.authorization?.split('.')[1] ?? ''
  const { sub } = JSON.parse(String(Buffer.from(claims, 'base64url')))
  expect(sub).toBe('mailto:operator@ebb.invalid')
})

it('knows from its answer what became of it', async () => {
  const answers = statuses(
    [429, { 'retry-after': '120' }],
    [503, { 'retry-after': new Date(now + 60_000).toUTCString() }],
    404,
    410,
    413,
    403,
    400,
  )
  const { carry, endpoint } = await carrierTo(answers)
  const next = () => carry(parcelTo(endpoint, newUserAgent()), { silently: false })
  expect(await next()).toMatchObject({ type: 'retry', afterMs: 120_000 })
  expect(await next()).toMatchObject({ type: 'retry', afterMs: 60_000 })
  expect(await next()).toMatchObject({ type: 'gone' })
  expect(await next()).toMatchObject({ type: 'gone' })
  expect(await next()).toMatchObject({ trouble: { code: 'too-long', status: 413 } })
  expect(await next()).toMatchObject({ trouble: { code: 'key-unknown', status: 403 } })
  expect(await next()).toEqual({
    type: 'failed',
    trouble: { code: 'refused', status: 400 },
  })
})
