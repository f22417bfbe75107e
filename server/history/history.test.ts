import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { type ChartInterval, rollUp } from '../../shared/rollup.ts'
import type { Trade } from '../../shared/trade.ts'
import { type Candles, makeCandles } from '../market/candles.ts'
import { makeLog } from '../operations/log.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { type History, startHistory } from './history.ts'
import { btc, eth, makeTestVenue, type TestVenue, tradeOf } from './testing.ts'

// Thousands of candles go to a real disk.
vi.setConfig({ testTimeout: 30_000 })

const log = makeLog({ level: 'silent' })
const minute = 60_000
/** A Thursday, half a minute past noon. */
const noon = Date.UTC(2026, 0, 15, 12, 0, 30)
const made: Instrument = { ...btc, id: 'SIMULATED:BTCUSDT', venue: 'SIMULATED' }

interface Run {
  candles: Candles
  history: History
  storage: Storage
  stop(): Promise<void>
}

let folder: string
let venue: TestVenue
const runs = new Set<Run>()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-history-'))
  venue = makeTestVenue()
  // The store's own timers stay real, as its disk does.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'], now: noon })
})

afterEach(async () => {
  for (const run of [...runs]) await run.stop()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<Run> {
  const storage = await openSqlite({ file: join(folder, 'ebb.db'), log })
  const candles = makeCandles()
  candles.begin([btc, eth, made], false)
  const history = startHistory({ candles, storage, venues: [venue], log, now: Date.now })
  const run = {
    ...{ candles, history, storage },
    async stop() {
      runs.delete(run)
      await history.stop()
      await storage.close()
    },
  }
  runs.add(run)
  return run
}

/** A second of the server's life, and what it sets off. */
async function second(times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    vi.advanceTimersByTime(1_000)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000 })

/** Every seven seconds from `from` on. */
function tradesFrom(from: number, count: number): Trade[] {
  return Array.from({ length: count }, (_, i) =>
    tradeOf(btc.id, from + i * 7_000, 1_000 + ((i * 37) % 91), 3 + (i % 5)),
  )
}

async function fold(run: Run, trades: readonly Trade[]): Promise<void> {
  for (const trade of trades) {
    vi.setSystemTime(trade.time)
    run.candles.fold(trade)
  }
  await second(4)
}

const read = (run: Run, interval: ChartInterval, instrument = btc) =>
  run.history.read({ instrument, interval, limit: 500 })

it('goes on after each restart as if there had been none', async () => {
  const all = tradesFrom(noon, 900)
  for (const [first, last] of [
    [0, 111],
    [111, 500],
    [500, 503],
    [503, 900],
  ] as const) {
    const run = await start()
    await fold(run, all.slice(first, last))
    await run.stop()
  }
  const unbroken = makeCandles()
  unbroken.begin([btc], false)
  for (const trade of all) unbroken.fold(trade)
  const run = await start()
  for (const interval of ['1m', '1h', '1d'] as const) {
    const expected = rollUp(unbroken.read({ instrument: btc.id, interval, limit: 500 }), interval)
    expect(await read(run, interval)).toEqual(expected)
  }
})

it('keeps what an earlier run left of a day, also where a trade comes before it is read', async () => {
  const first = await start()
  await fold(first, [tradeOf(btc.id, noon, 1_000, 10)])
  await first.stop()
  const run = await start()
  run.candles.fold(tradeOf(btc.id, noon + 20_000, 900, 5))
  await second(3)
  await run.stop()
  expect(await read(await start(), '1d')).toMatchObject([
    { open: 1_000, high: 1_000, low: 900, close: 900, volume: 15 },
  ])
})

it('stores nothing of a simulated market', async () => {
  const run = await start()
  run.candles.fold(tradeOf(made.id, noon, 1_000))
  run.candles.fold(tradeOf(btc.id, noon, 1_000))
  await second(4)
  await run.stop()
  const again = await start()
  expect(await read(again, '1m', made)).toEqual([])
  expect(await read(again, '1m')).toHaveLength(1)
})

it('makes a forming hour and day of their minutes where they were joined in the middle', async () => {
  const run = await start()
  run.history.want([btc])
  await second(3)
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(3))
  run.candles.fold(tradeOf(btc.id, noon + 5 * minute, 3_000, 5))
  const [hour] = (await read(run, '1h')).slice(-1)
  expect(hour).toMatchObject({ time: Date.UTC(2026, 0, 15, 12), high: 3_000, volume: 5 })
  // The eleven hours before noon are the venue's, each of volume 60.
  await eventually(async () => {
    expect((await read(run, '1d')).at(-1)?.volume).toBe(12 * 60 + 5)
  })
})

it('ends while the store is out of reach', async () => {
  const run = await start()
  run.history.want([btc])
  await second()
  vi.spyOn(run.storage.candles, 'upsert').mockReturnValue(new Promise(() => {}))
  run.candles.fold(tradeOf(btc.id, noon, 1_000))
  await second(2)
  await run.history.stop()
})

it('calls a stretch settled when all of it is filled, and the store can be read', async () => {
  const run = await start()
  const query = { instrument: btc, limit: 500 } as const
  const to = noon - 120 * minute
  const range = { from: to - 300 * minute, to, interval: '5m' } as const
  expect(run.history.isSettled({ ...query, ...range })).toBe(false)
  run.history.want([btc])
  await second(3)
  await eventually(() => expect(run.history.isSettled({ ...query, ...range })).toBe(true))
  expect(run.history.isSettled({ ...query, ...range, to: noon })).toBe(false)
  expect(run.history.isSettled({ ...query, ...range, from: 0 })).toBe(false)
  expect(run.history.isSettled({ ...query, ...range, interval: '1s' })).toBe(false)
  expect(run.history.isSettled({ ...query, ...range, from: undefined })).toBe(false)
  await run.storage.close()
  expect(run.history.isSettled({ ...query, ...range })).toBe(false)
})

it('fills by the venue what the store had to give up', async () => {
  const run = await start()
  run.history.resumed('BINANCE')
  run.history.want([btc])
  await second(8)
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(10))
  await fold(run, tradesFrom(noon + minute, 30))
  const asked = venue.asked.length
  const upsert = vi.spyOn(run.storage.candles, 'upsert').mockResolvedValue('dropped')
  await fold(run, tradesFrom(noon + 10 * minute, 60))
  upsert.mockRestore()
  await fold(run, tradesFrom(noon + 20 * minute, 3))
  await eventually(async () => {
    await second()
    const minutes = venue.asked.slice(asked).filter(({ interval }) => interval === '1m')
    expect(minutes[0]?.from).toBeLessThanOrEqual(noon + 10 * minute)
  })
})
