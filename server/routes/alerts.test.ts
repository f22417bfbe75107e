import { mkdtempSync, rmSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import type { Alert } from '../../shared/alert.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { type AlertWatcher, alertsRoute } from './alerts.ts'
import { sessionsFor } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-alerts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let watched: Map<string, number>
const now = 1_000_000

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  for (const user of ['anna', 'ben']) {
    const session = { id: `${user} here`, hash: user, device: 'Firefox' }
    await storage.accounts.users.create({ id: user, session, now })
  }
  watched = new Map()
})
afterEach(() => storage.close())

/** Everybody is beyond: what is said at once must be what the watcher says. */
const watcher: AlertWatcher = {
  isListed: (symbol) => symbol !== 'NOSUCH',
  stand: async (alert) => ({ ...alert, phase: alert.rule.paused ? 'paused' : 'beyond' }),
  put: async ({ id, version }) => void watched.set(id, version),
  remove: (id) => void watched.delete(id),
  now: (alert) => ({ ...alert, evaluated: { at: now, venue: 'BINANCE', price: '61837.50' } }),
  isBlind: ({ rule }) => rule.condition.type === 'volume',
}

async function ask(user: string, method: string, path: string, body?: unknown) {
  let ids = 0
  const newId = () => `made-here-${++ids}-${'x'.repeat(8)}`
  const { rules } = storage.alerts
  const app = alertsRoute({ sessions: sessionsFor(user), rules, watcher, newId, now: () => now })
  const incoming = new IncomingMessage(new Socket())
  const bindings = { incoming, outgoing: new ServerResponse(incoming) }
  const headers = { 'content-type': 'application/json' }
  const json = body === undefined ? {} : { headers, body: JSON.stringify(body) }
  return app.request(path, { method, ...json }, bindings)
}

const rule = { symbol: 'btcusdt', condition: { type: 'above', price: '61837.5' } }
const id = 'of-the-device-itself'

async function make(user = 'anna'): Promise<Alert> {
  return (await ask(user, 'POST', '/api/alerts', { id, rule })).json()
}

it('makes an alert that says at once how it stands, and lists it with the evidence', async () => {
  const answer = await ask('anna', 'POST', '/api/alerts', { rule })
  expect(answer.status).toBe(201)
  const made: Alert = await answer.json()
  expect(made).toMatchObject({
    phase: 'beyond',
    rule: { symbol: 'BTCUSDT', source: 'last', repeat: { type: 'once' }, paused: false },
    evaluated: { price: '61837.50' },
  })
  expect(made).not.toHaveProperty('user')
  expect(made).not.toHaveProperty('memory')
  expect([...watched]).toEqual([[made.id, 1]])
  expect(await (await ask('anna', 'GET', '/api/alerts')).json()).toEqual({ alerts: [made] })
  expect(await (await ask('ben', 'GET', '/api/alerts')).json()).toEqual({ alerts: [] })
})

it('makes one only once, however often it is sent', async () => {
  await make()
  expect((await ask('anna', 'POST', '/api/alerts', { id, rule })).status).toBe(200)
  expect(await storage.alerts.rules.of('anna')).toHaveLength(1)
  expect((await ask('ben', 'POST', '/api/alerts', { id, rule })).status).toBe(409)
})

it('changes what is named, and nothing that somebody else has changed since', async () => {
  const made = await make()
  const path = `/api/alerts/${made.id}`
  const noted = await ask('anna', 'PATCH', path, { version: 1, rule: { note: 'sell' } })
  expect(await noted.json()).toMatchObject({ version: 2, rule: { note: 'sell', sound: true } })
  expect(watched.get(made.id)).toBe(2)
  expect((await ask('anna', 'PATCH', path, { version: 1, rule: { note: 'buy' } })).status).toBe(409)
  const paused = await ask('anna', 'PATCH', path, { rule: { paused: true } })
  expect(await paused.json()).toMatchObject({ version: 3, phase: 'paused' })
  const resumed = await ask('anna', 'PATCH', path, { rule: { paused: false } })
  expect(await resumed.json()).toMatchObject({ version: 4, phase: 'beyond' })
})

it('removes an alert', async () => {
  const { id: made } = await make()
  expect((await ask('anna', 'DELETE', `/api/alerts/${made}`)).status).toBe(204)
  expect(watched.size).toBe(0)
  expect((await ask('anna', 'DELETE', `/api/alerts/${made}`)).status).toBe(404)
})

it('keeps alerts from everybody else', async () => {
  const { id: made } = await make()
  const path = `/api/alerts/${made}`
  expect((await ask('ben', 'PATCH', path, { rule: { paused: true } })).status).toBe(404)
  expect((await ask('ben', 'DELETE', path)).status).toBe(404)
  expect(watched.size).toBe(1)
})

it.each([
  [{}, 400, 'rule'],
  [{ rule: { ...rule, symbol: 'no such thing' } }, 400, 'rule.symbol'],
  [{ rule: { ...rule, symbol: 'NOSUCH' } }, 422, 'rule.symbol'],
  [{ rule: { ...rule, expiresAt: now } }, 422, 'rule.expiresAt'],
  [{ rule: { ...rule, note: 'x'.repeat(281) } }, 400, 'rule.note'],
  [{ rule: { ...rule, condition: { type: 'above', price: '0' } } }, 400, 'rule.condition.price'],
  [{ rule: { ...rule, condition: { type: 'above', price: '1e9' } } }, 400, 'rule.condition.price'],
  [{ rule: { ...rule, condition: { type: 'sideways' } } }, 400, 'rule.condition'],
  [
    { rule: { ...rule, condition: { type: 'enters', low: '2', high: '1' } } },
    400,
    'rule.condition.high',
  ],
  [
    { rule: { ...rule, condition: { type: 'silence', afterMs: 1 } } },
    400,
    'rule.condition.afterMs',
  ],
  [{ id: '../x', rule }, 400, 'id'],
])('says what is wrong with %j', async (body, status, field) => {
  const answer = await ask('anna', 'POST', '/api/alerts', body)
  expect(answer.status).toBe(status)
  const problem = await answer.json()
  expect(problem.detail).toMatch(/\.$/)
  if (field !== 'rule.condition') expect(problem.field).toBe(field)
})

it('says of one that nothing can be told by it yet', async () => {
  const condition = { type: 'volume', times: 3, windowMs: 60_000 }
  await ask('anna', 'POST', '/api/alerts', { rule: { ...rule, condition } })
  await make()
  const { alerts } = await (await ask('anna', 'GET', '/api/alerts')).json()
  expect(alerts.map(({ blind }: Alert) => blind)).toEqual([true, undefined])
})

it('takes one back that was over when it was removed, paused', async () => {
  const over = { ...rule, expiresAt: now, paused: true }
  const answer = await ask('anna', 'POST', '/api/alerts', { id, rule: over })
  expect([answer.status, (await answer.json()).phase]).toEqual([201, 'paused'])
  const resumed = await ask('anna', 'PATCH', `/api/alerts/${id}`, { rule: { paused: false } })
  expect(resumed.status).toBe(422)
})

it('takes no more than 8 KiB', async () => {
  const body = { rule: { ...rule, note: 'x'.repeat(9_000) } }
  expect((await ask('anna', 'POST', '/api/alerts', body)).status).toBe(413)
})
