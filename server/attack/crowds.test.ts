import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { alertLimits } from '../../shared/alert.ts'
import { joinSocket } from '../feeds/testing/socket-client.ts'
import { type Client, followPrice, starvedMs } from './client.ts'
import { startTarget } from './target.ts'

/*
 * Much of everything, while somebody else follows a price.
 */
const target = await startTarget({ trustProxy: true, requestsPerSecond: 50 })
/** Somebody at another address, whose price must go on. */
function watch() {
  const price = followPrice(target.port, { 'x-forwarded-for': '203.0.113.9' })
  onTestFinished(() => void price.stop())
  return async () => {
    const heard = price.heard()
    await expect.poll(price.heard).toBeGreaterThan(heard + 3)
    expect(price.worstGapMs()).toBeLessThan(starvedMs)
  }
}

/** How often each status was answered. */
async function many(
  times: number,
  ask: (n: number) => Promise<{ status: number }>,
): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (let from = 0; from < times; from += 50) {
    const some = Array.from({ length: Math.min(50, times - from) }, (_, i) => ask(from + i))
    for (const { status } of await Promise.all(some)) counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

const webhook = (client: Client, n: number, from?: string) =>
  client.ask('POST', '/api/channels', {
    body: { channel: 'webhook', url: `https://hook.example/${n}`, language: 'en' },
    ...(from !== undefined && { headers: { 'x-forwarded-for': from } }),
  })

it('has room for ten channels of a user, of 10,000 that are asked for from everywhere', {
  timeout: 300_000,
}, async () => {
  const goesOn = watch()
  const eve = target.elsewhere()
  await eve.begin()
  const counts = await many(10_000, (n) => webhook(eve, n, `10.${n >> 8}.${n & 255}.1`))
  expect(Object.keys(counts).map(Number).sort()).toEqual([201, 409, 429])
  expect(counts[201]).toBe(10)
  expect((await eve.ask('GET', '/api/channels')).json().channels).toHaveLength(10)
  await goesOn()
})

it('makes no more users for one address than it may, and says when to come back', async () => {
  const goesOn = watch()
  const eve = target.elsewhere()
  let last: Awaited<ReturnType<Client['ask']>> | undefined
  const counts = await many(190, async () => {
    eve.cookie = undefined
    last = await eve.ask('POST', '/api/session', { headers: { cookie: '' } })
    return last
  })
  expect(counts).toEqual({ 200: 120, 429: 70 })
  expect(last?.headers['retry-after']).toMatch(/^\d+$/)
  expect(last?.headers['ratelimit-policy']).toContain('"newcomers";q=120;w=600')
  expect(last?.headers.ratelimit).toMatch(/"newcomers";r=0;t=\d+/)
  const anna = target.elsewhere()
  expect((await anna.ask('POST', '/api/session')).status).toBe(200)
  expect(target.logged()).toContainEqual(
    expect.objectContaining({ incident: 'limit', limit: 'newcomers', path: '/api/session' }),
  )
  await goesOn()
})

it.each([
  ['/api/passkeys/login/options', 'login', 60],
  ['/api/notifications/test', 'tests', 60],
  ['/api/push', 'channels', 60],
] as const)('bounds %s for one address', async (path, name, most) => {
  const eve = target.elsewhere()
  await eve.begin()
  let policy = ''
  const counts = await many(most + 40, async () => {
    const answer = await eve.ask('POST', path, { body: {} })
    policy = String(answer.headers['ratelimit-policy'])
    return answer
  })
  expect(counts[429]).toBeGreaterThanOrEqual(40)
  expect(policy).toContain(`"${name}";q=${most};w=60`)
})

it('bounds what one user writes, from however many addresses', {
  timeout: 300_000,
}, async () => {
  const goesOn = watch()
  const eve = target.elsewhere()
  await eve.begin()
  const from = (n: number) => ({ 'x-forwarded-for': `10.9.${n >> 8}.${n & 255}` })
  const records = await many(300, (n) =>
    eve.ask('POST', '/api/records', { body: { records: [] }, headers: from(n) }),
  )
  expect(records).toEqual({ 200: 240, 429: 60 })
  const rule = { symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' } }
  const alerts = await many(700, (n) =>
    eve.ask('POST', '/api/alerts', { body: { rule }, headers: from(n) }),
  )
  expect(alerts[201]).toBeLessThanOrEqual(alertLimits.perUser)
  expect(alerts[429]).toBeGreaterThan(0)
  await goesOn()
})

it('floods no log, however much is refused', () => {
  const refused = target.logged().filter(({ incident }) => incident === 'limit')
  const minutes = new Set(refused.map(({ time }) => String(time).slice(0, 16))).size
  const limits = new Set(refused.map(({ limit }) => limit)).size
  expect(refused.length).toBeLessThanOrEqual(20 * limits * (minutes + 1))
  expect(target.lines.length).toBeLessThan(500)
})

it('answers 10,000 subscriptions on one socket with errors, and goes on', async () => {
  const goesOn = watch()
  const client = await joinSocket(`ws://127.0.0.1:${target.port}/ws/price`, {
    headers: { 'x-forwarded-for': '198.51.100.1' },
  })
  const symbols = Array.from({ length: 10_000 }, (_, n) => `X${n}USDT`)
  client.say({ type: 'subscribe', symbols })
  await expect.poll(() => client.last('error')?.code).toBeDefined()
  client.ws.terminate()
  await goesOn()
})

it('gives one address no more streams than it may have, and others theirs', async () => {
  const goesOn = watch()
  const streams = await Promise.all(Array.from({ length: 150 }, () => stream('198.51.100.2')))
  const opened = streams.filter(({ head }) => head.startsWith('HTTP/1.1 200'))
  const refused = streams.filter(({ head }) => head.startsWith('HTTP/1.1 429'))
  expect([opened.length, refused.length]).toEqual([100, 50])
  for (const { socket } of streams) socket.destroy()
  await goesOn()
})

it('keeps next to nothing for readers that stop reading', async () => {
  const goesOn = watch()
  const before = process.memoryUsage().rss
  const streams = await Promise.all(Array.from({ length: 90 }, () => stream('198.51.100.3')))
  for (const { socket } of streams) socket.pause()
  const asking = Array.from({ length: 20 }, async () => {
    const { socket } = await stream('198.51.100.4', '/openapi.json')
    socket.pause()
    return socket
  })
  const sockets = await Promise.all(asking)
  await goesOn()
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  for (const socket of [...sockets, ...streams.map(({ socket }) => socket)]) socket.destroy()
})

/** A stream of prices, once its head is there. */
function stream(
  from: string,
  path = '/api/sse/prices?symbols=BTCUSDT&interval=100',
): Promise<{ socket: Socket; head: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(target.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.once('data', (data) => resolve({ socket, head: data.toString() }))
    socket.once('error', reject)
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-forwarded-for: ${from}\r\n\r\n`)
  })
}
