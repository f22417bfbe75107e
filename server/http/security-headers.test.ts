import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { secureAnswers } from './security-headers.ts'

async function headersOf(path: string, proto: string, trustProxy: boolean): Promise<Headers> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(secureAnswers({ trustProxy }))
  app.get('/', (c) => c.text('.'))
  app.get('/own', (c) => c.text('.', 200, { 'referrer-policy': 'origin' }))
  app.get('/sent', () => new Response(null, { headers: { 'x-hono-already-sent': 'true' } }))
  const incoming = new IncomingMessage(new Socket())
  incoming.headers = { 'x-forwarded-proto': proto }
  const outgoing = new ServerResponse(incoming)
  return (await app.request(path, {}, { incoming, outgoing })).headers
}

it('asks browsers to stay with https only where they came by it', async () => {
  const hsts = async (proto: string, trustProxy: boolean) =>
    (await headersOf('/', proto, trustProxy)).get('strict-transport-security')
  expect(await hsts('https', true)).toBe('max-age=31536000; includeSubDomains')
  expect(await hsts('https, http', true)).toBeNull()
  expect(await hsts('http', true)).toBeNull()
  expect(await hsts('https', false)).toBeNull()
})

it('leaves alone what an answer says itself, and what has been sent', async () => {
  expect((await headersOf('/own', 'http', true)).get('referrer-policy')).toBe('origin')
  expect((await headersOf('/', 'http', true)).get('referrer-policy')).toBe('no-referrer')
  expect((await headersOf('/sent', 'https', true)).get('referrer-policy')).toBeNull()
})
