import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePacer } from './pace.ts'
import { makeRest } from './rest.ts'

let server: Server
let answers: { status: number; body: string; headers?: Record<string, string> }[]
let asked: number

beforeEach(async () => {
  answers = []
  asked = 0
  server = createServer((_request, response) => {
    asked += 1
    const { status, body, headers } = answers.shift() ?? { status: 200, body: '{"ok":1}' }
    response.writeHead(status, headers).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  const closed = once(server, 'close')
  server.close().closeAllConnections()
  await closed
})

const never = new AbortController().signal

function rest(more: Partial<Parameters<typeof makeRest>[0]> = {}) {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pace = { burst: 100, everyMs: 1 }
  return makeRest({ venue: 'OKX', baseUrl, pace, fault: () => undefined, ...more })
}

it('lets so many go at once, and one more each time', () => {
  const pacer = makePacer({ burst: 2, everyMs: 100 })
  const at: number[] = []
  for (let now = 0; now <= 400; now += 10) {
    if (pacer.waitMs(now) > 0) continue
    pacer.take(now)
    at.push(now)
  }
  expect(at).toEqual([0, 10, 100, 200, 300, 400])
})

it('keeps the pace over questions that are asked at once, in their order', async () => {
  const paced = rest({ pace: { burst: 1, everyMs: 30 } })
  const began = performance.now()
  await Promise.all([1, 2, 3, 4].map(() => paced.get('/', never)))
  expect(performance.now() - began).toBeGreaterThan(85)
  expect(asked).toBe(4)
})

for (const [status, headers, kind, retryAfterMs] of [
  [429, { 'retry-after': '13' }, 'rate-limited', 13_000],
  [429, {}, 'rate-limited', 150_000],
  [418, {}, 'forbidden', 1_800_000],
  [403, {}, 'forbidden', 600_000],
  [451, {}, 'forbidden', 600_000],
] as const) {
  it(`asks nobody again after HTTP ${status} until ${retryAfterMs / 1000} s are over`, async () => {
    answers.push({ status, headers, body: '<html>no</html>' })
    const venue = rest()
    await expect(venue.get('/', never)).rejects.toMatchObject({ kind, retryAfterMs })
    const later = venue.get('/', never)
    await expect(later).rejects.toMatchObject({ kind, retryAfterMs: expect.any(Number) })
    expect(asked).toBe(1)
  })
}

it('names HTML, a body that is too long, and a venue that is not there', async () => {
  answers.push({ status: 200, body: '<html>' }, { status: 200, body: `"${'x'.repeat(200)}"` })
  const venue = rest({ maxBytes: 100 })
  await expect(venue.get('/', never)).rejects.toMatchObject({ kind: 'malformed' })
  await expect(venue.get('/', never)).rejects.toMatchObject({
    kind: 'malformed',
    reason: 'The answer exceeds 100 bytes.',
  })
  const nowhere = rest({ baseUrl: 'http://127.0.0.1:1' })
  await expect(nowhere.get('/', never)).rejects.toMatchObject({ kind: 'unreachable' })
})

it('rejects at once what is aborted, also while it waits for its turn', async () => {
  const venue = rest({ pace: { burst: 1, everyMs: 60_000 } })
  await venue.get('/', never)
  const stopping = new AbortController()
  const waiting = venue.get('/', stopping.signal)
  stopping.abort()
  await expect(waiting).rejects.toThrow('aborted')
  await expect(venue.get('/', stopping.signal)).rejects.toThrow('aborted')
  expect(asked).toBe(1)
})

it('refuses questions beyond so many that wait', async () => {
  const stopping = new AbortController()
  const venue = rest({ pace: { burst: 0, everyMs: 60_000 } })
  const waiting = Array.from({ length: 256 }, () => venue.get('/', stopping.signal))
  await expect(venue.get('/', never)).rejects.toThrow('256 questions wait')
  stopping.abort()
  const settled = await Promise.allSettled(waiting)
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
})
