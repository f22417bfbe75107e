import { mkdtempSync, rmSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionResponse, SessionsResponse } from '../../shared/user-api.ts'
import { makeSessions } from '../accounts/sessions.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { sessionRoute } from './session.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-session-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let clock = 1_000_000

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  clock = 1_000_000
})
afterEach(() => storage.close())

const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'

function server() {
  const { accounts } = storage
  const sessions = makeSessions({ accounts, trustProxy: false, now: () => clock, unwatch() {} })
  const app = sessionRoute({ sessions, accounts })
  return async (method: string, path: string, cookie?: string) => {
    const headers = {
      host: 'localhost:8080',
      'user-agent': linux,
      ...(cookie !== undefined && { cookie }),
    }
    const incoming = new IncomingMessage(new Socket())
    incoming.headers = headers
    const outgoing = new ServerResponse(incoming)
    return app.request(path, { method, headers }, { incoming, outgoing })
  }
}

async function begin(ask: ReturnType<typeof server>) {
  const answer = await ask('POST', '/api/session')
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const about: SessionResponse = await answer.json()
  return { cookie, ...about }
}

it('makes a device a user at its first visit, and knows it by its cookie from then on', async () => {
  const ask = server()
  const first = await begin(ask)
  expect(first.cookie).toMatch(/^__Host-ebb=[\w-]{43}$/)
  expect(first).toMatchObject({ device: 'Firefox on Linux', created_at: clock, passkeys: 0 })
  const again = await ask('POST', '/api/session', first.cookie)
  expect(again.headers.get('set-cookie')).toBeNull()
  expect((await again.json()).user).toBe(first.user)
  const who = await server()('GET', '/api/session', first.cookie)
  expect(who.headers.get('cache-control')).toBe('no-store')
  expect((await who.json()).session).toBe(first.session)
})

it('keeps no token, only its hash', async () => {
  const { cookie } = await begin(server())
  const token = cookie.slice('__Host-ebb='.length)
  await storage.close()
  const { readFileSync, readdirSync } = await import('node:fs')
  for (const file of readdirSync(folder).filter((name) => name.startsWith(`${files}.db`))) {
    expect(readFileSync(join(folder, file)).includes(token)).toBe(false)
  }
  storage = await openSqlite({ file: join(folder, `${files}.db`), log: quiet })
})

it('refuses who has no session, and whose cookie is none of ours', async () => {
  const ask = server()
  for (const cookie of [undefined, '__Host-ebb=', '__Host-ebb=x', `ebb=${'a'.repeat(43)}`]) {
    const answer = await ask('GET', '/api/session', cookie)
    expect(answer.status).toBe(401)
    expect((await answer.json()).detail).toMatch(/POST \/api\/session/)
  }
})

it('lists the devices of a user, and ends one of them at once', async () => {
  const ask = server()
  const phone = await begin(ask)
  const other = await begin(ask)
  const { accounts } = storage
  await accounts.users.merge({ from: other.user, into: phone.user })
  // What is known of a session is asked for again after some seconds.
  clock += 10_000
  const list: SessionsResponse = await (await ask('GET', '/api/sessions', phone.cookie)).json()
  expect(list.sessions.map(({ id, current }) => [id, current]).sort()).toEqual(
    [
      [phone.session, true],
      [other.session, false],
    ].sort(),
  )
  const path = `/api/sessions/${other.session}`
  expect((await ask('DELETE', path, phone.cookie)).status).toBe(204)
  expect((await ask('GET', '/api/session', other.cookie)).status).toBe(401)
  expect((await ask('DELETE', path, phone.cookie)).status).toBe(404)
})

it('tells nobody of the sessions of others', async () => {
  const ask = server()
  const [anna, ben] = [await begin(ask), await begin(ask)]
  const answer = await ask('DELETE', `/api/sessions/${ben.session}`, anna.cookie)
  expect(answer.status).toBe(404)
  expect((await ask('GET', '/api/session', ben.cookie)).status).toBe(200)
})

it('gives the cookie another 400 days when the app starts, day by day', async () => {
  const ask = server()
  const { cookie } = await begin(ask)
  expect((await ask('GET', '/api/session', cookie)).headers.get('set-cookie')).toBeNull()
  clock += 2 * 86_400_000
  for (const method of ['GET', 'POST']) {
    const answer = await ask(method, '/api/session', cookie)
    expect(answer.headers.get('set-cookie')).toContain(`${cookie}; Max-Age=34560000;`)
  }
})

it('goes by a session although nobody can write down that it was seen', async () => {
  const { cookie } = await begin(server())
  clock += 10_000_000
  vi.spyOn(storage.accounts.sessions, 'seen').mockRejectedValue(new Error('read-only'))
  expect((await server()('GET', '/api/session', cookie)).status).toBe(200)
})

it('remembers no session that ended while it was being looked up', async () => {
  const ask = server()
  const { cookie, session } = await begin(ask)
  const find = storage.accounts.sessions.find
  vi.spyOn(storage.accounts.sessions, 'find').mockImplementationOnce(async (hash) => {
    const found = await find(hash)
    expect((await ask('DELETE', `/api/sessions/${session}`, cookie)).status).toBe(204)
    return found
  })
  await ask('GET', '/api/session', cookie)
  expect((await ask('GET', '/api/session', cookie)).status).toBe(401)
})

it('takes the cookie away when a session is ended', async () => {
  const ask = server()
  const { cookie } = await begin(ask)
  const answer = await ask('DELETE', '/api/session', cookie)
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ebb=; Max-Age=0;/)
  expect((await ask('GET', '/api/session', cookie)).status).toBe(401)
})

it('hears within seconds that another server has ended a session', async () => {
  const [here, there] = [server(), server()]
  const { cookie, session } = await begin(here)
  expect((await there('GET', '/api/session', cookie)).status).toBe(200)
  await here('DELETE', `/api/sessions/${session}`, cookie)
  clock += 10_000
  expect((await there('GET', '/api/session', cookie)).status).toBe(401)
})
