import { mkdtempSync, rmSync } from 'node:fs'
import { get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TestResponse } from '../shared/user-api.ts'
import { makeSessions } from './accounts/sessions.ts'
import { newId } from './accounts/token.ts'
import { type NotificationFeed, notificationFeed } from './feeds/notifications.ts'
import { makePlaces } from './feeds/places.ts'
import { makeCount } from './feeds/testing/rig.ts'
import type { Notices } from './http/notices.ts'
import { makeNotices } from './notices/notices.ts'
import { notificationsRoute } from './routes/notifications.ts'
import { sessionRoute } from './routes/session.ts'
import { openSqlite } from './storage/sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { quiet } from './storage/testing/candles.ts'
import { until } from './testing/until.ts'

/** The stream over a real server, with real sessions and a real database. */
const folder = mkdtempSync(join(tmpdir(), 'ebb-stream-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let server: Running
const closers: (() => void)[] = []

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  server = await start()
})
afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await server.stop()
  await storage.close()
})

interface Running {
  origin: string
  feed: NotificationFeed
  notices: Notices
  stop(): Promise<void>
}

async function start({ everyMs = 60_000, total = 10, now = Date.now } = {}): Promise<Running> {
  const { accounts, alerts } = storage
  const sessions = makeSessions({
    unwatch() {},
    ...{ accounts, trustProxy: false, now },
    onDeparture: ({ user }) => notices.stir(user),
  })
  const notices = makeNotices({
    ...{ sessions, notifications: alerts.notifications, everyMs },
    onTrouble() {},
  })
  const feed = notificationFeed({
    ...{ sessions, notices, count: makeCount(), trustProxy: false, now },
    places: makePlaces({ total, perAddress: total }),
    leaving: () => false,
    retryMs: () => 700,
    random: () => 0.5,
    heartbeatMs: 100,
    stuckAfterMs: 5_000,
  })
  const http = new Hono<{ Bindings: HttpBindings }>()
    .route('/', feed.http)
    .route('/', sessionRoute({ sessions, accounts }))
    .route('/', notificationsRoute({ sessions, alerts, stir: notices.stir, newId, now }))
  const listening = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: http.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(made as Server),
    )
  })
  return {
    origin: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    feed,
    notices,
    stop: () =>
      new Promise((resolve) => {
        notices.stop()
        feed.stop('shutdown')
        listening.close(() => resolve())
        listening.closeAllConnections()
      }),
  }
}

interface Told {
  event: string
  id: string | undefined
  data: Record<string, unknown>
}

function listen(cookie: string, headers: Record<string, string> = {}, query = '') {
  const told: Told[] = []
  const stream = { told, status: 0, ended: false, close() {} }
  const url = `${server.origin}/api/notification/stream${query}`
  const request = get(url, { headers: { cookie, ...headers } }, (answer: IncomingMessage) => {
    stream.status = answer.statusCode ?? 0
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (chunk: string) => {
      const events = `${text}${chunk}`.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) told.push(parse(event))
    })
    answer.on('end', () => {
      stream.ended = true
    })
    answer.on('error', () => {})
  })
  request.on('error', () => {})
  stream.close = () => request.destroy()
  closers.push(stream.close)
  return stream
}

function parse(event: string): Told {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1]
  return {
    event: field('event') ?? '',
    id: field('id'),
    data: JSON.parse(field('data') ?? '{}'),
  }
}

