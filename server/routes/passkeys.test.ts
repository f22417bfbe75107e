import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import type { LoginResponse, PasskeysResponse, SessionResponse } from '../../shared/user-api.ts'
import { makePasskeys } from '../accounts/passkeys.ts'
import { makeSessions } from '../accounts/sessions.ts'
import { type Credential, makeAuthenticator, type Odd } from '../accounts/testing/authenticator.ts'
import type { Departure } from '../http/sessions.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { passkeysRoute } from './passkeys.ts'
import { sessionRoute } from './session.ts'
import { makeAsk } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-passkeys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let clock = 1_700_000_000_000
let departures: Departure[] = []
let refusals: string[] = []

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  departures = []
  refusals = []
})
afterEach(() => storage.close())

function server() {
  const { accounts } = storage
  const now = () => clock
  const onDeparture = (departure: Departure) => departures.push(departure)
  const sessions = makeSessions({ accounts, trustProxy: false, now, onDeparture, unwatch() {} })
  const passkeys = makePasskeys({ store: accounts.passkeys, now })
  return new Hono().route('/', sessionRoute({ sessions, accounts })).route(
    '/',
    passkeysRoute({
      ...{ sessions, passkeys, store: accounts.passkeys },
      onRecordsChanged() {},
      onRefused: ({ reason }) => refusals.push(reason),
    }),
  )
}

/** A browser of its own, with its cookie and its authenticator. */
function makeDevice(app = server(), origin = 'http://localhost:8080') {
  const ask = makeAsk(app, { origin, 'user-agent': 'Firefox/153.0 (X11; Linux x86_64)' })
  const authenticator = makeAuthenticator(origin)
  let cookie: string | undefined

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await ask(method, path, {
      ...(body !== undefined && { body }),
      ...(cookie !== undefined && { cookie }),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer
  }
  const begin = async (): Promise<SessionResponse> => (await send('POST', '/api/session')).json()
  const options = async (what: string) =>
    (await send('POST', `/api/passkeys/${what}/options`)).json()

  return {
    ...{ send, begin, options, authenticator },
    cookie: () => cookie,
    async who(): Promise<string | undefined> {
      return (await (await send('GET', '/api/session')).json()).user
    },
    async add(odd: Odd = {}) {
      const { credential, response } = authenticator.create(await options('registration'), odd)
      return { credential, answer: await send('POST', '/api/passkeys/registration', { response }) }
    },
    async login(credential: Credential, { merge, ...odd }: Odd & { merge?: boolean } = {}) {
      const response = authenticator.get(await options('login'), credential, odd)
      return send('POST', '/api/passkeys/login', { response, merge })
    },
  }
}

async function keep(user: string, id: string): Promise<void> {
  const record = { kind: 'entry', id, changedAt: 1, deleted: false, value: '1' }
  await storage.accounts.records.put(user, [record], { maxRecords: 9 })
}

async function kept(user: string): Promise<string[]> {
  const page = await storage.accounts.records.since(user, { sequence: 0, limit: 9 })
  return page.records.map(({ id }) => id).sort()
}

it('adds a passkey, and lists where it was made and when it was used', async () => {
  const phone = makeDevice()
  const { user } = await phone.begin()
  const options = await phone.options('registration')
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'Ebb' },
    user: { id: user, name: 'Firefox on Linux, 2023-11-14' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
  const { answer, credential } = await phone.add()
  expect(answer.status).toBe(201)
  const added = { id: credential.id, device: 'Firefox on Linux', createdAt: clock, usedAt: null }
  expect(await answer.json()).toEqual(added)
  expect((await phone.options('registration')).excludeCredentials).toEqual([
    { id: credential.id, transports: ['internal', 'hybrid'], type: 'public-key' },
  ])
  clock += 1_000
  await makeDevice().login(credential)
  const list: PasskeysResponse = await (await phone.send('GET', '/api/passkeys')).json()
  expect(list.passkeys).toEqual([{ ...added, usedAt: clock }])
})

it('logs a device in that was nobody’s', async () => {
  const phone = makeDevice()
  const { user } = await phone.begin()
  const { credential } = await phone.add()
  const tablet = makeDevice()
  const answer = await tablet.login(credential)
  expect(await answer.json()).toEqual({ user, merged: true } satisfies LoginResponse)
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ebb=[\w-]{43}; .*HttpOnly/)
  expect(await tablet.who()).toBe(user)
  expect(await phone.who()).toBe(user)
  expect(await storage.accounts.sessions.of(user)).toHaveLength(2)
})

