import { expect, it } from 'vitest'
import { startTarget } from './target.ts'

/*
 * Sessions that somebody wants to choose for others, guess, or keep.
 */
const target = await startTarget()
const begin = async () => {
  const client = target.client()
  return { client, ...(await client.begin()) }
}

it('takes no token that it hasn’t given, and gives another one instead', async () => {
  const fixed = 'A'.repeat(43)
  const victim = target.client({ cookie: `ebb=${fixed}` })
  expect((await victim.ask('GET', '/api/session')).status).toBe(401)
  const answer = await victim.ask('POST', '/api/session')
  const given = answer.headers['set-cookie']?.[0] ?? ''
  expect(given).toMatch(/^ebb=[\w-]{43}; .*HttpOnly.*SameSite=Lax/)
  expect(given).not.toContain(fixed)
})

it('believes nobody whose cookie came twice', async () => {
  const [anna, eve] = [await begin(), await begin()]
  const [own, tossed] = [anna.client.cookie ?? '', eve.client.cookie ?? '']
  for (const cookie of [`${tossed}; ${own}`, `${own}; ${tossed}`, `${own};${tossed};${own}`]) {
    const { status } = await target.client({ cookie }).ask('GET', '/api/session')
    expect(status).toBe(401)
  }
})

it('reads `ebb` never where it is `__Host-ebb`, nor the other way round', async () => {
  const eve = await begin()
  const token = eve.client.cookie?.slice('ebb='.length) ?? ''
  // The name localhost counts as secure.
  const host = `localhost:${target.port}`
  const headers = { host, origin: `http://${host}` }
  const tossed = target.client({ ...headers, cookie: `ebb=${token}` })
  expect((await tossed.ask('GET', '/api/session')).status).toBe(401)
  const anna = target.client(headers)
  await anna.begin()
  expect(anna.cookie).toMatch(/^__Host-ebb=/)
  const both = target.client({ ...headers, cookie: `ebb=${token}; ${anna.cookie}` })
  const { status, text } = await both.ask('GET', '/api/session')
  expect([status, text.includes(eve.user)]).toEqual([200, false])
  const plain = target.client({ cookie: `__Host-ebb=${token}` })
  expect((await plain.ask('GET', '/api/session')).status).toBe(401)
})

it.each([
  'ebb=',
  'ebb',
  '=ebb',
  ';;;',
  'ebb="',
  `ebb=${'A'.repeat(42)}`,
  `ebb=${'A'.repeat(12_000)}`,
  `ebb=${'%00'.repeat(43)}`,
  'ebb=%E0%A4%A',
  "ebb=' OR 1=1 --",
  `ebb=${'../'.repeat(14)}a`,
  'a=1; '.repeat(2_000),
])('says to the cookie %.40s that there is no session', async (cookie) => {
  expect((await target.client({ cookie }).ask('GET', '/api/session')).status).toBe(401)
})

it('ends a session for good, wherever its token still is', async () => {
  const { client } = await begin()
  const stolen = target.client({ cookie: client.cookie ?? '' })
  expect((await stolen.ask('GET', '/api/session')).status).toBe(200)
  const { headers } = await client.ask('DELETE', '/api/session')
  expect(headers['set-cookie']?.[0]).toMatch(/^ebb=; Max-Age=0/)
  expect((await stolen.ask('GET', '/api/session')).status).toBe(401)
})

it('writes down who guesses again and again, once', async () => {
  for (let i = 0; i < 60; i++) {
    const cookie = `ebb=${String(i).padStart(43, 'x')}`
    expect((await target.client({ cookie }).ask('GET', '/api/alerts')).status).toBe(401)
  }
  const strangers = target.logged().filter(({ incident }) => incident === 'stranger')
  expect(strangers).toHaveLength(1)
  expect(strangers[0]).toMatchObject({ address: '127.0.0.1' })
})
