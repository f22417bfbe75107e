import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { State } from '../shared/frame.ts'
import type { Instrument } from '../shared/instrument.ts'
import { type App, type AppOptions, makeApp } from './app.ts'
import { makeChannels } from './delivery/channels.ts'
import { makeGuard } from './delivery/guard.ts'
import { type Hub, makeHub } from './hub/hub.ts'
import { makeCatalogue } from './market/catalogue.ts'
import { makeRecentTrades } from './market/recent-trades.ts'
import { makeIncidents } from './operations/incidents.ts'
import { makeLog } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'
import { openSqlite } from './storage/sqlite.ts'
import type { Storage } from './storage/storage.ts'

const btc: Instrument = {
  id: 'BINANCE:BTCUSDT',
  venue: 'BINANCE',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}
const eth: Instrument = { ...btc, id: 'BINANCE:ETHUSDT', symbol: 'ETHUSDT', base: 'ETH' }
const now = 1_763_700_000_000
const token = 'correct horse battery'

let folder: string
let hub: Hub
let reasons: string[]
let options: AppOptions
let app: App
let storage: Storage

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-client-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ebb</title>')
  writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting()')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(
    join(folder, 'assets', 'app-1a2b.js'),
    `export const words = "${'ebb '.repeat(999)}"`,
  )
  storage = await openSqlite({ file: join(folder, 'ebb.db'), log: makeLog({ level: 'silent' }) })
  hub = makeHub({ now: () => now, newEpoch: () => 'e1', heartbeatMs: 15_000, stuckAfterMs: 5_000 })
  reasons = []
  const catalogue = makeCatalogue()
  catalogue.learn([btc, eth])
  options = {
    hub,
    catalogue,
    readCandles: async () => [],
    trades: makeRecentTrades(),
    dayOf: () => undefined,
    accounts: storage.accounts,
    rules: storage.alerts.rules,
    alerts: storage.alerts,
    watcher: {
      isListed: () => true,
      stand: async (alert) => alert,
      put: async () => {},
      remove: () => {},
      now: (alert) => alert,
    },
    delivery: {
      publicKey: async () => 'B',
      wake() {},
      channels: makeChannels({
        targets: storage.alerts.targets,
        guards: { push: makeGuard({ allow: [] }), webhook: makeGuard({ allow: [] }) },
        mailer: undefined,
        newId: () => 'id',
        now: () => now,
      }),
    },
    storage: () => ({
      engine: 'sqlite',
      state: 'ready',
      trouble: undefined,
      since: now,
      waiting: 0,
      dropped: 0,
    }),
    log: makeLog({ level: 'silent' }),
    incidents: makeIncidents({ log: makeLog({ level: 'silent' }), now: () => now }),
    metrics: makeMetrics({ withProcess: false }),
    limits: { maxConnections: 10, maxConnectionsPerAddress: 10 },
    clientFolder: folder,
    adminToken: token,
    origins: ['https://other.example'],
    trustProxy: true,
    reasons: () => reasons,
    leaving: () => false,
    now: () => now,
  }
  app = makeApp(options)
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth] })
})

afterEach(async () => {
  hub.stop('shutdown')
  await storage.close()
  rmSync(folder, { recursive: true })
})

function ask(path: string, init: RequestInit = {}, { http }: App = app): Promise<Response> {
  const incoming = new IncomingMessage(new Socket())
  for (const [name, value] of new Headers(init.headers)) incoming.headers[name] = value
  return Promise.resolve(
    http.request(path, init, { incoming, outgoing: new ServerResponse(incoming) }),
  )
}

const navigation = { headers: { 'sec-fetch-mode': 'navigate', accept: 'text/html' } }

function state(price: number): State {
  const none = { high24h: undefined, low24h: undefined, volume24h: undefined }
  const quotes = { bid: undefined, ask: undefined, change24h: undefined }
  return { instrument: btc.id, price, time: now, receivedAt: now, stale: false, ...none, ...quotes }
}

