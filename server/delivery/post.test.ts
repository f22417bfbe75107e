import { expect, it, onTestFinished } from 'vitest'
import { makeGuard } from './guard.ts'
import { makePoster } from './post.ts'
import { certificate } from './testing/certificate.ts'
import { type Answering, startService, statuses } from './testing/service.ts'

function poster({ allow = ['127.0.0.0/8'], timeoutMs = 5_000, resolve = ['127.0.0.1'] } = {}) {
  const guard = makeGuard({ allow, resolve: async () => resolve })
  const made = makePoster({ guard, timeoutMs, ca: certificate })
  onTestFinished(made.stop)
  const body = Buffer.from('{"price":"70000"}')
  return (address: string) => made.post({ url: new URL(address), headers: { ttl: 60 }, body })
}

it('posts over TLS to the name that was given, at the address that was looked at', async () => {
  const service = await startService(statuses(201, [429, { 'retry-after': '7' }]))
  const post = poster()
  expect(await post(`${service.origin}/a`)).toMatchObject({ type: 'answered', status: 201 })
  expect(await post(`${service.origin}/b`)).toMatchObject({ status: 429, retryAfter: '7' })
  const [first] = service.received
  expect(first).toMatchObject({ path: '/a', headers: { ttl: '60', 'content-length': '17' } })
  expect(String(first?.body)).toBe('{"price":"70000"}')
})

it('connects nowhere that the guard refuses', async () => {
  const service = await startService(statuses(201))
  const post = poster({ allow: [] })
  for (const address of [`https://127.0.0.1:${service.port}/`, `${service.origin}/`]) {
    expect(await post(address)).toMatchObject({ type: 'refused' })
  }
  expect(await post('https://push.example/')).toMatchObject({
    type: 'refused',
    trouble: { code: 'address' },
  })
  expect(service.received).toEqual([])
})

it('follows no redirect', async () => {
  const inside = await startService(statuses(200))
  const location = `https://127.0.0.1:${inside.port}/secret`
  const service = await startService(statuses([302, { location }], [307, { location }]))
  const post = poster()
  expect(await post(`${service.origin}/`)).toMatchObject({ type: 'answered', status: 302 })
  expect(await post(`${service.origin}/`)).toMatchObject({ type: 'answered', status: 307 })
  expect(inside.received).toEqual([])
})

it('waits no longer than it must for whoever never answers', async () => {
  const service = await startService(() => {})
  const answer = await poster({ timeoutMs: 200 })(`${service.origin}/`)
  expect(answer).toEqual({ type: 'failed', trouble: { code: 'slow' } })
})

it('leaves whoever answers with a body that never ends', async () => {
  let isLeft = false
  const endless: Answering = (_, response) => {
    response.writeHead(200)
    const more = () => {
      while (response.write(Buffer.alloc(8_192)));
    }
    response.on('drain', more)
    response.on('close', () => {
      isLeft = true
    })
    more()
  }
  const service = await startService(endless)
  expect(await poster()(`${service.origin}/`)).toMatchObject({ status: 200 })
  await expect.poll(() => isLeft).toBe(true)
})

it('leaves whoever drips a body', async () => {
  let isLeft = false
  const service = await startService((_, response) => {
    response.writeHead(200).write('.')
    response.on('close', () => {
      isLeft = true
    })
  })
  expect(await poster()(`${service.origin}/`)).toMatchObject({ status: 200 })
  await expect.poll(() => isLeft).toBe(true)
})

it('says what is wrong without repeating the address', async () => {
  const service = await startService(statuses(200))
  const stranger = makePoster({
    guard: makeGuard({ allow: ['127.0.0.1'] }),
    timeoutMs: 5_000,
  })
  onTestFinished(stranger.stop)
  const ask = (address: string) => stranger.post({ url: new URL(address), headers: {}, body: '{}' })
  const unknown = await ask(`https://127.0.0.1:${service.port}/secret-path`)
  expect(unknown).toEqual({
    type: 'failed',
    trouble: { code: 'certificate-unknown' },
  })
  expect(await ask('https://127.0.0.1:1/secret-path')).toEqual({
    type: 'failed',
    trouble: { code: 'not-listening' },
  })
})
