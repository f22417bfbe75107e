import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { Candle } from '../../shared/candle.ts'
import { chartIntervalMs, intervalStart, rollUp } from '../../shared/rollup.ts'
import { makeRollUps } from './roll-ups.ts'
import { readRolled } from './rolled-candles.ts'
import { openSqlite } from './sqlite.ts'
import type { Scaled, StoredCandle } from './storage.ts'
import { btc, candle, candlesOf, minute, quiet, start } from './testing/candles.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-rolled-'))
const storage = await openSqlite({ file: join(folder, 'ebb.db'), log: quiet })
afterAll(async () => {
  await storage.close()
  rmSync(folder, { recursive: true, force: true })
})
const { candles } = storage
let instruments = 0
const newInstrument = (): Scaled => ({ ...btc, id: `BINANCE:X${++instruments}` })
const rolledIntervals = ['5m', '15m', '1h', '4h', '1d', '1w'] as const
const bare = ({ time, open, high, low, close, volume }: Candle): Candle => ({
  time,
  open,
  high,
  low,
  close,
  volume,
})

it(
  'reads every interval as a roll-up of all minutes, before and after hours and days are stored',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(5 * 1_440), { minLength: 1, maxLength: 400 }),
        fc.nat(100),
        async (numbers, share) => {
          const instrument = newInstrument()
          const minutes = numbers
            .sort((a, b) => a - b)
            .map((n) => candle(n, { instrument, partial: n % 7 === 0 }))
          const cut = Math.floor((minutes.length * share) / 100)
          const rollUps = makeRollUps(candles)
          for (const [index, batch] of [minutes.slice(0, cut), minutes.slice(cut)].entries()) {
            await candles.upsert(batch)
            rollUps.note(batch)
            if (index === 0) await rollUps.settle()
            const there = index === 0 ? minutes.slice(0, cut) : minutes
            for (const interval of rolledIntervals) {
              const read = await readRolled(candles, { instrument, interval, limit: 10_000 })
              expect(read.map(bare)).toEqual(rollUp(there, interval))
            }
          }
        },
      ),
      { numRuns: 30 },
    ),
  20_000,
)

it('reads ranges and limits of rolled-up candles', async () => {
  const instrument = newInstrument()
  await candles.upsert(candlesOf(600, { instrument }))
  const times = async (rest: object) => {
    const read = await readRolled(candles, { instrument, interval: '5m', limit: 1_000, ...rest })
    return read.map(({ time }) => (time - start) / minute)
  }
  expect(await times({ limit: 3 })).toEqual([585, 590, 595])
  expect(await times({ from: start + minute, to: start + 11 * minute })).toEqual([5, 10])
  expect(await times({ from: start + 10 * minute, to: start + 10 * minute })).toEqual([10])
  const [last] = await readRolled(candles, {
    instrument,
    interval: '5m',
    to: start + 10 * minute,
    limit: 1,
  })
  expect(last).toMatchObject({ volume: 5 * 1_000_000 + 10 + 11 + 12 + 13 + 14, partial: false })
})

it('calls an hour whole when all of its minutes are', async () => {
  const instrument = newInstrument()
  const rollUps = makeRollUps(candles)
  const minutes = candlesOf(180, { instrument })
  const known: Record<number, Partial<StoredCandle>> = {
    70: { source: 'backfill' },
    130: { partial: true },
  }
  const batch = minutes.map((each, n) => ({ ...each, ...known[n] }))
  await candles.upsert(batch)
  rollUps.note(batch)
  await rollUps.settle()
  const hours = await candles.read({ instrument, interval: '1h', limit: 10 })
  expect(hours.map(({ source, partial }) => [source, partial])).toEqual([
    ['live', false],
    ['backfill', false],
    ['live', true],
  ])
})

it('makes the hours that a kill left unmade', async () => {
  const instrument = newInstrument()
  const before = makeRollUps(candles)
  const [first, lost, next] = [0, 60, 300].map((from) =>
    candlesOf(from + 60, { instrument }).slice(from),
  ) as [StoredCandle[], StoredCandle[], StoredCandle[]]
  await candles.upsert(first)
  before.note(first)
  await before.settle()
  // Stored, but the process ended before it could be noted.
  await candles.upsert(lost)
  const after = makeRollUps(candles)
  await candles.upsert(next)
  after.note(next)
  await after.settle()
  const hours = await candles.read({ instrument, interval: '1h', limit: 10 })
  expect(hours.map(({ time }) => (time - start) / chartIntervalMs['1h'])).toEqual([0, 1, 5])
  const days = await candles.read({ instrument, interval: '1d', limit: 10 })
  expect(days.map(({ time }) => time)).toEqual([intervalStart(start, '1d')])
  expect(days[0]?.volume).toBe(
    [...first, ...lost, ...next].reduce((sum, { volume }) => sum + volume, 0),
  )
})