it('tells the status of the streams', async () => {
  hub.record(state(6_183_760))
  const response = await ask('/api/sse/status')
  expect(await response.json()).toEqual({
    code: 1,
    data: {
      running: true,
      connected_clients: 0,
      clients: { sse: 0, websocket: 0 },
      market: 'live',
      simulated: false,
      epoch: 'e1',
      sequence: 1,
      instruments: 2,
      uptime_seconds: 0,
    },
  })
})

it('finds instruments by symbol and by base', async () => {
  const found = async (q: string) => {
    const { instruments } = await (await ask(`/api/instruments?q=${q}`)).json()
    return instruments.map(({ symbol }: Instrument) => symbol)
  }
  expect(await found('')).toEqual(['BTCUSDT', 'ETHUSDT'])
  expect(await found('eth')).toEqual(['ETHUSDT'])
  expect(await found('usdt')).toEqual(['BTCUSDT', 'ETHUSDT'])
  expect(await found('doge')).toEqual([])
})

const broadcast = (body: unknown, authorization: string, to = app) =>
  ask(
    '/api/sse/test-broadcast',
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    to,
  )

it('sends a test price for whoever has the token, and stores it nowhere', async () => {
  hub.record(state(100))
  const response = await broadcast({ symbol: 'BTCUSDT', price: 1.5 }, `Bearer ${token}`)
  expect(await response.json()).toEqual({ code: 1, data: { reached: 0 } })
  expect(hub.read(['BTCUSDT'], undefined).changes[0]?.price).toBe(100)
  for (const wrong of ['', 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token]) {
    const refused = await broadcast({ symbol: 'BTCUSDT', price: 1.5 }, wrong)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  }
  const unknown = await broadcast({ symbol: 'FOO', price: 1 }, `Bearer ${token}`)
  expect(unknown.status).toBe(404)
})

it('names what is wrong with a test price', async () => {
  for (const [body, field] of [
    [{}, 'symbol'],
    [{ symbol: 'BTCUSDT' }, 'price'],
    [{ symbol: 'BTCUSDT', price: '1' }, 'price'],
    [{ symbol: 'BTCUSDT', price: 0 }, 'price'],
    [{ symbol: 'BTCUSDT', price: 1, change_24h: 'up' }, 'change_24h'],
  ] as const) {
    const response = await broadcast(body, `Bearer ${token}`)
    expect([response.status, (await response.json()).field]).toEqual([400, field])
  }
  const huge = await broadcast({ symbol: 'x'.repeat(9_999), price: 1 }, `Bearer ${token}`)
  expect(huge.status).toBe(413)
})

it('has no test broadcast where no token is configured', async () => {
  const { adminToken: _, ...rest } = options
  const without = makeApp(rest)
  const response = await broadcast({ symbol: 'BTCUSDT', price: 1 }, 'Bearer undefined', without)
  expect(response.status).toBe(404)
})

it('is alive at once, and ready when there is nothing that speaks against it', async () => {
  expect((await ask('/healthz')).status).toBe(200)
  expect((await ask('/readyz')).status).toBe(200)
  reasons.push('No market has answered yet.')
  const response = await ask('/readyz')
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    ready: false,
    reasons,
    storage: { state: 'ready' },
  })
})

it('tells its figures to Prometheus', async () => {
  options.metrics.recorded()
  options.metrics.venueFrame('BINANCE')
  options.metrics.venueFrame('BINANCE')
  options.metrics.venueRefusal('BINANCE')
  await ask('/api/prices')
  const response = await ask('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain('ebb_changes_total 1')
  expect(text).toContain('ebb_venue_frames_total{venue="BINANCE"} 2')
  expect(text).toContain('ebb_venue_refusals_total{venue="BINANCE"} 1')
  expect(text).toContain('ebb_feed_frames_total{feed="poll"} 1')
  expect(await (await ask('/metrics')).text()).toContain('ebb_changes_total 1')
})

it('describes every route, the stream and the socket included', async () => {
  const spec = await (await ask('/openapi.json')).json()
  expect(Object.keys(spec.paths).sort()).toEqual([
    '/api/account',
    '/api/account/export',
    '/api/alerts',
    '/api/alerts/{id}',
    '/api/candles',
    '/api/channels',
    '/api/channels/{id}',
    '/api/channels/{id}/confirmation',
    '/api/instruments',
    '/api/notification/stream',
    '/api/notifications',
    '/api/notifications/read',
    '/api/notifications/received',
    '/api/notifications/test',
    '/api/passkeys',
    '/api/passkeys/login',
    '/api/passkeys/login/options',
    '/api/passkeys/registration',
    '/api/passkeys/registration/options',
    '/api/passkeys/{id}',
    '/api/preferences',
    '/api/prices',
    '/api/push',
    '/api/push/{id}',
    '/api/records',
    '/api/session',
    '/api/sessions',
    '/api/sessions/{id}',
    '/api/sparklines',
    '/api/sse/prices',
    '/api/sse/status',
    '/api/sse/test-broadcast',
    '/api/trades',
    '/healthz',
    '/metrics',
    '/readyz',
    '/ws/price',
    '/ws/price/{symbol}',
  ])
  const { parameters } = spec.paths['/api/candles'].get
  const limit = parameters.find(({ name }: { name: string }) => name === 'limit')
  expect(limit.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 5_000 })
  expect(Object.keys(spec.components.schemas)).toContain('DownMessage')
})

