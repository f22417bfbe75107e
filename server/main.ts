import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Market } from '../shared/protocol.ts'
import { startForgetting } from './accounts/forgetting.ts'
import { newId } from './accounts/token.ts'
import { makeAlerting } from './alerting.ts'
import { makeApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { startDelivery } from './delivery/delivery.ts'
import { startHistory } from './history/history.ts'
import { startHousekeeping } from './housekeeping.ts'
import { makeHub } from './hub/hub.ts'
import { makeIngest } from './ingest.ts'
import { listen } from './listen.ts'
import { type Board, makeBoard } from './market/board.ts'
import { makeCandles } from './market/candles.ts'
import { makeCatalogue } from './market/catalogue.ts'
import { makeRecentTrades } from './market/recent-trades.ts'
import type { RunningMarkets } from './markets/host.ts'
import { startKeeper } from './markets/keeper.ts'
import { startPruning } from './notices/pruning.ts'
import { makeIncidents } from './operations/incidents.ts'
import { type Log, makeLog } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'
import { makeShutdown, onSignals } from './operations/shutdown.ts'
import { databaseName } from './storage/file-name.js'
import { openSqlite } from './storage/sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { chooseVenues } from './venue-choice.ts'
import { checkRecording } from './venues/recording.ts'

/** Who has read nothing for so long gives its place to others; until then it is only skipped. */
const stuckAfterMs = 60_000
/** Where other servers may have the same database: how soon what happens there is seen here; */
const othersMs = 2_000
/** where there is none, nothing happens that isn't told. */
const aloneMs = 30_000

/** Beside this file when built; in the build's folder when run from its source. */
const clientFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/client' : '../client', import.meta.url),
)

const marketSentences: Record<Market, string> = {
  connecting: 'connecting to the market …',
  live: 'the market is live at ',
  simulated: 'the market is SIMULATED: its prices are made up, and labelled so on every screen.',
  replay: 'the market is a RECORDING: its prices are not of now, and labelled so on every screen.',
}

const config = readConfig(process.env)
if ('wrong' in config) fail(config.wrong)
const fault = config.market.kind === 'replay' && (await checkRecording(config.market.file))
if (fault) fail(`EBB_MARKET: ${fault}`)
await run(config)

