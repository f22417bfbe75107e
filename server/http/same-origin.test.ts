import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sameOrigin } from './same-origin.ts'

let server: Server
let address = ''

beforeAll(async () => {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(sameOrigin({ origins: [], trustProxy: false, onRefused() {} }))
  app.all('*', (c) => c.body(null, 204))
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (at: AddressInfo) =>
      resolve(at.port),
    ) as Server
  })
  address = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const status = async (init: RequestInit & { duplex?: 'half' }) =>
  (await fetch(address, init)).status

it('asks no type of what has no body', async () => {
  expect(await status({ method: 'DELETE' })).toBe(204)
  expect(await status({ method: 'POST' })).toBe(204)
  expect(await status({ method: 'GET' })).toBe(204)
})

it('takes no body but JSON, however it comes', async () => {
  const body = () => new Blob(['{}']).stream()
  expect(await status({ method: 'POST', body: '{}' })).toBe(415)
  expect(await status({ method: 'DELETE', body: '{}' })).toBe(415)
  expect(await status({ method: 'POST', body: body(), duplex: 'half' })).toBe(415)
  for (const type of ['application/json', 'application/json; charset=utf-8']) {
    const headers = { 'content-type': type }
    expect(await status({ method: 'POST', headers, body: '{}' })).toBe(204)
    expect(await status({ method: 'POST', headers, body: body(), duplex: 'half' })).toBe(204)
  }
  const headers = { 'content-type': 'application/jsonx' }
  expect(await status({ method: 'POST', headers, body: '{}' })).toBe(415)
})

it('refuses the pages of other sites', async () => {
  expect(await status({ method: 'DELETE', headers: { origin: 'https://evil.example' } })).toBe(403)
  expect(await status({ method: 'DELETE', headers: { origin: 'null' } })).toBe(403)
  expect(await status({ method: 'DELETE', headers: { origin: address } })).toBe(204)
})
