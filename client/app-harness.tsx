import { render } from 'solid-js/web'
import { App } from './app.tsx'
import { createArchive } from './db/archive.ts'
import { createMemoryCandleCache } from './db/candles.ts'
import { createDatabase } from './db/database.ts'
import { createMemorySettings } from './db/settings.ts'
import { createSyncStore } from './db/sync-store.ts'
import { createMemoryNotificationStores } from './db/testing/memory-notifications.ts'
import { createMemoryRecords } from './db/testing/memory-records.ts'
import { createMemoryUsageStore } from './db/usage.ts'
import type { LiveMessage, LivePrice, LiveStatus, PageReport } from './engine/live.ts'
import type { AppOptions } from './state/app-state.ts'
import type { CandleRequest, FetchedCandles } from './state/candles/fetch-candles.ts'

/** What has no stand-in in memory is kept here. */
const testDatabase = 'ebb-test'

/**
 * The whole app in a browser test, with the test in the engine's place: it sends what an engine
 * would, reads the reports, and answers for the candles.
 */
export function openApp(
  path = '/',
  answer: (request: CandleRequest) => Promise<FetchedCandles> = async () => ({
    ok: false,
    problem: 'server',
  }),
  /** What the test stands in for beside that. */
  more: Partial<AppOptions> = {},
) {
  history.replaceState(null, '', path)
  const root = document.createElement('div')
  root.id = 'app'
  document.body.replaceChildren(root)
  const reports: PageReport[] = []
  const asked: string[] = []
  let send: (message: LiveMessage) => void = () => {}
  let release = () => {}
  let stopped = false
  const close = render(
    () => (
      <App
        openLive={(options) => {
          reports.push(options.report())
          send = options.onMessage
          release = options.onRelease
          return {
            report: (report) => reports.push(report),
            tell: ({ type }) => asked.push(type),
            kill: () => asked.push('kill'),
            stop: () => {
              stopped = true
            },
          }
        }}
        fetchCandles={answer}
        fetchSparklines={async () => undefined}
        fetchTrades={async () => ({ ok: false, problem: 'server' })}
        fetchInstruments={async () => ({ ok: false, problem: 'network' })}
        candleCache={createMemoryCandleCache()}
        settings={createMemorySettings()}
        records={createMemoryRecords()}
        usage={createMemoryUsageStore()}
        openArchive={async () => createArchive(createDatabase(testDatabase), testDatabase)}
        openSyncStore={async () => createSyncStore(createDatabase(testDatabase))}
        openNotificationStores={async () => createMemoryNotificationStores()}
        canStore={async () => true}
        {...more}
      />
    ),
    root,
  )
  return {
    reports,
    /** What else the app has wanted of the engine. */
    asked,
    close,
    release: () => release(),
    isStopped: () => stopped,
    send: (message: LiveMessage) => send(message),
    async tell(...messages: LiveMessage[]) {
      for (const message of messages) send(message)
      await frames()
    },
  }
}

/** Two frames: one in which what came is applied, one in which it is painted. */
export async function frames() {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

export function price(patch: Partial<LivePrice> = {}): LivePrice {
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    quote: 'USDT',
    decimals: 2,
    price: 6_183_760,
    change24h: 123,
    bid: 6_183_759,
    ask: 6_183_761,
    time: Date.now(),
    knownAt: Date.now(),
    stale: false,
    epoch: 'a',
    sequence: 1,
    ...patch,
  }
}

export function status(patch: Partial<LiveStatus> = {}): LiveStatus {
  return {
    phase: { name: 'live', transport: 'websocket', since: 0 },
    plan: { transport: 'websocket', intervalMs: 250, heartbeatMs: 15_000, reason: 'charging' },
    market: 'live',
    simulated: false,
    cursor: 'a.1',
    latencyMs: 12,
    clockAheadMs: 0,
    heardAt: Date.now(),
    unknown: [],
    ...patch,
  }
}

export function prices(list: LivePrice[], cached = false): LiveMessage {
  return { type: 'prices', prices: list, replace: false, cached }
}

export function says(patch?: Partial<LiveStatus>): LiveMessage {
  return { type: 'status', status: status(patch) }
}

export const waiting: LiveStatus['phase'] = { name: 'waiting', retryAt: 0, why: { type: 'ended' } }

export const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
export const one = (selector: string) => document.querySelector<HTMLElement>(selector)
export const row = (symbol: string) => one(`a.row[href="/i/${symbol}"]`)
