import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { isDeep, jsonBody } from './json-body.ts'

const app = new Hono().post('/', jsonBody({ maxBytes: 200, detail: 'Too long.' }), async (c) =>
  c.json(await c.req.json()),
)
const status = async (body: string) => (await app.request('/', { method: 'POST', body })).status

it('takes what is short and flat enough, as it is', async () => {
  const body = `{"note":"${'['.repeat(100)}\\"{","list":[[1]]}`
  const answer = await app.request('/', { method: 'POST', body })
  expect(await answer.text()).toBe(body)
})

it('refuses a body that is too long, whether it says so or not', async () => {
  expect(await status('x'.repeat(201))).toBe(413)
  const body = new Blob(['x'.repeat(201)]).stream()
  const init = { method: 'POST', body, duplex: 'half' } as const
  expect((await app.request('/', init)).status).toBe(413)
})

it('refuses a body that is too deep, before anything parses it', async () => {
  expect(await status(`${'['.repeat(32)}${']'.repeat(32)}`)).toBe(200)
  expect(await status(`${'['.repeat(33)}${']'.repeat(33)}`)).toBe(400)
  expect(await status('{"a":'.repeat(33))).toBe(400)
})

it('counts what is open, not what was', () => {
  expect(isDeep('[{}],'.repeat(99))).toBe(false)
  expect(isDeep('"\\\\"[[')).toBe(false)
  expect(isDeep(`"\\\\",${'['.repeat(33)}`)).toBe(true)
  expect(isDeep(`"${'['.repeat(33)}`)).toBe(false)
})
