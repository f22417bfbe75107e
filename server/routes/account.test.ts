import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { makeSessions } from '../accounts/sessions.ts'
import type { Departure } from '../http/sessions.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { alert, firing, target } from '../storage/testing/alerts.ts'
import { quiet } from '../storage/testing/candles.ts'
import { accountRoute } from './account.ts'
import { sessionRoute } from './session.ts'
import { makeAsk } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-account-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let departures: Departure[] = []
let unwatched: string[] = []

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  departures = []
  unwatched = []
})
afterEach(() => storage.close())

function server() {
  const { accounts, alerts } = storage
  const now = () => 1_700_000_000_000
  const onDeparture = (departure: Departure) => departures.push(departure)
  const unwatch = (id: string) => unwatched.push(id)
  const sessions = makeSessions({ accounts, trustProxy: false, now, onDeparture, unwatch })
  return makeAsk(
    new Hono()
      .route('/', sessionRoute({ sessions, accounts }))
      .route('/', accountRoute({ accounts, alerts, sessions, unwatch, now }))
      .onError(() => new Response(null, { status: 503 })),
  )
}

async function begin(ask: ReturnType<typeof server>) {
  const answer = await ask('POST', '/api/session')
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { user }: { user: string } = await answer.json()
  return { cookie, user }
}

async function own(user: string, count: number) {
  const { accounts, alerts } = storage
  const records = Array.from({ length: count }, (_, n) => ({
    ...{ kind: 'entry', id: `${n}`, changedAt: n, deleted: false, value: `{"n":${n}}` },
  }))
  await accounts.records.put(user, records, { maxRecords: count })
  await alerts.targets.put(target(`t of ${user}`, user), { max: 9 })
  await alerts.rules.put(alert(`r of ${user}`, user), { replaces: undefined, max: 9, now: 0 })
  await alerts.rules.claim([firing(`r of ${user}`)])
  const passkey = { id: `p of ${user}`, user, publicKey: 'AAAA', counter: 0, transports: [] }
  const made = { device: 'Firefox on Linux', createdAt: 1, usedAt: undefined }
  await accounts.passkeys.add({ ...passkey, ...made }, { max: 9 })
}

it('gives a user all that is kept about them, and no key or token', async () => {
  const ask = server()
  const { cookie, user } = await begin(ask)
  await own(user, 450)
  await storage.accounts.users.setPreferences(user, '{"sound":true}')
  const answer = await ask('GET', '/api/account/export', { cookie })
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="ebb-account-2023-11-14.json"',
  )
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const text = await answer.text()
  const all = JSON.parse(text)
  expect(all).toMatchObject({
    ...{ format: 'ebb-account-1', exportedAt: 1_700_000_000_000, user },
    preferences: { sound: true },
    sessions: [{ device: 'Another device' }],
    passkeys: [{ id: `p of ${user}` }],
    alerts: [{ id: `r of ${user}`, firings: 1 }],
    channels: [{ id: `t of ${user}` }],
    notifications: [{ sequence: 1, deliveries: [{ state: 'waiting' }] }],
  })
  expect(all.records).toHaveLength(450)
  expect(all.records[449]).toEqual({
    ...{ kind: 'entry', id: '449', changedAt: 449, deleted: false, value: { n: 449 } },
  })
  expect(text).not.toMatch(/"(keys|hash|memory)"/)
})

it('gives who owns nothing a file all the same', async () => {
  const ask = server()
  const { cookie } = await begin(ask)
  const all = await (await ask('GET', '/api/account/export', { cookie })).json()
  expect(all).toMatchObject({ records: [], notifications: [], alerts: [] })
})

it('refuses rather than send a file that breaks off', async () => {
  const ask = server()
  const { cookie } = await begin(ask)
  await ask('GET', '/api/session', { cookie })
  await storage.close()
  const answer = await ask('GET', '/api/account/export', { cookie })
  expect(answer.status).toBe(503)
})

it('deletes an account with all that is in it, on all devices, and nothing of others', async () => {
  const ask = server()
  const [anna, ben] = [await begin(ask), await begin(ask)]
  await own(anna.user, 3)
  await own(ben.user, 3)
  const answer = await ask('DELETE', '/api/account', { cookie: anna.cookie })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ebb=; Max-Age=0;/)
  expect(departures).toEqual([{ user: anna.user, session: undefined, why: 'ended' }])
  expect(unwatched).toEqual([`r of ${anna.user}`])
  expect((await ask('GET', '/api/session', { cookie: anna.cookie })).status).toBe(401)
  expect(await storage.alerts.rules.of(anna.user)).toEqual([])
  expect(await storage.accounts.passkeys.find(`p of ${anna.user}`)).toBeUndefined()
  expect(await storage.alerts.rules.of(ben.user)).toHaveLength(1)
  const page = await storage.accounts.records.since(ben.user, { sequence: 0, limit: 9 })
  expect(page.records).toHaveLength(3)
})

it('ends an account that nobody can come back to, with its last session', async () => {
  const ask = server()
  const [anna, ben] = [await begin(ask), await begin(ask)]
  await own(ben.user, 3)
  await storage.alerts.targets.put(target('t', anna.user), { max: 9 })
  const rule = { replaces: undefined, max: 9, now: 0 }
  await storage.alerts.rules.put(alert('r', anna.user), rule)
  for (const { cookie } of [anna, ben]) {
    expect((await ask('DELETE', '/api/session', { cookie })).status).toBe(204)
  }
  expect(unwatched).toEqual(['r'])
  expect(await storage.accounts.users.preferences(anna.user)).toBeUndefined()
  expect(await storage.alerts.targets.of(anna.user)).toEqual([])
  // A passkey leads back to his.
  expect(await storage.alerts.rules.of(ben.user)).toHaveLength(1)
})

it('has nothing for who has no session', async () => {
  const ask = server()
  expect((await ask('GET', '/api/account/export')).status).toBe(401)
  expect((await ask('DELETE', '/api/account')).status).toBe(401)
})
