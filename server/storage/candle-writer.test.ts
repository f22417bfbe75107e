import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeCandleWriter } from './candle-writer.ts'
import { keptMs, startRetention } from './retention.ts'
import { type CandleStore, StorageError, type StoredCandle } from './storage.ts'
import { candle, quiet, seen, start } from './testing/candles.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A store that notes what it is handed, and can stand still. */
function makeStore() {
  const batches: (readonly StoredCandle[])[] = []
  let stored: StoredCandle[] = []
  let stand: Promise<void> | undefined
  const store: CandleStore = {
    async upsert(batch) {
      batches.push(batch)
      await stand
      stored = [...stored, ...batch]
      return 'stored'
    },
    read: async ({ interval, from = 0, to = Number.MAX_SAFE_INTEGER }) =>
      stored
        .filter((each) => each.interval === interval && each.time >= from && each.time <= to)
        .map(seen),
    coverage: async () => undefined,
    prune: async () => 0,
  }
  return {
    store,
    batches,
    standStill() {
      let go = () => {}
      stand = new Promise((resolve) => {
        go = resolve
      })
      return go
    },
  }
}

it('writes once a second what has changed, its newest state only', async () => {
  const { store, batches } = makeStore()
  const writer = makeCandleWriter({ candles: store, log: quiet })
  writer.changed(candle(0))
  writer.changed(candle(1))
  const newer = candle(7, { time: start })
  writer.changed(newer)
  expect(batches).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(batches).toEqual([[newer, candle(1)]])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(batches).toHaveLength(1)
  await writer.stop()
})

it('does not wait for a storage that stands still', async () => {
  const { store, batches, standStill } = makeStore()
  const go = standStill()
  const writer = makeCandleWriter({ candles: store, log: quiet })
  for (let n = 0; n < 3; n++) {
    writer.changed(candle(n))
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(batches).toHaveLength(3)
  go()
  await writer.stop()
})

it('writes a flood before the second is over', async () => {
  const { store, batches } = makeStore()
  const writer = makeCandleWriter({ candles: store, log: quiet })
  for (let n = 0; n < 12_000; n++) writer.changed(candle(n))
  expect(batches.map((batch) => batch.length)).toEqual([5_000, 5_000])
  await writer.stop()
  expect(batches.at(-1)).toHaveLength(2_000)
})

it('rolls hours and days up once a minute', async () => {
  const { store, batches } = makeStore()
  const writer = makeCandleWriter({ candles: store, log: quiet })
  expect(await writer.write([candle(0), candle(1)])).toBe('stored')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(batches.slice(1).map((batch) => batch.map(({ interval }) => interval))).toEqual([
    ['1h'],
    ['1d'],
  ])
  expect(batches[2]?.[0]).toMatchObject({ time: start, volume: 2_000_001, partial: true })
  await writer.stop()
})

it('writes what has changed when it stops, and nothing after that', async () => {
  const { store, batches } = makeStore()
  const writer = makeCandleWriter({ candles: store, log: quiet })
  writer.changed(candle(0))
  await writer.stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(batches).toEqual([[candle(0)]])
})

it('removes old candles again and again, also after it failed', async () => {
  const prune = vi.fn(async (_: { interval: string; before: number }) => 0)
  prune.mockRejectedValueOnce(new StorageError('unreachable', 'It is gone.'))
  const stop = startRetention({ candles: { prune }, log: quiet, now: () => start })
  await vi.advanceTimersByTimeAsync(600_000)
  expect(prune).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(prune.mock.calls.slice(1).map(([what]) => what)).toEqual([
    { interval: '1s', before: start - keptMs['1s'] },
    { interval: '1m', before: start - keptMs['1m'] },
  ])
  stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(prune).toHaveBeenCalledTimes(3)
})
