import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { joinSocket } from '../feeds/testing/socket-client.ts'
import { startTarget } from './target.ts'

/*
 * What belongs to somebody else: asked for by its id it is not there, and the answer is the same as
 * for an id that nobody has.
 */
const target = await startTarget()
const rule = { symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' } }

async function settle() {
  const anna = target.client()
  const { user, session } = await anna.begin()
  const { alerts } = (await anna.ask('GET', '/api/alerts')).json()
  expect(alerts).toEqual([])
  const webhook = await anna.ask('POST', '/api/channels', {
    body: { channel: 'webhook', url: 'https://hook.example/', language: 'en' },
  })
  expect(webhook.status).toBe(201)
  const test = await anna.ask('POST', '/api/notifications/test')
  const notification = test.json().notification as { id: string }
  return { anna, user, session, channel: String(webhook.json().id), notification: notification.id }
}

it('answers for another’s things as for what isn’t there', async () => {
  const { session, channel } = await settle()
  const eve = target.client()
  await eve.begin()
  for (const path of [
    `/api/channels/${channel}`,
    `/api/push/${channel}`,
    `/api/sessions/${session}`,
    '/api/passkeys/AAAAAAAAAAAAAAAAAAAAAA',
    '/api/alerts/AAAAAAAAAAAAAAAAAAAAAA',
  ]) {
    const real = await eve.ask('DELETE', path)
    const invented = await eve.ask('DELETE', path.replace(/[^/]+$/, 'BBBBBBBBBBBBBBBBBBBBBB'))
    expect([path, real.status, real.text]).toEqual([path, 404, invented.text])
  }
  const confirmed = await eve.ask('POST', `/api/channels/${channel}/confirmation`, {
    body: { code: '000000' },
  })
  expect(confirmed.status).toBe(404)
})

it('shows nobody another’s log, channels, devices or records', async () => {
  const { anna, user, notification } = await settle()
  const eve = target.client()
  await eve.begin()
  const paths = ['notifications', 'channels', 'sessions', 'records', 'alerts', 'account/export']
  for (const path of [
    ...paths,
    'notifications?since=0',
    'records?since=0',
    `records?user=${user}`,
  ]) {
    const { status, text } = await eve.ask('GET', `/api/${path}`)
    expect([path, status]).toEqual([path, 200])
    expect(text).not.toContain(notification)
    expect(text).not.toContain(user)
  }
  await eve.ask('POST', '/api/notifications/received', { body: { notification } })
  await eve.ask('POST', '/api/notifications/read', { body: { upTo: 999_999 } })
  expect((await anna.ask('GET', '/api/notifications')).json()).toMatchObject({ unread: 1 })
})

it('can’t take over an alert by making it again, nor change or see one', async () => {
  const { anna } = await settle()
  const eve = target.client()
  await eve.begin()
  const id = 'an-alert-of-annas-own'
  const made = await anna.ask('POST', '/api/alerts', { body: { id, rule } })
  expect(made.status, made.text).toBe(201)
  expect((await eve.ask('POST', '/api/alerts', { body: { id, rule } })).status).toBe(409)
  const patched = await eve.ask('PATCH', `/api/alerts/${id}`, { body: { rule: { note: 'mine' } } })
  expect(patched.status).toBe(404)
  expect((await eve.ask('DELETE', `/api/alerts/${id}`)).status).toBe(404)
  const told = target.logged().filter(({ incident }) => incident === 'another')
  expect(told.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'DELETE'])
  expect((await anna.ask('GET', '/api/alerts')).json().alerts).toHaveLength(1)
})

it('tells what happens to somebody on no stream but their own', async () => {
  const { anna } = await settle()
  const eve = target.client()
  await eve.begin()
  const paths = ['/api/notification/stream', '/api/sse/prices?symbols=BTCUSDT']
  const cookies = [anna.cookie, eve.cookie, undefined]
  const [annas, ...others] = cookies.map((cookie) =>
    paths.map((path) => follow(path, cookie === undefined ? {} : { cookie })),
  )
  const sockets = await Promise.all(
    cookies.map((cookie) =>
      joinSocket(`ws://127.0.0.1:${target.port}/ws/price`, cookie ? { headers: { cookie } } : {}),
    ),
  )
  onTestFinished(() => {
    for (const { ws } of sockets) ws.terminate()
  })
  const { id } = (await anna.ask('POST', '/api/notifications/test')).json().notification as {
    id: string
  }
  for (const heard of annas ?? []) await expect.poll(heard).toContain(id)
  await expect.poll(() => JSON.stringify(sockets[0]?.heard)).toContain(id)
  // What came to its owner would have come to the others by now.
  for (const heard of others.flat()) {
    await expect.poll(heard).not.toBe('')
    expect(heard()).not.toContain(id)
  }
  for (const { heard } of sockets.slice(1)) expect(JSON.stringify(heard)).not.toContain(id)
})

it('tells private things to no cache', async () => {
  const { anna } = await settle()
  const paths = ['notifications', 'channels', 'sessions', 'session', 'records', 'alerts']
  for (const path of [...paths, 'preferences', 'passkeys', 'account/export']) {
    const { headers } = await anna.ask('GET', `/api/${path}`)
    expect([path, headers['cache-control']]).toEqual([path, 'no-store'])
  }
})

it('asks everybody for a session, whatever the route', async () => {
  const stranger = target.client()
  const asked = await stranger.ask('GET', '/openapi.json')
  const { paths } = asked.json() as { paths: Record<string, Record<string, unknown>> }
  const open =
    /^\/(healthz|readyz|metrics|ws\/|api\/(prices|candles|instruments|sparklines|trades|sse|push$|session$|passkeys\/login))/
  const closed: string[] = []
  for (const [path, methods] of Object.entries(paths)) {
    if (open.test(path)) continue
    for (const method of Object.keys(methods)) {
      const { status } = await stranger.ask(method.toUpperCase(), path.replace(/\{\w+\}/, 'x'))
      closed.push(`${method} ${path} ${status}`)
    }
  }
  expect(closed.length).toBeGreaterThan(20)
  expect(closed.filter((each) => !each.endsWith(' 401'))).toEqual([])
})

/** What a stream has said so far. */
function follow(path: string, headers: Record<string, string>): () => string {
  let heard = ''
  const options = { host: '127.0.0.1', port: target.port, path, headers, agent: false }
  const asking = request(options, (response) => {
    response.on('data', (data) => {
      heard += data
    })
    response.on('error', () => {})
  })
  asking.on('error', () => {})
  asking.end()
  onTestFinished(() => void asking.destroy())
  return () => heard
}
