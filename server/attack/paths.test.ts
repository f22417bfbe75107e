import { expect, it } from 'vitest'
import { startTarget } from './target.ts'

/*
 * Files that nobody has put out for all to see.
 */
const target = await startTarget()
const client = target.client()

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/%252e%252e%252fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..;/../secret.txt',
  '/....//secret.txt',
  '//secret.txt',
  '/./.././secret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/secret.txt%00.js',
  '/index.html/../../secret.txt',
  'http://127.0.0.1/../secret.txt',
  '/../ebb.db',
  '/%2e%2e/ebb.db',
  '/.env',
  '/.git/config',
])('gives out nothing at %s', async (path) => {
  for (const accept of ['*/*', 'text/html']) {
    const { status, text, headers } = await client.ask('GET', path, { headers: { accept } })
    expect(text).not.toContain('secret')
    expect(text).not.toContain('SQLite')
    // A navigation may get the app's own page, which says that there is no such place.
    if (status === 200) expect(headers['content-type']).toContain('text/html')
    else expect([400, 404]).toContain(status)
  }
})

it('lists no folder', async () => {
  for (const path of ['/assets', '/assets/', '/.', '/assets/.']) {
    const { text } = await client.ask('GET', path, { headers: { accept: '*/*' } })
    expect(text).not.toContain('app-1.js')
  }
})

it('has the headers on every answer, whatever it is', async () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/assets/app-1.js'],
    ['GET', '/nothing.js'],
    ['GET', '/api/prices'],
    ['GET', '/api/nothing'],
    ['GET', '/api/session'],
    ['POST', '/api/session'],
    ['HEAD', '/api/sse/prices?symbols=BTCUSDT'],
    ['GET', '/unsubscribe'],
    ['GET', '/metrics'],
    ['OPTIONS', '/api/alerts'],
  ] as const) {
    const { headers } = await client.ask(method, path, { headers: { accept: 'text/html' } })
    expect({ path, ...headers }).toMatchObject({
      path,
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
      ),
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(headers['content-security-policy']).not.toContain('unsafe')
    // Over plain http it would mean nothing.
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['x-powered-by'] ?? headers.server).toBeUndefined()
  }
})
