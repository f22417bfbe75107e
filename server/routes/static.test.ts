import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { staticRoutes } from './static.ts'

const navigation = { headers: { 'sec-fetch-mode': 'navigate', accept: 'text/html' } }
let folder: string
let app: ReturnType<typeof staticRoutes>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-client-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ebb</title>')
  writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting()')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {}')
  app = staticRoutes({ folder })
})

afterEach(() => rmSync(folder, { recursive: true }))

it('serves the client: what has a hash for ever, all else anew', async () => {
  const cache = async (path: string, init?: RequestInit) => {
    const response = await app.request(path, init)
    return [response.status, response.headers.get('cache-control')]
  }
  expect(await cache('/', navigation)).toEqual([200, 'no-cache'])
  expect(await cache('/sw.js')).toEqual([200, 'no-cache'])
  expect(await cache('/manifest.webmanifest')).toEqual([200, 'no-cache'])
  expect(await cache('/assets/app-1a2b.js')).toEqual([200, 'public, max-age=31536000, immutable'])
})

const html = 'text/html; charset=utf-8'

it('gives the app at the address of each of its pages, whoever asks', async () => {
  for (const path of ['/i/BTCUSDT', '/settings/account']) {
    for (const init of [navigation, { headers: { accept: '*/*' } }]) {
      const page = await app.request(path, init)
      expect([page.status, page.headers.get('content-type')]).toEqual([200, html])
      expect(await page.text()).toContain('<title>Ebb</title>')
    }
  }
})

it('answers 404 elsewhere, by the app on navigation alone', async () => {
  for (const path of ['/instrument/BTCUSDT', '/settings/nothing']) {
    const page = await app.request(path, navigation)
    expect([page.status, page.headers.get('content-type')]).toEqual([404, html])
    expect(await page.text()).toContain('<title>Ebb</title>')
    const part = await app.request(path)
    expect(part.status).toBe(404)
    expect(part.headers.get('content-type')).toBe('application/problem+json')
  }
  expect(
    (await app.request('/../../etc/passwd', navigation)).headers.get('content-type'),
  ).toContain('html')
})

it('sends again only what has changed', async () => {
  const first = await app.request('/sw.js')
  const seen = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } }
  expect((await app.request('/sw.js', seen)).status).toBe(304)
  writeFileSync(join(folder, 'sw.js'), 'self.clients.claim()')
  expect((await app.request('/sw.js', seen)).status).toBe(200)
})

it('says what to do where the client is not built', async () => {
  const bare = staticRoutes({ folder: join(folder, 'nowhere') })
  const response = await bare.request('/', navigation)
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
  expect((await bare.request('/sw.js')).status).toBe(404)
})
