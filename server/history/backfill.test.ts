import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { makeLog } from '../operations/log.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage, StoredCandle } from '../storage/storage.ts'
import { VenueError } from '../venues/venue-error.ts'
import { type Backfill, startBackfill } from './backfill.ts'
import { btc, candleAt, eth, makeTestVenue, type TestVenue } from './testing.ts'

const log = makeLog({ level: 'silent' })
const minute = 60_000
/** A Thursday, half a minute past noon. */
const noon = Date.UTC(2026, 0, 15, 12, 0, 30)
/** How many pages fill an instrument: a week of minutes, a quarter of hours, two years of days. */
const pages = 15

let folder: string
let storage: Storage
let venue: TestVenue
let troubles: string[]
let backfill: Backfill

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ebb-backfill-'))
  venue = makeTestVenue()
  troubles = []
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'], now: noon })
  await open()
})

afterEach(async () => {
  await close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<void> {
  storage = await openSqlite({ file: join(folder, 'ebb.db'), log })
  backfill = startBackfill({
    venues: [venue],
    store: storage.candles,
    documents: storage.documents,
    now: Date.now,
    onTrouble: (sentence) => void troubles.push(sentence),
  })
}

async function close(): Promise<void> {
  await backfill.stop()
  await storage.close()
}

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 20 })

/** Until everything that is wanted is filled. */
async function filled(count: number): Promise<void> {
  await eventually(() => expect(venue.asked.length).toBe(count))
  // Written, too.
  await eventually(() => expect(backfill.isFilled(aWeekOf(btc))).toBe(true))
}

function aWeekOf(instrument: Instrument) {
  const from = noon - 6 * 86_400_000
  return { instrument, interval: '1m', from, to: noon - 10 * minute, limit: 1 } as const
}

const minutesAsked = () =>
  venue.asked
    .filter(({ interval }) => interval === '1m')
    .map(({ instrument, from, to }) => [instrument.symbol, from, to] as const)

it('fills the newest of each instrument before anything older, and each page once', async () => {
  backfill.resumed('BINANCE')
  backfill.want([btc, eth])
  await filled(2 * pages)
  const newest = venue.asked.slice(0, 6)
  expect(newest.map(({ instrument }) => instrument.symbol)).toEqual([
    ...['BTCUSDT', 'BTCUSDT', 'BTCUSDT'],
    ...['ETHUSDT', 'ETHUSDT', 'ETHUSDT'],
  ])
  const starts = minutesAsked().filter(([symbol]) => symbol === 'BTCUSDT')
  for (const [index, [, , to]] of starts.entries()) {
    if (index > 0) expect(to).toBe(starts[index - 1]?.[1])
  }
  const week = { instrument: btc, interval: '1m', limit: 20_000 } as const
  const stored = await storage.candles.read(week)
  expect(stored).toHaveLength(7 * 1_440)
  expect(stored.at(-1)).toMatchObject(candleAt(noon - 30_000 - minute, '1m'))
})

it('goes on after a stop where it was, and after a kill as well', async () => {
  backfill.want([btc])
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(4))
  await close()
  const asked = venue.asked.length
  await open()
  backfill.want([btc])
  // A page under way at the end of the first run may be asked for again.
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(asked + 4))
  vi.clearAllTimers()
  venue.isSilent = true
  const killed = venue.asked.length
  await storage.close()
  venue.isSilent = false
  await open()
  backfill.want([btc])
  await eventually(() => expect(backfill.isFilled(aWeekOf(btc))).toBe(true))
  expect(killed).toBeLessThan(pages + 2)
  await eventually(() => expect(venue.asked.length).toBeGreaterThanOrEqual(pages))
  expect(venue.asked.length).toBeLessThanOrEqual(pages + 3)
})