it('answers a page of the configured origins, and says nothing to others', async () => {
  const allow = async (origin: string) =>
    (await ask('/api/prices', { headers: { origin } })).headers.get('access-control-allow-origin')
  expect(await allow('https://other.example')).toBe('https://other.example')
  expect(await allow('https://evil.example')).toBeNull()
})

it('answers unknown addresses with a problem', async () => {
  for (const path of [
    '/api',
    '/api/nothing',
    '/api/alerts/%00',
    '/assets/gone.js',
    '/gone.png',
    '/.env',
  ]) {
    const response = await ask(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ])
  }
  expect((await ask('/api/prices', { method: 'DELETE' })).status).toBe(404)
  expect((await ask('/ws/price')).status).toBe(426)
})

it('hides what went wrong inside, and logs it', async () => {
  const log = makeLog({ level: 'silent' })
  const error = vi.spyOn(log, 'error')
  vi.spyOn(hub, 'read').mockImplementation(() => {
    throw new Error('A secret.')
  })
  const response = await ask('/api/prices', {}, makeApp({ ...options, log }))
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret')
  expect(error).toHaveBeenCalledOnce()
})

it('bounds how much one address may ask, and only that one', async () => {
  const limited = makeApp({ ...options, limits: { ...options.limits, requestsPerSecond: 2 } })
  const from = async (address: string) => {
    const response = await ask('/api/prices', { headers: { 'x-forwarded-for': address } }, limited)
    return [response.status, response.headers.get('retry-after')]
  }
  for (let i = 0; i < 8; i++) expect(await from('10.0.0.1')).toEqual([200, null])
  expect(await from('10.0.0.1')).toEqual([429, '4'])
  expect(await from('10.0.0.2')).toEqual([200, null])
  expect((await ask('/healthz', {}, limited)).status).toBe(200)
})

it('compresses text for who can read it', async () => {
  const gzip = { headers: { 'accept-encoding': 'gzip' } }
  const response = await ask('/assets/app-1a2b.js', gzip)
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect((await ask('/assets/app-1a2b.js')).headers.get('content-encoding')).toBeNull()
})

it('lets a page run nothing but its own scripts, nor be framed', async () => {
  const { headers } = await ask('/', navigation)
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

it('begins a session for its own pages alone', async () => {
  const from = (headers: Record<string, string>) =>
    ask('/api/session', { method: 'POST', headers: { host: 'ebb.example', ...headers } })
  expect((await from({ origin: 'https://ebb.example' })).status).toBe(200)
  expect((await from({ origin: 'https://other.example' })).status).toBe(200)
  expect((await from({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const form = {
    origin: 'https://ebb.example',
    'content-type': 'text/plain',
    'content-length': '2',
  }
  const init = { method: 'POST', headers: { host: 'ebb.example', ...form }, body: '{}' }
  expect((await ask('/api/session', init)).status).toBe(415)
})

it('says that who people are can not be told while the database is gone', async () => {
  await storage.close()
  const answer = await ask('/api/session', { method: 'POST', headers: { host: 'ebb.example' } })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
})
