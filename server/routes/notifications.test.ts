import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NotificationsResponse, TestResponse } from '../../shared/user-api.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { target } from '../storage/testing/alerts.ts'
import { quiet } from '../storage/testing/candles.ts'
import { notificationsRoute } from './notifications.ts'
import { preferencesRoute } from './preferences.ts'
import { sessionsFor } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-notifications-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let clock: number
let stirred: string[]

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  clock = 1_000_000
  stirred = []
  for (const user of ['anna', 'ben']) {
    const session = { id: `${user} here`, hash: user, device: 'Firefox' }
    await storage.accounts.users.create({ id: user, session, now: clock })
  }
})
afterEach(() => storage.close())

function as(user: string) {
  let ids = 0
  const options = {
    sessions: sessionsFor(user),
    alerts: storage.alerts,
    stir: (whose: string) => stirred.push(whose),
    newId: () => `${user}-test-${++ids}`,
    now: () => clock,
  }
  const app = notificationsRoute(options).route(
    '/',
    preferencesRoute({ sessions: options.sessions, users: storage.accounts.users }),
  )
  const send = (method: string) => (path: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return { get: send('GET'), post: send('POST'), put: send('PUT') }
}

async function log(user: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const about = { id: `${user}-${n}`, at: clock, event: { type: 'test' } as const }
    await storage.alerts.notifications.add(user, about)
  }
}

async function list(user: string, query = ''): Promise<NotificationsResponse> {
  const answer = await as(user).get(`/api/notifications${query}`)
  expect(answer.status).toBe(200)
  return answer.json()
}

const sequences = ({ notifications }: NotificationsResponse) =>
  notifications.map(({ sequence }) => sequence)

it('tells the newest first, or those since one, page by page', async () => {
  await log('anna', 5)
  const newest = await list('anna', '?limit=2')
  expect(sequences(newest)).toEqual([5, 4])
  expect(newest).toMatchObject({ unread: 5, newest: 5, more: true })
  expect(sequences(await list('anna', '?before=4&limit=2'))).toEqual([3, 2])
  expect(await list('anna', '?before=2')).toMatchObject({ more: false })
  expect(sequences(await list('anna', '?since=2&limit=2'))).toEqual([3, 4])
  expect(sequences(await list('anna', '?since=5'))).toEqual([])
})

it('tells of no newer one than it hands over, whatever happens meanwhile', async () => {
  await log('anna', 2)
  const { deliveries } = storage.alerts.outbox
  vi.spyOn(storage.alerts.outbox, 'deliveries').mockImplementationOnce(async (...about) => {
    await storage.alerts.notifications.add('anna', {
      id: 'late',
      at: clock,
      event: { type: 'test' },
    })
    return deliveries(...about)
  })
  expect(await list('anna', '?since=0')).toMatchObject({ newest: 2, more: false })
  expect(await list('anna', '?since=2')).toMatchObject({
    notifications: [{ id: 'late' }],
    newest: 3,
  })
})

it('tells nobody of what happened to others', async () => {
  await log('anna', 2)
  expect(await list('ben')).toEqual({ notifications: [], unread: 0, newest: 0, more: false })
  await as('ben').post('/api/notifications/read', { upTo: 9 })
  await as('ben').post('/api/notifications/received', { notification: 'anna-1', channel: 'live' })
  expect((await list('anna')).notifications).toMatchObject([{ deliveries: [] }, {}])
  expect(await list('anna')).toMatchObject({ unread: 2 })
})

it('marks as read up to a sequence, and has the other devices told', async () => {
  await log('anna', 3)
  const answer = await as('anna').post('/api/notifications/read', { upTo: 2 })
  expect(await answer.json()).toEqual({ newest: 3, unread: 1 })
  expect(stirred).toEqual(['anna'])
  const { notifications } = await list('anna')
  expect(notifications.map(({ readAt }) => readAt)).toEqual([undefined, clock, clock])
})