async function begin(): Promise<{ cookie: string; session: string; user: string }> {
  const answer = await fetch(`${server.origin}/api/session`, { method: 'POST' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie, ...(await answer.json()) }
}

async function sendTest(cookie: string): Promise<string> {
  const init = { method: 'POST', headers: { cookie } }
  const answer = await fetch(`${server.origin}/api/notifications/test`, init)
  const { notification }: TestResponse = await answer.json()
  return notification.id
}

const named = ({ told }: { told: Told[] }, event: string) =>
  told.filter((each) => each.event === event)

it('tells how the log stands, then each notification with its sequence, and lives by heartbeats', async () => {
  const { cookie, user } = await begin()
  const [phone, desk] = [listen(cookie), listen(cookie)]
  await until(() => expect(named(phone, 'standing')).toHaveLength(1))
  expect(phone.told[0]?.data).toEqual({ user, newest: 0, unread: 0, upTo: 0, records: 0 })
  await until(() => expect(named(desk, 'standing')).toHaveLength(1))
  const id = await sendTest(cookie)
  for (const stream of [phone, desk]) {
    await until(() => expect(named(stream, 'standing')).toHaveLength(2))
    expect(named(stream, 'notification')).toMatchObject([{ id: '1', data: { id, sequence: 1 } }])
    await until(() => expect(named(stream, 'heartbeat').length).toBeGreaterThan(1))
  }
})

it('tells the other devices what was read on one', async () => {
  const { cookie } = await begin()
  await sendTest(cookie)
  const desk = listen(cookie)
  await until(() => expect(desk.told[0]?.data).toMatchObject({ unread: 1, upTo: 0 }))
  const headers = { cookie, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: '{"upTo":1}' }
  await fetch(`${server.origin}/api/notifications/read`, init)
  await until(() => expect(named(desk, 'standing')).toHaveLength(2))
  expect(desk.told.at(-1)?.data).toMatchObject({ unread: 0, upTo: 1 })
})

it('tells after a reconnect what was claimed by a server that died before it could tell', async () => {
  const { cookie, user } = await begin()
  const before = listen(cookie)
  await sendTest(cookie)
  await until(() => expect(named(before, 'notification')).toHaveLength(1))
  // Claimed, and nobody stirred: what is left of a server that was killed between the two.
  const lost = { id: 'claimed', at: Date.now(), event: { type: 'test' } as const }
  await storage.alerts.notifications.add(user, lost)
  await server.stop()
  expect(named(before, 'notification')).toHaveLength(1)
  server = await start()
  const after = listen(cookie, { 'last-event-id': '1' })
  await until(() => expect(named(after, 'notification')).toHaveLength(1))
  expect(named(after, 'notification')).toMatchObject([{ id: '2', data: { id: 'claimed' } }])
  await sendTest(cookie)
  await until(() => expect(named(after, 'notification')).toHaveLength(2))
})

it('sees within its look what another server has claimed', async () => {
  await server.stop()
  server = await start({ everyMs: 1_000 })
  const { cookie, user } = await begin()
  const stream = listen(cookie)
  await until(() => expect(named(stream, 'standing')).toHaveLength(1))
  const event = { type: 'test' } as const
  await storage.alerts.notifications.add(user, { id: 'elsewhere', at: Date.now(), event })
  await until(() => expect(named(stream, 'notification')).toHaveLength(1))
})

it('ends with its session, and says so', async () => {
  const { cookie, session } = await begin()
  const stream = listen(cookie)
  await until(() => expect(named(stream, 'standing')).toHaveLength(1))
  const init = { method: 'DELETE', headers: { cookie } }
  await fetch(`${server.origin}/api/sessions/${session}`, init)
  await until(() => expect(stream.ended).toBe(true))
  expect(stream.told.at(-1)?.event).toBe('session-ended')
  const again = listen(cookie)
  await until(() => expect(again.status).toBe(401))
})

it('ends after ten minutes for the client to ask anew, and loses nothing in between', async () => {
  await server.stop()
  let ahead = 0
  server = await start({ now: () => Date.now() + ahead })
  const { cookie } = await begin()
  const before = listen(cookie)
  await until(() => expect(before.told[0]).toMatchObject({ event: 'standing', id: '0' }))
  ahead = 600_000
  await until(() => expect(before.ended).toBe(true))
  const goodbye = { event: 'goodbye', data: { reason: 'renewal', retry_ms: 0 } }
  expect(before.told.at(-1)).toMatchObject(goodbye)
  await sendTest(cookie)
  const after = listen(cookie, { 'last-event-id': '0' })
  await until(() => expect(named(after, 'standing')).toHaveLength(1))
  // It tells of what is still to come, so it is no place to resume from.
  expect(after.told[0]).toMatchObject({ id: undefined, data: { newest: 1 } })
  await until(() => expect(named(after, 'notification')).toMatchObject([{ id: '1' }]))
})

it('says goodbye when the server leaves', async () => {
  const { cookie } = await begin()
  const stream = listen(cookie)
  await until(() => expect(named(stream, 'standing')).toHaveLength(1))
  server.feed.stop('shutdown')
  await until(() => expect(stream.ended).toBe(true))
  expect(stream.told.at(-1)).toMatchObject({ event: 'goodbye', data: { retry_ms: 700 } })
})

it('takes nobody without a session, nobody beyond its places, and no malformed place', async () => {
  await server.stop()
  server = await start({ total: 1 })
  const { cookie } = await begin()
  const nobody = listen('')
  await until(() => expect(nobody.status).toBe(401))
  const wrong = listen(cookie, {}, '?since=-1')
  await until(() => expect(wrong.status).toBe(400))
  const first = listen(cookie)
  await until(() => expect(first.status).toBe(200))
  const second = listen(cookie)
  await until(() => expect(second.status).toBe(429))
  first.close()
  await vi.waitFor(
    async () => {
      const third = listen(cookie)
      await until(() => expect(third.status).not.toBe(0))
      expect(third.status).toBe(200)
    },
    { timeout: 30_000 },
  )
})
