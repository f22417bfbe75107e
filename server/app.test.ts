import { expect, it, vi } from 'vitest'
import type { Instrument } from '../shared/instrument.ts'
import { makeApp } from './app.ts'
import { makeLog } from './operations/log.ts'
import { standApp, stateAt } from './testing/stand-app.ts'

const server = standApp()

it('tells the status of the streams', async () => {
  server.hub.record(stateAt(6_183_760))
  const response = await server.ask('/api/sse/status')
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
    const { instruments } = await (await server.ask(`/api/instruments?q=${q}`)).json()
    return instruments.map(({ symbol }: Instrument) => symbol)
  }
  expect(await found('')).toEqual(['BTCUSDT', 'ETHUSDT'])
  expect(await found('eth')).toEqual(['ETHUSDT'])
  expect(await found('usdt')).toEqual(['BTCUSDT', 'ETHUSDT'])
  expect(await found('doge')).toEqual([])
})

it('is alive at once, and ready when there is nothing that speaks against it', async () => {
  expect((await server.ask('/healthz')).status).toBe(200)
  expect((await server.ask('/readyz')).status).toBe(200)
  server.reasons.push('No market has answered yet.')
  const response = await server.ask('/readyz')
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    ready: false,
    reasons: server.reasons,
    storage: { state: 'ready' },
  })
})

it('tells its figures to Prometheus', async () => {
  server.options.metrics.recorded()
  server.options.metrics.venueFrame('BINANCE')
  server.options.metrics.venueFrame('BINANCE')
  server.options.metrics.venueRefusal('BINANCE')
  await server.ask('/api/prices')
  const response = await server.ask('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain('ebb_changes_total 1')
  expect(text).toContain('ebb_venue_frames_total{venue="BINANCE"} 2')
  expect(text).toContain('ebb_venue_refusals_total{venue="BINANCE"} 1')
  expect(text).toContain('ebb_feed_frames_total{feed="poll"} 1')
  expect(await (await server.ask('/metrics')).text()).toContain('ebb_changes_total 1')
})

it('describes every route, the stream and the socket included', async () => {
  const spec = await (await server.ask('/openapi.json')).json()
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

it('answers unknown addresses with a problem', async () => {
  for (const path of [
    '/api',
    '/api/nothing',
    '/api/alerts/%00',
    '/assets/gone.js',
    '/gone.png',
    '/.env',
  ]) {
    const response = await server.ask(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ])
  }
  expect((await server.ask('/api/prices', { method: 'DELETE' })).status).toBe(404)
  expect((await server.ask('/ws/price')).status).toBe(426)
})

it('hides what went wrong inside, and logs it', async () => {
  const log = makeLog({ level: 'silent' })
  const error = vi.spyOn(log, 'error')
  vi.spyOn(server.hub, 'read').mockImplementation(() => {
    throw new Error('A secret.')
  })
  const response = await server.ask('/api/prices', {}, makeApp({ ...server.options, log }))
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret')
  expect(error).toHaveBeenCalledOnce()
})

it('compresses text for who can read it', async () => {
  const gzip = { headers: { 'accept-encoding': 'gzip' } }
  const response = await server.ask('/assets/app-1a2b.js', gzip)
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect((await server.ask('/assets/app-1a2b.js')).headers.get('content-encoding')).toBeNull()
})
