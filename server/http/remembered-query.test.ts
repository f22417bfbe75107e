import { Hono } from 'hono'
import { validator } from 'hono/validator'
import { expect, it, vi } from 'vitest'
import { rememberedQuery } from './remembered-query.ts'

function start() {
  const check = vi.fn(({ n }: Record<string, string | string[]>) =>
    n === 'bad' ? new Response('No.', { status: 400 }) : { n: String(n) },
  )
  const validate = rememberedQuery(validator('query', check))
  const app = new Hono().get('/', validate, (c) => c.json(c.req.valid('query')))
  return { check, ask: (query: string) => app.request(`/?${query}`) }
}

it('validates a query once, and hands out what came of it to all who ask the same', async () => {
  const { check, ask } = start()
  for (const n of ['1', '1', '2', '1']) {
    expect(await (await ask(`n=${n}`)).json()).toEqual({ n })
  }
  expect(check).toHaveBeenCalledTimes(2)
})

it('asks again about what was refused, and about what is too long to remember', async () => {
  const { check, ask } = start()
  for (const n of ['bad', 'bad']) expect((await ask(`n=${n}`)).status).toBe(400)
  const long = 'x'.repeat(2_000)
  for (const n of [long, long]) expect(await (await ask(`n=${n}`)).json()).toEqual({ n })
  expect(check).toHaveBeenCalledTimes(4)
})
