import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { expect, it } from 'vitest'
import { rateLimit } from './rate-limit.ts'

function start(requests: number, seconds = 60) {
  const refused: unknown[] = []
  const app = new Hono<{ Bindings: HttpBindings }>()
  const keyOf = (c: { req: { header(name: string): string | undefined } }) => c.req.header('from')
  app.use(rateLimit({ name: 'all', requests: 50_000, seconds: 4, keyOf: () => 'anybody' }))
  const onRefused = (c: Context, limit: string) => refused.push([limit, c.req.path])
  app.use(rateLimit({ name: 'few', requests, seconds, keyOf, onRefused }))
  app.get('/', (c) => c.text('.'))
  const ask = (from?: string) => app.request('/', from === undefined ? {} : { headers: { from } })
  return { ask, refused }
}

it('says what is left by each limit, and when there is all of it again', async () => {
  const { ask } = start(2)
  const { headers } = await ask('a')
  expect(headers.get('ratelimit-policy')).toBe('"few";q=2;w=60, "all";q=50000;w=4')
  expect(headers.get('ratelimit')).toBe('"few";r=1;t=60, "all";r=49999;t=4')
})

it('refuses who asks too much, and nobody else', async () => {
  const { ask, refused } = start(2)
  expect([(await ask('a')).status, (await ask('a')).status]).toEqual([200, 200])
  const answer = await ask('a')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
  expect(answer.headers.get('ratelimit')).toContain('"few";r=0;t=60')
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(refused).toEqual([['few', '/']])
  expect((await ask('b')).status).toBe(200)
})

it('leaves out who it doesn’t count', async () => {
  const { ask } = start(1)
  for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200)
})

it('counts no more than so many at once: the one who asked least recently is forgotten', async () => {
  const { ask } = start(1)
  await ask('first')
  await ask('second')
  for (let i = 0; i < 19_998; i++) await ask(`${i}`)
  expect((await ask('second')).status).toBe(429)
  await ask('one more')
  expect((await ask('first')).status).toBe(200)
})