it('merges what a device had before, gives it a new token and tells its streams', async () => {
  const phone = makeDevice()
  const { user } = await phone.begin()
  await keep(user, 'phone’s')
  const { credential } = await phone.add()
  const tablet = makeDevice()
  const before = await tablet.begin()
  await keep(before.user, 'tablet’s')
  const old = tablet.cookie() ?? ''
  const answer = await tablet.login(credential)
  expect(await answer.json()).toEqual({ user, merged: true })
  expect(await kept(user)).toEqual(['phone’s', 'tablet’s'])
  expect(await tablet.who()).toBe(user)
  expect(departures).toEqual([{ user: before.user, session: undefined, why: 'moved' }])
  const ask = makeAsk(server())
  expect((await ask('GET', '/api/session', { cookie: old })).status).toBe(401)
  const { sessions } = storage.accounts
  expect((await sessions.of(user)).map(({ id }) => id)).toContain(before.session)
})

it('leaves who has a passkey of their own as they are, unless told to merge', async () => {
  const [anna, ben] = [makeDevice(), makeDevice()]
  const [{ user }, other] = [await anna.begin(), await ben.begin()]
  await keep(user, 'anna’s')
  await keep(other.user, 'ben’s')
  const { credential } = await anna.add()
  const bens = await ben.add()
  expect(await (await ben.login(credential)).json()).toEqual({ user, merged: false })
  expect(await kept(user)).toEqual(['anna’s'])
  expect(await kept(other.user)).toEqual(['ben’s'])
  expect(departures).toEqual([{ user: other.user, session: other.session, why: 'moved' }])
  await ben.login(bens.credential)
  expect(await ben.who()).toBe(other.user)
  expect(await (await ben.login(credential, { merge: true })).json()).toEqual({
    ...{ user, merged: true },
  })
  expect(await kept(user)).toEqual(['anna’s', 'ben’s'])
  await makeDevice().login(bens.credential)
  expect(await storage.accounts.passkeys.of(user)).toHaveLength(2)
})

it('gives a device a new token that logs in again as whom it is', async () => {
  const phone = makeDevice()
  const { user } = await phone.begin()
  const { credential } = await phone.add()
  const old = phone.cookie()
  expect(await (await phone.login(credential)).json()).toEqual({ user, merged: true })
  expect(phone.cookie()).not.toBe(old)
  expect(await phone.who()).toBe(user)
  expect(await storage.accounts.sessions.of(user)).toHaveLength(1)
})

it('takes no answer twice, nor after five minutes', async () => {
  const phone = makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const tablet = makeDevice()
  const response = tablet.authenticator.get(await tablet.options('login'), credential)
  expect((await tablet.send('POST', '/api/passkeys/login', { response })).status).toBe(200)
  const again = await makeDevice().send('POST', '/api/passkeys/login', { response })
  expect(again.status).toBe(409)
  expect(again.headers.get('set-cookie')).toBeNull()
  const late = tablet.authenticator.get(await tablet.options('login'), credential)
  clock += 300_000
  expect((await tablet.send('POST', '/api/passkeys/login', { response: late })).status).toBe(409)
  expect(refusals).toHaveLength(2)
})

it('takes no answer to what another was asked, or for something else', async () => {
  const [anna, ben] = [makeDevice(), makeDevice()]
  await anna.begin()
  await ben.begin()
  const { response } = anna.authenticator.create(await ben.options('registration'))
  const stolen = await anna.send('POST', '/api/passkeys/registration', { response })
  expect(stolen.status).toBe(409)
  const { credential } = await anna.add()
  const mixed = ben.authenticator.get(await anna.options('registration'), credential)
  expect((await ben.send('POST', '/api/passkeys/login', { response: mixed })).status).toBe(409)
  for (const challenge of ['', '\u0000', 'a'.repeat(43)]) {
    expect((await ben.login(credential, { challenge })).status).toBe(409)
  }
  expect(storage.health().state).toBe('ready')
})

