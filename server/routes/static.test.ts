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

it('gives the app to every address, and 404 where it has no page, on navigation alone', async () => {
  const html = 'text/html; charset=utf-8'
  for (const [path, status] of [
    ['/i/BTCUSDT', 200],
    ['/settings/account', 200],
    ['/instrument/BTCUSDT', 404],
    ['/settings/nothing', 404],
  ] as const) {
    const page = await app.request(path, navigation)
    expect([path, page.status, page.headers.get('content-type')]).toEqual([path, status, html])
    expect(await page.text()).toContain('<title>Ebb</title>')
    const part = await app.request(path)
    expect([part.status, part.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ])
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