it('sends a test to every channel, and says how far it got on each', async () => {
  const { targets, outbox } = storage.alerts
  await targets.put(target('t1', 'anna', { session: 'anna here' }), { max: 9 })
  const hook = { channel: 'webhook', address: 'https://hook.example/', label: 'My hook' } as const
  await targets.put(target('t2', 'anna', hook), { max: 9 })
  const answer = await as('anna').post('/api/notifications/test')
  expect(answer.status).toBe(202)
  const { notification }: TestResponse = await answer.json()
  expect(notification).toMatchObject({ event: { type: 'test' }, sequence: 1 })
  expect(notification.deliveries.map(({ channel, state }) => [channel, state]).sort()).toEqual([
    ['push', 'waiting'],
    ['webhook', 'waiting'],
  ])
  await outbox.take({ now: clock, leaseMs: 1, limit: 9 })
  const parcel = { notification: notification.id, target: 't1' }
  await outbox.settle([{ ...parcel, outcome: { type: 'sent' }, at: clock }])
  const { post } = as('anna')
  for (const channel of [undefined, 'live']) {
    const body = { notification: notification.id, ...(channel && { channel }) }
    expect((await post('/api/notifications/received', body)).status).toBe(204)
  }
  const evidence = (await list('anna')).notifications[0]?.deliveries
  expect(evidence?.map(({ channel, state }) => [channel, state]).sort()).toEqual([
    ['live', 'received'],
    ['push', 'received'],
    ['webhook', 'waiting'],
  ])
  expect(stirred).toEqual(['anna'])
})

it('lets nobody send tests without end', async () => {
  const { post } = as('anna')
  const statuses: number[] = []
  for (let n = 0; n < 7; n++) statuses.push((await post('/api/notifications/test')).status)
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429])
  const refused = await post('/api/notifications/test')
  expect(refused.headers.get('retry-after')).toBe('12')
  clock += 12_000
  expect((await post('/api/notifications/test')).status).toBe(202)
  expect((await post('/api/notifications/test')).status).toBe(429)
})

it('refuses what it can’t read, and names the field', async () => {
  const { get, post, put } = as('anna')
  const queries = ['before=-1', 'since=x', 'limit=0', 'limit=101', 'since=1&before=2']
  for (const query of queries) {
    const answer = await get(`/api/notifications?${query}`)
    expect([answer.status, (await answer.json()).field]).toEqual([400, query.split('=')[0]])
  }
  for (const [path, body, field] of [
    ['read', {}, 'upTo'],
    ['read', { upTo: 1.5 }, 'upTo'],
    ['received', { notification: '' }, 'notification'],
    ['received', { notification: 'x', channel: 'pigeon' }, 'channel'],
  ] as const) {
    const answer = await post(`/api/notifications/${path}`, body)
    expect([answer.status, (await answer.json()).field]).toEqual([400, field])
  }
  const large = { notification: 'x'.repeat(2_000) }
  expect((await post('/api/notifications/received', large)).status).toBe(413)
  const chosen = { push: { alerts: true }, sound: true, vibration: true }
  const night = { from: 0, to: 60, zone: 'Mars/Olympus', pushes: 'wait' }
  for (const [body, field] of [
    [{ ...chosen, sound: 1 }, 'sound'],
    [{ ...chosen, quietHours: night }, 'quietHours.zone'],
    [{ ...chosen, quietHours: { ...night, zone: 'UTC', from: 1_440 } }, 'quietHours.from'],
    [{ ...chosen, push: {} }, 'push.alerts'],
  ] as const) {
    const answer = await put('/api/preferences', body)
    expect([answer.status, (await answer.json()).field]).toEqual([400, field])
  }
})

it('keeps how a user wants to be told, for that user', async () => {
  const quietHours = { from: 1_320, to: 420, zone: 'Asia/Seoul', pushes: 'silent' }
  const chosen = { quietHours, push: { alerts: false }, sound: false, vibration: true }
  expect((await as('anna').put('/api/preferences', chosen)).status).toBe(200)
  expect(await (await as('anna').get('/api/preferences')).json()).toEqual(chosen)
  const untouched = { push: { alerts: true }, sound: true, vibration: true }
  expect(await (await as('ben').get('/api/preferences')).json()).toEqual(untouched)
  const { quietHours: none, ...without } = chosen
  await as('anna').put('/api/preferences', without)
  expect(await (await as('anna').get('/api/preferences')).json()).toEqual(without)
})
