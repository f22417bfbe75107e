import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { State } from '../../shared/frame.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { type App, type AppOptions, makeApp } from '../app.ts'
import { makeChannels } from '../delivery/channels.ts'
import { makeGuard } from '../delivery/guard.ts'
import { type Hub, makeHub } from '../hub/hub.ts'
import { makeCatalogue } from '../market/catalogue.ts'
import { makeRecentTrades } from '../market/recent-trades.ts'
import { makeIncidents } from '../operations/incidents.ts'
import { makeLog } from '../operations/log.ts'
import { makeMetrics } from '../operations/metrics.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'

const btc: Instrument = {
  id: 'BINANCE:BTCUSDT',
  venue: 'BINANCE',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}
const eth: Instrument = { ...btc, id: 'BINANCE:ETHUSDT', symbol: 'ETHUSDT', base: 'ETH' }
const now = 1_763_700_000_000
export const adminToken = 'correct horse battery'

/** A watcher that lets everything be as it is. */
export const idleWatcher: AppOptions['watcher'] = {
  isListed: () => true,
  isBlind: () => false,
  stand: async (alert) => alert,
  put: async () => {},
  remove() {},
  now: (alert) => alert,
}

/** For every test of a file: the whole app with two instruments, over a database of its own. */
export function standApp() {
  let folder: string
  let hub: Hub
  let options: AppOptions
  let app: App
  let storage: Storage
  let reasons: string[]

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ebb-client-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ebb</title>')
    writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting()')
    writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
    writeFileSync(
      join(folder, 'assets', 'app-1a2b.js'),
      `export const words = "${'ebb '.repeat(999)}"`,
    )
    storage = await openSqlite({ file: join(folder, 'ebb.db'), log: makeLog({ level: 'silent' }) })
    hub = makeHub({
      now: () => now,
      newEpoch: () => 'e1',
      heartbeatMs: 15_000,
      stuckAfterMs: 5_000,
    })
    reasons = []
    const catalogue = makeCatalogue()
    catalogue.learn([btc, eth])
    options = {
      hub,
      catalogue,
      readCandles: async () => [],
      trades: makeRecentTrades(),
      dayOf: () => undefined,
      accounts: storage.accounts,
      documents: storage.documents,
      rules: storage.alerts.rules,
      alerts: storage.alerts,
      watcher: idleWatcher,
      delivery: {
        publicKey: async () => 'B',
        wake() {},
        channels: makeChannels({
          targets: storage.alerts.targets,
          guards: { push: makeGuard({ allow: [] }), webhook: makeGuard({ allow: [] }) },
          mailer: undefined,
          newId: () => 'id',
          now: () => now,
        }),
      },
      storage: () => ({
        engine: 'sqlite',
        state: 'ready',
        trouble: undefined,
        since: now,
        waiting: 0,
        dropped: 0,
      }),
      log: makeLog({ level: 'silent' }),
      incidents: makeIncidents({ log: makeLog({ level: 'silent' }), now: () => now }),
      metrics: makeMetrics({ withProcess: false }),
      limits: { maxConnections: 10, maxConnectionsPerAddress: 10 },
      clientFolder: folder,
      adminToken,
      origins: ['https://other.example'],
      trustProxy: true,
      reasons: () => reasons,
      leaving: () => false,
      now: () => now,
    }
    app = makeApp(options)
    hub.begin({ market: 'live', venue: 'BINANCE', instruments: [btc, eth] })
  })

  afterEach(async () => {
    hub.stop('shutdown')
    await storage.close()
    rmSync(folder, { recursive: true })
  })

  return {
    get hub() {
      return hub
    },
    get storage() {
      return storage
    },
    /** What the app was made of, for one that is a little otherwise. */
    get options() {
      return options
    },
    /** Why it isn't ready. */
    get reasons() {
      return reasons
    },
    ask(path: string, init: RequestInit = {}, { http }: App = app): Promise<Response> {
      const incoming = new IncomingMessage(new Socket())
      for (const [name, value] of new Headers(init.headers)) incoming.headers[name] = value
      const outgoing = new ServerResponse(incoming)
      return Promise.resolve(http.request(path, init, { incoming, outgoing }))
    },
  }
}

/** Bitcoin at a price. */
export function stateAt(price: number): State {
  const none = { high24h: undefined, low24h: undefined, volume24h: undefined }
  const quotes = { bid: undefined, ask: undefined, change24h: undefined }
  return { instrument: btc.id, price, time: now, receivedAt: now, stale: false, ...none, ...quotes }
}