it('refuses what is signed for another page, by nobody, by another, or for something else', async () => {
  const phone = makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const other = await phone.add()
  for (const odd of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { isPresent: false },
    { type: 'webauthn.create' },
  ]) {
    const answer = await makeDevice().login(credential, odd)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
    expect((await phone.add(odd.type ? { type: 'webauthn.get' } : odd)).answer.status).toBe(403)
  }
  const forged = { ...credential, key: other.credential.key }
  expect((await makeDevice().login(forged)).status).toBe(403)
  const nobodys = { ...credential, id: 'AAAA' }
  expect((await makeDevice().login(nobodys)).status).toBe(404)
  expect(await storage.accounts.passkeys.of((await phone.who()) ?? '')).toHaveLength(2)
})

it('refuses a passkey whose counter has gone back: it was copied', async () => {
  const phone = makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  expect((await makeDevice().login(credential, { counter: 5 })).status).toBe(200)
  expect((await makeDevice().login(credential, { counter: 5 })).status).toBe(403)
  expect((await makeDevice().login(credential, { counter: 0 })).status).toBe(403)
  expect((await makeDevice().login(credential, { counter: 6 })).status).toBe(200)
})

it('looks into no certificates', async () => {
  const phone = makeDevice()
  await phone.begin()
  const statement = new Map<string, unknown>([
    ['alg', -7],
    ['sig', Buffer.alloc(64)],
    ['x5c', [Buffer.alloc(64)]],
  ])
  for (const format of ['packed', 'tpm', 'android-key', 'apple']) {
    expect((await phone.add({ format, statement })).answer.status).toBe(403)
  }
  expect(new Set(refusals)).toEqual(new Set(['It brings an attestation.']))
})

it('keeps each passkey once, and twenty of a user', async () => {
  const phone = makeDevice()
  await phone.begin()
  const { credential } = await phone.add()
  const { passkeys } = storage.accounts
  const [first] = await passkeys.of((await phone.who()) ?? '')
  if (first === undefined) throw new Error('It was not added.')
  for (let n = 1; n < 20; n++) await passkeys.add({ ...first, id: `${n}` }, { max: 20 })
  expect((await phone.add()).answer.status).toBe(409)
  expect((await makeDevice().login(credential)).status).toBe(200)
})

it('says what can’t have passkeys: an address, plain http, and who is no page', async () => {
  for (const [origin, pattern] of [
    ['http://192.168.1.5:8080', /domain name/],
    ['https://[::1]', /domain name/],
    ['http://ebb.example', /https/],
    ['null', /Origin/],
  ] as const) {
    const answer = await makeDevice(server(), origin).send('POST', '/api/passkeys/login/options')
    expect(answer.status).toBe(409)
    expect((await answer.json()).detail).toMatch(pattern)
  }
  const answer = await makeDevice(server(), 'https://ebb.example').options('login')
  expect(answer.rpId).toBe('ebb.example')
})

it('takes no answer under another name than it was asked under', async () => {
  const app = server()
  const here = makeDevice(app, 'https://ebb.example')
  await here.begin()
  const { credential } = await here.add()
  const there = makeDevice(app, 'https://other.example')
  const asked = await here.options('login')
  const response = there.authenticator.get(asked, credential)
  expect((await there.send('POST', '/api/passkeys/login', { response })).status).toBe(409)
})

it('removes a passkey, and says what it means that none is left', async () => {
  const phone = makeDevice()
  await phone.begin()
  const [one, two] = [await phone.add(), await phone.add()]
  const other = makeDevice()
  await other.begin()
  const remove = (device: typeof phone, { id }: Credential) =>
    device.send('DELETE', `/api/passkeys/${id}`)
  expect((await remove(other, one.credential)).status).toBe(404)
  expect(await (await remove(phone, one.credential)).json()).toEqual({ left: 1 })
  const last = await (await remove(phone, two.credential)).json()
  expect(last).toMatchObject({ left: 0, warning: expect.stringContaining('last passkey') })
  expect((await makeDevice().login(one.credential)).status).toBe(404)
})

it('asks nobody without a session to make a passkey', async () => {
  const stranger = makeDevice()
  for (const path of ['registration/options', 'registration']) {
    expect((await stranger.send('POST', `/api/passkeys/${path}`, {})).status).toBe(401)
  }
})
