import { createHmac } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { Parcel } from '../storage/alerts/alerts.ts'
import { alert, target } from '../storage/testing/alerts.ts'
import { makeGuard } from './guard.ts'
import { makePoster } from './post.ts'
import { certificate } from './testing/certificate.ts'
import { type Received, startService, statuses } from './testing/service.ts'
import { makeWebhookCarrier, newSecret } from './webhook.ts'

const now = Date.UTC(2026, 10, 22, 12)

async function webhook(...answers: number[]) {
  const service = await startService(statuses(...answers))
  const guard = makeGuard({ allow: ['127.0.0.1'], resolve: async () => ['127.0.0.1'] })
  const poster = makePoster({ guard, timeoutMs: 5_000, ca: certificate })
  onTestFinished(poster.stop)
  const secret = newSecret()
  const { rule } = alert('a1', 'anna')
  const parcel: Parcel = {
    user: 'anna',
    notification: {
      ...{ id: 'n1', sequence: 1, at: now, readAt: undefined },
      event: { type: 'alert', alert: 'a1', rule, price: '70000.10', venue: 'OKX', time: now },
    },
    target: target('t1', 'anna', {
      ...{ channel: 'webhook', address: `${service.origin}/hook` },
      keys: JSON.stringify({ secret, origin: 'https://ebb.example' }),
    }),
    attempts: 1,
  }
  const carry = makeWebhookCarrier({ poster, now: () => now })
  return { service, secret, call: () => carry(parcel, { silently: false }) }
}

it('tells what has fired, signed as Standard Webhooks says', async () => {
  const { service, secret, call } = await webhook(204)
  expect(await call()).toEqual({ type: 'sent' })
  const [{ headers, body }] = service.received as [Received]
  expect(headers['webhook-id']).toBe('n1')
  expect(headers['webhook-timestamp']).toBe(String(now / 1_000))
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key)
    .update(`n1.${now / 1_000}.${body}`)
    .digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
  expect(JSON.parse(String(body))).toMatchObject({
    type: 'alert.fired',
    timestamp: '2026-11-22T12:00:00.000Z',
    data: {
      id: 'n1',
      title: 'BTC above 70,000',
      url: 'https://ebb.example/i/BTCUSDT',
      alert: 'a1',
      price: '70000.10',
      venue: 'OKX',
      time: '2026-11-22T12:00:00.000Z',
      rule: { symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' } },
    },
  })
})

it('ends when it is told that nobody wants more, and only then', async () => {
  const { call } = await webhook(410, 404, 500)
  expect(await call()).toMatchObject({ type: 'gone' })
  expect(await call()).toMatchObject({ type: 'failed' })
  expect(await call()).toMatchObject({ type: 'retry' })
})
