import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import type { Market } from '../shared/protocol.ts'
import { makeApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { makeHub } from './hub/hub.ts'
import { makeIngest } from './ingest.ts'
import { makeBoard } from './market/board.ts'
import { makeCandles } from './market/candles.ts'
import { makeLog } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'
import { makeShutdown, onSignals } from './operations/shutdown.ts'
import { makeAuto, makeFixed } from './venues/auto.ts'
import { makeBinance } from './venues/binance.ts'
import { checkRecording } from './venues/recording.ts'
import { makeReplay } from './venues/replay.ts'
import { makeSimulated } from './venues/simulated.ts'
import type { MarketSource } from './venues/venue.ts'

/** Undrained for so long, a client has stopped reading. */
const stuckAfterMs = 10_000
const sweepMs = 1_000
/** Trades and quotes a second of a simulated market at rate 1. */
const simulatedChangesPerSecond = 80

/** Beside this file when built; in the build's folder when run from its source. */
const clientFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/client' : '../client', import.meta.url),
)

const marketSentences: Record<Market, string> = {
  connecting: 'connecting to the market …',
  live: 'the market is live.',
  simulated: 'the market is SIMULATED: its prices are made up, and labelled so on every screen.',
  replay: 'the market is a RECORDING: its prices are not of now, and labelled so on every screen.',
}

const config = readConfig(process.env)
if ('wrong' in config) fail(config.wrong)
const fault = config.market.kind === 'replay' && (await checkRecording(config.market.file))
if (fault) fail(`EBB_MARKET: ${fault}`)
run(config)

function run({ port, host, ...config }: Config): void {
  const now = Date.now
  const log = makeLog({ level: config.logLevel ?? (process.stdout.isTTY ? 'warn' : 'info') })
  const metrics = makeMetrics()
  const shutdown = makeShutdown({ log })
  const hub = makeHub({ now, newEpoch, heartbeatMs: config.heartbeatMs, stuckAfterMs })
  const candles = makeCandles()
  const board = makeBoard({
    changed(state) {
      metrics.recorded()
      hub.record(state)
    },
    seen: hub.seen,
  })
  const app = makeApp({
    hub,
    candles,
    log,
    metrics,
    limits: {
      maxConnections: config.maxConnections,
      maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    },
    clientFolder,
    adminToken: config.adminToken,
    origins: config.origins,
    trustProxy: config.trustProxy,
    reasons() {
      if (shutdown.leaving()) return ['The server is shutting down.']
      const { priced, stale } = board.counts()
      if (priced === 0) return ['No price has come from the market yet.']
      return stale === priced ? ['No instrument has shown a sign of life of late.'] : []
    },
    leaving: shutdown.leaving,
  })

  const server = serve({ fetch: app.http.fetch, port, hostname: host }, (at: AddressInfo) => {
    log.info({ port: at.port, host, market: config.market.kind }, 'Listening.')
    tell(`open http://localhost:${at.port}`)
  }) as Server
  server.on('error', (error) => fail(`HOST and PORT can't be listened on: ${error.message}.`))
  app.attach(server)

  const ingest = makeIngest({ hub, board, candles, metrics, log, now })
  const source = marketSource(config).start({
    ...ingest,
    begin(market) {
      ingest.begin(market)
      tell(marketSentences[market.market])
    },
  })
  const sweep = setInterval(() => board.sweep(now()), sweepMs)

  onSignals({
    signals: process,
    async leave(signal) {
      tell('saying goodbye to every client …')
      source.stop()
      clearInterval(sweep)
      await shutdown.begin(signal, { server, goodbye: () => app.goodbye('shutdown') })
    },
    exit: (code) => process.exit(code),
  })
}

function marketSource({
  market,
  binance,
  simulated,
}: Pick<Config, 'market' | 'binance' | 'simulated'>): MarketSource {
  const changesPerSecond = simulatedChangesPerSecond * simulated.rate
  switch (market.kind) {
    case 'auto':
      return makeAuto({
        real: makeBinance(binance),
        simulated: makeSimulated({ seed: simulated.seed, changesPerSecond }),
      })
    case 'binance':
      return makeFixed(makeBinance(binance))
    case 'simulated':
      return makeFixed(makeSimulated({ seed: simulated.seed, changesPerSecond }))
    case 'replay':
      return makeFixed(makeReplay(market))
  }
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
