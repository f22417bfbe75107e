import { expect, type TestContext, test } from 'vitest'
import { alertLimits } from '../../shared/alert.ts'
import { visitApi } from './rig/api-user.ts'
import { startExchange } from './rig/exchange.ts'
import { startPostgres } from './rig/postgres.ts'
import { startServer, type TestServer } from './rig/server.ts'
import { startWebhook } from './rig/webhook.ts'

const symbols = ['BTCUSDT', 'ETHUSDT'] as const

test('an alert is made, waits for the price, and has fired with the evidence', async () => {
  const exchange = await startExchange({ changesPerSecond: 100, symbols })
  const server = await startServer(exchange.environment)
  await live(server)
  const user = await visitApi(server)
  const ahead = (exchange.prices().get('BTCUSDT') ?? 0) + 1
  const armed = await user.make('BTCUSDT', ahead)
  const beyond = await user.make('BTCUSDT', 1)
  expect([armed.phase, beyond.phase]).toEqual(['armed', 'beyond'])
  const phases = async () => (await user.alerts()).map(({ phase }) => phase)
  await expect.poll(phases).toEqual(['done', 'beyond'])
  const [fired] = await user.alerts()
  expect(fired).toMatchObject({ id: armed.id, firings: 1, evaluated: { venue: 'BINANCE' } })
  expect(Number(fired?.evaluated?.price)).toBeGreaterThanOrEqual(ahead)
})

/*
 * Prices rise only from a start to the next kill, so that at each kill some alerts are just firing,
 * being kept or being delivered; and every fourth comes while the server is still starting.
 */
const crashes = [
  ['SQLite', { count: 1, kills: 50, place: async () => ({}) }],
  [
    'PostgreSQL',
    {
      ...{ count: 2, kills: 12 },
      place: async (context: TestContext) => ({ DATABASE_URL: await startPostgres(context) }),
    },
  ],
] as const
/** How long one lives at most, once it hears prices. */
const lifeMs = 200
/** What each symbol rises in that time. */
const risePerLife = 2
/** No delivery comes later after the one before. */
const maxPauseMs = 40_000

test.for(crashes)(
  'each of 1,000 firings is told once, and delivered, although servers are killed at random (%s)',
  { timeout: 420_000 },
  async ([, { count, kills, place }], context) => {
    const changesPerSecond = (risePerLife * 100 * symbols.length * 1_000) / lifeMs
    const exchange = await startExchange({ changesPerSecond, symbols })
    const webhook = await startWebhook()
    const environment = {
      ...exchange.environment,
      ...webhook.environment,
      ...(await place(context)),
      EBB_TRUST_PROXY: '1',
    }
    const servers = await Promise.all(Array.from({ length: count }, () => startServer(environment)))
    const [first] = servers
    if (first === undefined) throw new Error('There is no server.')
    await Promise.all(servers.map(live))
    exchange.halt()
    const users = await Promise.all(symbols.map(() => visitApi(first)))
    for (const user of users) await user.addWebhook(webhook.url)
    const step = (risePerLife * 0.65 * kills) / alertLimits.perUser
    const ids: string[] = []
    for (let n = 1; n <= alertLimits.perUser; n++) {
      const made = symbols.map((symbol, index) => {
        const now = exchange.prices().get(symbol) ?? 0
        return users[index]?.make(symbol, now + 0.01 + n * step)
      })
      for (const alert of await Promise.all(made)) {
        expect(alert?.phase).toBe('armed')
        ids.push(alert?.id ?? '')
      }
    }
    ids.sort()

    for (let round = 0; round < kills; round++) {
      const server = servers[round % count] ?? first
      if (round % 4 > 0) await live(server)
      exchange.open()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * lifeMs))
      await server.kill()
      exchange.halt()
      await server.start()
    }
    exchange.open()

    const firings = async () => {
      const all = await Promise.all(users.map(({ alerts }) => alerts()))
      return all.flat().map(({ phase, firings }) => `${phase} ${firings}`)
    }
    await expect.poll(firings).toEqual(ids.map(() => 'done 1'))
    // What was on its way at a kill is another's at once: nothing waits for its lease of a minute to end.
    for (let seen = 0; seen < ids.length; seen = webhook.told().size) {
      await expect.poll(() => webhook.told().size, { timeout: maxPauseMs }).toBeGreaterThan(seen)
    }
    const told = (await Promise.all(users.map((user) => user.notifications()))).flat()
    const alertOf = new Map(
      told.map(({ id, event }) => [id, event.type === 'alert' ? event.alert : undefined]),
    )
    expect([...alertOf.values()].sort()).toEqual(ids)
    // Second copies have the ids of the first.
    expect(webhook.told()).toEqual(alertOf)
    expect(webhook.calls()).toBeGreaterThanOrEqual(ids.length)
  },
)

async function live(server: TestServer): Promise<void> {
  const market = async () => (await server.status()).market
  await expect.poll(market, { interval: 25 }).toBe('live')
}