it('closes the gap that an outage left, and nothing else', async () => {
  backfill.resumed('BINANCE')
  backfill.want([btc])
  await filled(pages)
  vi.advanceTimersByTime(3 * minute)
  // The minute that it came in the middle of.
  const joined = { ...aWeekOf(btc), to: noon - 30_000 }
  await eventually(() => expect(backfill.isFilled(joined)).toBe(true))
  expect(venue.asked.length).toBe(pages + 1)
  vi.advanceTimersByTime(27 * minute)
  backfill.interrupted('BINANCE', Date.now() - 5_000)
  venue.fault = new VenueError('BINANCE', { kind: 'unreachable', reason: 'No answer.' })
  vi.advanceTimersByTime(20 * minute)
  await eventually(() => expect(troubles.length).toBeGreaterThan(0))
  venue.fault = undefined
  const asked = venue.asked.length
  backfill.resumed('BINANCE')
  vi.advanceTimersByTime(12 * minute)
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(asked))
  const [gap] = venue.asked.slice(asked)
  expect(gap?.interval).toBe('1m')
  expect(gap?.from).toBe(Date.UTC(2026, 0, 15, 12, 30))
  expect(gap?.to).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 15, 12, 50))
})

it('never writes over what was heard whole', async () => {
  const time = Date.UTC(2026, 0, 15, 11, 50)
  const figures = { open: 7, high: 9, low: 6, close: 8, volume: 5 }
  const live = { ...figures, instrument: btc, interval: '1m', source: 'live' } as const
  const candles: StoredCandle[] = [
    { ...live, time, partial: false },
    { ...live, time: time + minute, partial: true },
  ]
  await storage.candles.upsert(candles)
  backfill.want([btc])
  await filled(pages)
  const query = { instrument: btc, interval: '1m', from: time, to: time + minute } as const
  const stored = await storage.candles.read({ ...query, limit: 10 })
  expect(stored).toMatchObject([
    { ...figures, source: 'live' },
    { ...candleAt(time + minute, '1m'), source: 'backfill' },
  ])
})

it('leaves a venue alone that limits it, for every instrument and as long as it asks', async () => {
  const retryAfterMs = 90_000
  venue.fault = new VenueError('BINANCE', { kind: 'rate-limited', reason: 'Slow.', retryAfterMs })
  backfill.want([btc])
  await eventually(() => expect(troubles).toHaveLength(1))
  const asked = venue.asked.length
  backfill.want([btc, eth])
  vi.advanceTimersByTime(85_000)
  expect(venue.asked.length).toBe(asked)
  venue.fault = undefined
  vi.advanceTimersByTime(6_000)
  await filled(asked + 2 * pages)
})

it('rests for an instrument alone that the venue does not know', async () => {
  const { history } = venue
  venue.history = (query, signal) => {
    if (query.instrument.id === btc.id) {
      const fault = { kind: 'unknown-instrument', reason: 'Invalid symbol.' } as const
      return Promise.reject(new VenueError('BINANCE', fault))
    }
    return history(query, signal)
  }
  backfill.want([btc, eth])
  await eventually(() => expect(backfill.isFilled(aWeekOf(eth))).toBe(true))
  expect(troubles).toHaveLength(1)
})

it('goes on with the rest where a page of one interval cannot be read', async () => {
  const { history } = venue
  venue.history = (query, signal) => {
    if (query.instrument.id === btc.id && query.interval === '1h') {
      const fault = { kind: 'malformed', reason: 'A candle is null.' } as const
      return Promise.reject(new VenueError('BINANCE', fault))
    }
    return history(query, signal)
  }
  backfill.want([btc, eth])
  await eventually(() => expect(backfill.isFilled(aWeekOf(btc))).toBe(true))
  await eventually(() => expect(backfill.isFilled(aWeekOf(eth))).toBe(true))
  expect(troubles.length).toBeLessThan(4)
})

it('takes back what it called filled while the clock was an hour ahead', async () => {
  backfill.resumed('BINANCE')
  backfill.want([btc])
  await filled(pages)
  vi.advanceTimersByTime(10 * minute)
  await eventually(() => expect(venue.asked.length).toBe(pages + 1))
  const right = Date.now()
  vi.setSystemTime(right + 60 * minute)
  vi.advanceTimersByTime(10 * minute)
  backfill.interrupted('BINANCE', Date.now())
  await eventually(() => expect(venue.asked.length).toBeGreaterThan(pages + 1))
  const asked = venue.asked.length
  vi.setSystemTime(right + 10 * minute)
  vi.advanceTimersByTime(2 * minute)
  // What was asked for while the clock was wrong may still be on its way.
  await eventually(() => {
    const again = venue.asked.slice(asked).filter(({ interval }) => interval === '1m')
    const end = right + 12 * minute
    const isRight = again.map(({ from, to }) => (from ?? 0) <= right && (to ?? end) <= end)
    expect(isRight).toContain(true)
  })
})
