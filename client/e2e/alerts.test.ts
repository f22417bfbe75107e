import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Alert, alertLimits } from '../../shared/alert.ts'
import type { AlertsResponse } from '../../shared/user-api.ts'
import { startExchange } from './rig/exchange.ts'
import { startServer, type TestServer } from './rig/server.ts'
import { temporaryFolder } from './rig/temporary.ts'
import { startWebhook } from './rig/webhook.ts'

const symbols = ['BTCUSDT', 'ETHUSDT'] as const

test('an alert is made, waits for the price, and has fired with the evidence', async () => {
  const exchange = await startExchange({ changesPerSecond: 100, symbols })
  const server = await startServer(exchange.environment)
  const user = await visit(server)
  const ahead = (exchange.prices().get('BTCUSDT') ?? 0) + 1
  const armed = await user.make('BTCUSDT', ahead)
  const beyond = await user.make('BTCUSDT', 1)
  expect([armed.phase, beyond.phase]).toEqual(['armed', 'beyond'])
  const phases = async () => (await user.alerts()).map(({ phase }) => phase)
  await expect.poll(phases, { timeout: 20_000 }).toEqual(['done', 'beyond'])
  const [fired] = await user.alerts()
  expect(fired).toMatchObject({ id: armed.id, firings: 1, evaluated: { venue: 'BINANCE' } })
  expect(Number(fired?.evaluated?.price)).toBeGreaterThanOrEqual(ahead)
})

test('a server that is killed fifty times at random has told each of 1,000 firings once, and delivered it', {
  timeout: 420_000,
}, async () => {
  const data = temporaryFolder('alerts')
  const exchange = await startExchange({ changesPerSecond: 1_000, symbols })
  const webhook = await startWebhook()
  const server = await startServer({
    ...exchange.environment,
    ...webhook.environment,
    EBB_DATA: data,
    EBB_TRUST_PROXY: '1',
  })
  const users = await Promise.all(symbols.map(() => visit(server)))
  for (const user of users) await user.addWebhook(webhook.url)
  const ids: string[] = []
  for (const [index, symbol] of symbols.entries()) {
    const now = exchange.prices().get(symbol) ?? 0
    for (let n = 1; n <= alertLimits.perUser; n++) {
      const alert = await users[index]?.make(symbol, now + 100 + n * 0.5)
      expect(alert?.phase).toBe('armed')
      ids.push(alert?.id ?? '')
    }
  }
  for (let round = 0; round < 50; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 300))
    await server.kill()
    await server.start()
  }
  const firings = async () => {
    const all = await Promise.all(users.map(({ alerts }) => alerts()))
    return all.flat().map((alert) => [alert.phase, alert.firings])
  }
  const once = ids.map(() => ['done', 1])
  await expect.poll(firings, { timeout: 120_000, interval: 500 }).toEqual(once)
  // What was on its way at a kill is taken again by the next start.
  await expect.poll(() => webhook.told().size, { timeout: 30_000 }).toBe(ids.length)
  await server.kill()
  expect(toldIn(join(data, 'ebb.db'))).toEqual([...ids].sort())
  // Second copies have the ids of the first.
  expect([...webhook.told().values()].sort()).toEqual([...ids].sort())
  expect(webhook.calls()).toBeGreaterThanOrEqual(ids.length)
})

/** The alerts of all notifications that are kept. */
function toldIn(file: string): string[] {
  const db = new Database(file)
  const told = `select json_extract(event, '$.alert') as alert from notifications order by alert`
  const rows = db.prepare<[], { alert: string }>(told).all()
  db.close()
  return rows.map(({ alert }) => alert)
}

/** A new user, each request of whom comes from another address: there is a limit for each. */
async function visit(server: TestServer) {
  await expect.poll(async () => (await server.status()).market).toBe('live')
  const begun = await fetch(`${server.origin}/api/session`, { method: 'POST' })
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  let requests = 0

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const address = `10.0.${Math.floor(++requests / 250)}.${1 + (requests % 250)}`
    const headers = { cookie, 'content-type': 'application/json', 'x-forwarded-for': address }
    return fetch(`${server.origin}${path}`, { ...init, headers })
  }

  const post = (path: string, body: object) =>
    ask(path, { method: 'POST', body: JSON.stringify(body) })

  return {
    async addWebhook(url: string): Promise<void> {
      const answer = await post('/api/channels', { channel: 'webhook', url })
      expect(answer.status).toBe(201)
    },
    async make(symbol: string, above: number): Promise<Alert> {
      const rule = { symbol, condition: { type: 'above', price: above.toFixed(2) } }
      const answer = await post('/api/alerts', { rule })
      expect(answer.status).toBe(201)
      return answer.json()
    },
    async alerts(): Promise<Alert[]> {
      const { alerts }: AlertsResponse = await (await ask('/api/alerts')).json()
      return alerts
    },
  }
}
