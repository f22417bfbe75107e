import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { newId } from '../accounts/token.ts'
import { makeApp } from '../app.ts'
import { makeChannels } from '../delivery/channels.ts'
import { startCourier } from '../delivery/courier.ts'
import { makeGuard } from '../delivery/guard.ts'
import { makePace } from '../delivery/pace.ts'
import { makePoster } from '../delivery/post.ts'
import { makeWebhookCarrier } from '../delivery/webhook.ts'
import { makeHub } from '../hub/hub.ts'
import { instrumentOf, stateOf } from '../hub/testing.ts'
import { listen, type Patience } from '../listen.ts'
import { makeCatalogue } from '../market/catalogue.ts'
import { makeRecentTrades } from '../market/recent-trades.ts'
import { makeIncidents } from '../operations/incidents.ts'
import { makeLog } from '../operations/log.ts'
import { makeMetrics } from '../operations/metrics.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { idleWatcher } from '../testing/stand-app.ts'
import { type Client, makeClient } from './client.ts'

export const adminToken = 'correct horse battery staple'

export interface TargetOptions {
  patience?: Patience
  /** Addresses of clients are what they say: one test is many. */
  trustProxy?: boolean
  requestsPerSecond?: number
  /** What names resolve to, for operators' hosts too; it may answer otherwise each time. */
  resolve?: (host: string) => Promise<string[]>
  /** Hosts of the operator's own, for webhooks and push. */
  allow?: string[]
  operator?: boolean
}

/** For tests: the whole server on a free port, with a market that moves twenty times a second. */
export async function startTarget(options: TargetOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-attack-'))
  const clientFolder = join(folder, 'client')
  mkdirSync(join(clientFolder, 'assets'), { recursive: true })
  writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>Ebb</title>')
  writeFileSync(join(clientFolder, 'assets', 'app-1.js'), 'export {}')
  writeFileSync(join(clientFolder, 'assets', 'large-1.js'), ' '.repeat(2_000_000))
  writeFileSync(join(folder, 'secret.txt'), 'a secret')

  const lines: string[] = []
  const log = makeLog({ level: 'info', destination: { write: (line) => lines.push(line) } })
  const storage = await openSqlite({ file: join(folder, 'ebb.db'), log })
  const now = Date.now
  const hub = makeHub({ now, newEpoch: () => 'e1', heartbeatMs: 15_000, stuckAfterMs: 2_000 })
  const catalogue = makeCatalogue()
  const btc = instrumentOf('BTCUSDT')
  catalogue.learn([btc])
  const { allow = [], resolve = async () => ['93.184.215.14'] } = options
  const guard = makeGuard({ allow, resolve, resolveOwn: resolve })
  const poster = makePoster({ guard, timeoutMs: 2_000 })
  const courier = startCourier({
    outbox: storage.alerts.outbox,
    carriers: { webhook: makeWebhookCarrier({ poster, now }) },
    preferences: storage.accounts.users.preferences,
    ...{ pace: makePace(), now, random: Math.random, log, onSettled() {} },
  })
  const app = makeApp({
    ...{ hub, catalogue, log, storage: storage.health, accounts: storage.accounts },
    documents: storage.documents,
    ...{ alerts: storage.alerts, rules: storage.alerts.rules, clientFolder, now },
    incidents: makeIncidents({ log, now }),
    metrics: makeMetrics({ withProcess: false }),
    readCandles: async () => [],
    trades: makeRecentTrades(),
    dayOf: () => undefined,
    watcher: idleWatcher,
    delivery: {
      publicKey: async () => 'B',
      wake: courier.wake,
      channels: makeChannels({
        ...{ targets: storage.alerts.targets, mailer: undefined, newId, now },
        guards: { push: guard, webhook: guard },
      }),
    },
    limits: {
      maxConnections: 2_000,
      maxConnectionsPerAddress: 100,
      requestsPerSecond: options.requestsPerSecond ?? 1_000,
    },
    ...(options.operator !== false && { adminToken }),
    origins: ['https://friend.example'],
    trustProxy: options.trustProxy ?? false,
    reasons: () => [],
    leaving: () => false,
  })
  hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc] })
  let price = 1_000
  const ticking = setInterval(() => hub.record(stateOf(btc, ++price)), 50)

  const server = listen({
    ...{ http: app.http, port: 0, host: '127.0.0.1' },
    incidents: makeIncidents({ log, now }),
    ...(options.patience && { patience: options.patience }),
  })
  app.attach(server)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  afterAll(async () => {
    clearInterval(ticking)
    app.goodbye('shutdown')
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
    await courier.stop()
    poster.stop()
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  })

  let clients = 0
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    lines,
    /** What is in the log, as an operator reads it. */
    logged: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
    client: (headers: Record<string, string> = {}): Client => makeClient(port, headers),
    connections: () =>
      new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count))),
    /** Each at an address of their own; behind a trusted proxy. */
    elsewhere(): Client {
      const n = ++clients
      return makeClient(port, { 'x-forwarded-for': `198.18.${n >> 8}.${n & 255}` })
    },
  }
}
