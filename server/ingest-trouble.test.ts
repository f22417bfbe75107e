import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHistory } from './history/history.ts'
import { btc, makeTestVenue, tradeOf } from './history/testing.ts'
import { makeTestHub } from './hub/testing.ts'
import { makeIngest } from './ingest.ts'
import { makeBoard } from './market/board.ts'
import { makeCandles } from './market/candles.ts'
import { makeRecentTrades } from './market/recent-trades.ts'
import { makeLog } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'
import { openSqlite } from './storage/sqlite.ts'

/*
 * What the server does while what is below it fails: prices go on, what lasts catches up.
 */
vi.setConfig({ testTimeout: 30_000 })

const minute = 60_000
const noon = Date.UTC(2026, 0, 15, 12)
const log = makeLog({ level: 'silent' })
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-trouble-'))
  file = join(folder, 'ebb.db')
  // The store's own timers stay real, as its disk does.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'], now: noon })
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

async function start() {
  const retryMs = { min: 10, max: 50 }
  const storage = await openSqlite({ file, log, retryMs, busyTimeoutMs: 20 })
  const [hub, candles, venue] = [makeTestHub(), makeCandles(), makeTestVenue()]
  const board = makeBoard({ changed: hub.record, seen: hub.seen })
  const history = startHistory({ candles, storage, venues: [venue], log, now: Date.now })
  const metrics = makeMetrics()
  const trades = makeRecentTrades()
  const watcher = { trade() {}, quote() {}, relisted() {} }
  const now = Date.now
  const ingest = makeIngest({
    ...{ hub, board, candles, trades, history, watcher, metrics, log, now },
  })
  const market = { market: 'live', venue: 'BINANCE', defaults: [btc.id] } as const
  ingest.begin({ ...market, instruments: [btc], aliases: new Map(), afresh: false })
  ingest.status('BINANCE', { phase: 'open' })
  /** By the venue's clock, whatever ours says. */
  let venueTime = noon
  return {
    ...{ storage, history, hub, board, candles, ingest },
    /** Seconds with a trade each. */
    async live(seconds: number) {
      for (let i = 0; i < seconds; i++) {
        venueTime += 1_000
        vi.advanceTimersByTime(1_000)
        ingest.trade({ ...tradeOf(btc.id, venueTime, 1_000 + (i % 7)), receivedAt: Date.now() })
        board.sweep(Date.now())
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
    },
    price: () => hub.read(undefined, undefined).changes[0],
    minutes: () => storage.candles.read({ instrument: btc, interval: '1m', limit: 500 }),
    async stop() {
      await history.stop()
      await storage.close()
      hub.stop('shutdown')
    },
  }
}

it('goes on with prices while the store is out of reach, says so, and catches up', async () => {
  const server = await start()
  await server.live(70)
  const other = new Database(file)
  other.exec('BEGIN EXCLUSIVE')
  await server.live(5)
  await vi.waitFor(() => expect(server.storage.health().state).toBe('locked'), { timeout: 30_000 })
  expect(server.storage.health().trouble).toMatch(/\w/)
  await server.live(120)
  expect(server.price()).toMatchObject({ time: noon + 195_000, stale: false })
  const [newest] = await server.history.read({ instrument: btc, interval: '1m', limit: 1 })
  expect(newest?.time).toBe(noon + 3 * minute)
  other.exec('COMMIT')
  other.close()
  await server.live(60)
  await vi.waitFor(async () => expect((await server.minutes()).length).toBe(5), { timeout: 30_000 })
  expect(server.storage.health().state).toBe('ready')
  await server.stop()
  const again = await start()
  const minutes = await again.history.read({ instrument: btc, interval: '1m', limit: 10 })
  // The first second of the first minute had no trade; nothing after it is missing.
  expect(minutes.map(({ volume }) => volume)).toEqual([59, 60, 60, 60, 16])
  await again.stop()
})

it.each([60, -60])('goes on where the clock jumps by %d minutes', async (by) => {
  const server = await start()
  await server.live(90)
  vi.setSystemTime(Date.now() + by * minute)
  await server.live(90)
  expect(server.price()).toMatchObject({ time: noon + 180_000, stale: false })
  vi.setSystemTime(Date.now() - by * minute)
  await server.live(90)
  expect(server.price()).toMatchObject({ time: noon + 270_000, stale: false })
  await server.stop()
  const again = await start()
  const minutes = await again.history.read({ instrument: btc, interval: '1m', limit: 10 })
  expect(minutes.map(({ time, volume }) => [(time - noon) / minute, volume])).toEqual([
    [0, 59],
    [1, 60],
    [2, 60],
    [3, 60],
    [4, 31],
  ])
  await again.stop()
})