async function run(config: Config): Promise<void> {
  const now = Date.now
  const log = makeLog({ level: config.logLevel ?? (process.stdout.isTTY ? 'warn' : 'info') })
  const metrics = makeMetrics()
  const incidents = makeIncidents({ log, now, onIncident: metrics.refused })
  const shutdown = makeShutdown({ log })
  const storage = await openStorage(config, log)
  const hub = makeHub({ now, newEpoch, heartbeatMs: config.heartbeatMs, stuckAfterMs })
  const catalogue = makeCatalogue()
  const candles = makeCandles()
  const trades = makeRecentTrades()
  const board = makeBoard({
    changed(state) {
      metrics.recorded()
      hub.record(state)
    },
    seen: hub.seen,
  })
  const { source, venues } = chooseVenues({
    config,
    documents: storage.documents,
    listed: catalogue.all,
    now,
  })
  const history = startHistory({ candles, storage, venues, log, now })
  const lookEveryMs = config.databaseUrl === undefined ? aloneMs : othersMs
  const delivery = startDelivery({
    ...{ alerts: storage.alerts, accounts: storage.accounts, documents: storage.documents },
    ...{ config: config.delivery, newId, lookEveryMs, now, random: Math.random, log },
    onSettled: metrics.delivered,
  })
  const watcher = makeAlerting({
    ...{ hub, catalogue, history, log, now, rules: storage.alerts.rules },
    onClaimed({ alert, user }) {
      delivery.wake()
      app.stir(user)
      log.info({ alert }, 'An alert has fired.')
    },
  })
  const app = makeApp({
    hub,
    catalogue,
    preferredVenue: venues[0]?.name,
    readCandles: history.read,
    candlesAreSettled: history.isSettled,
    trades,
    dayOf: board.day,
    log,
    incidents,
    metrics,
    limits: {
      maxConnections: config.maxConnections,
      maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    },
    clientFolder,
    adminToken: config.adminToken,
    origins: config.origins,
    trustProxy: config.trustProxy,
    reasons: () => (shutdown.leaving() ? ['The server is shutting down.'] : reasonsOf(board)),
    accounts: storage.accounts,
    documents: storage.documents,
    rules: storage.alerts.rules,
    watcher,
    alerts: storage.alerts,
    lookEveryMs,
    delivery,
    storage: storage.health,
    leaving: shutdown.leaving,
  })

  const server = listen({
    ...{ http: app.http, port: config.port, host: config.host, incidents },
    onListening(at) {
      log.info({ port: at.port, host: config.host, market: config.market.kind }, 'Listening.')
      tell(`open http://localhost:${at.port}`)
    },
  })
  server.on('error', (error) => fail(`HOST and PORT can't be listened on: ${error.message}.`))
  app.attach(server)

  const ingest = makeIngest({ hub, board, candles, trades, history, watcher, metrics, log, now })
  let markets: RunningMarkets | undefined
  const keeper = startKeeper({
    venues,
    catalogue,
    documents: storage.documents,
    now,
    onList(venue, change) {
      if (change !== 'same') markets?.relisted(venue)
      // What was taken off a list is no other instrument, but nobody's any more.
      watcher.relisted()
    },
    onTrouble: (reason) => log.warn({ reason }, 'A list of instruments is still missing.'),
  })
  await keeper.loaded
  let told = ''
  markets = source.start({
    ...ingest,
    begin(market) {
      if (market.market === 'live') catalogue.forget('SIMULATED')
      catalogue.learn(market.instruments)
      ingest.begin(market)
      // A market begins anew whenever its instruments are others; whoever watches reads it once.
      const sentence = `${marketSentences[market.market]}${market.market === 'live' ? market.venue : ''}`
      if (sentence !== told) tell(sentence)
      told = sentence
    },
  })
  const loaded = watcher.load().catch((err) => fail(`The alerts can't be read: ${err}`))
  const stopHousekeeping = startHousekeeping({
    ...{ board, watcher, hub, now },
    othersMs: config.databaseUrl === undefined ? undefined : othersMs,
    onWanted({ all, shown }) {
      markets?.want(all)
      history.want(all)
      trades.want(shown)
    },
    onSkipped: (ms) => log.warn({ ms }, 'This server stood still, or its clock was put right.'),
    onTrouble: (err) =>
      log.warn({ err }, 'Alerts of other servers could not be read; they are read again.'),
  })
  const stopPruning = startPruning({
    notifications: storage.alerts.notifications,
    now,
    onTrouble: (err) => log.warn({ err }, 'Old notifications could not be removed.'),
  })

  const stopForgetting = startForgetting({
    ...{ accounts: storage.accounts, documents: storage.documents, now },
    onForgotten: (what) => log.info(what, 'Who was never seen again is forgotten.'),
    onTrouble: (err) => log.warn({ err }, 'Old accounts could not be removed.'),
  })

  onSignals({
    signals: process,
    async leave(signal) {
      tell('saying goodbye to every client …')
      stopHousekeeping()
      stopPruning()
      stopForgetting()
      keeper.stop()
      markets?.stop()
      await shutdown.begin(signal, { server, goodbye: () => app.goodbye('shutdown') })
      await loaded
      await watcher.stop()
      await delivery.stop()
      await history.stop()
      await storage.close()
    },
    exit: (code) => process.exit(code),
  })
}

async function openStorage({ databaseUrl, dataFolder }: Config, log: Log): Promise<Storage> {
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import('./storage/postgres.ts')
    return openPostgres({ url: databaseUrl, log })
  }
  return openSqlite({ file: join(dataFolder, databaseName), log })
}

/** Why no traffic should come here. */
function reasonsOf(board: Board): string[] {
  const { priced, stale } = board.counts()
  if (priced === 0) return ['No price has come from the market yet.']
  return stale === priced ? ['No instrument has shown a sign of life of late.'] : []
}

/** Unknown to every client of an earlier start: time, and chance for two starts at once. */
function newEpoch(): string {
  return Date.now().toString(36) + randomBytes(3).readUIntBE(0, 3).toString(36)
}

/** For whoever watches the terminal; the log is JSON, on standard output. */
function tell(sentence: string): void {
  process.stderr.write(`ebb: ${sentence}\n`)
}

function fail(sentence: string): never {
  tell(sentence)
  process.exit(1)
}
