import { expect, it } from 'vitest'
import { makeCandles } from '../market/candles.ts'
import type { StoredCandle, UpsertOutcome } from '../storage/storage.ts'
import { btc, tradeOf } from './testing.ts'
import { makeWriter } from './writer.ts'

const noon = Date.UTC(2026, 0, 15, 12)

function makeRig({ outcome = 'stored' as UpsertOutcome } = {}) {
  const rig = { now: noon, isReady: true, stored: [] as StoredCandle[], dropped: 0 }
  const candles = makeCandles()
  candles.begin([btc], false)
  const writer = makeWriter({
    candles,
    store: {
      async upsert(batch) {
        rig.stored.push(...batch)
        return outcome
      },
    },
    isReady: () => rig.isReady,
    onDropped: (batch) => {
      rig.dropped += batch.length
    },
    now: () => rig.now,
  })
  return {
    ...{ rig, candles, writer },
    /** What is written at a time: interval, and whether in part. */
    at(time: number) {
      rig.now = time
      rig.stored = []
      writer.write()
      return rig.stored.map(({ interval, partial }) => `${interval}${partial ? ' in part' : ''}`)
    },
  }
}

it('writes a second once, when it has closed, and what forms in part', () => {
  const { candles, at } = makeRig()
  candles.fold(tradeOf(btc.id, noon, 1_000))
  expect(at(noon + 100)).toEqual(['1m in part', '1h in part', '1d in part'])
  candles.fold(tradeOf(btc.id, noon + 200, 1_001))
  expect(at(noon + 1_100)).toEqual(['1m in part', '1h in part', '1d in part'])
  expect(at(noon + 2_100)).toEqual([])
  expect(at(noon + 3_100)).toEqual(['1s'])
  expect(at(noon + 50_000)).toEqual([])
  // The day began before the first trade that was heard.
  expect(at(noon + 62_100)).toEqual(['1m'])
})

it('writes a late trade into its candle again', () => {
  const { candles, at, rig } = makeRig()
  candles.fold(tradeOf(btc.id, noon, 1_000))
  at(noon + 62_100)
  candles.fold(tradeOf(btc.id, noon + 100, 900))
  expect(at(noon + 63_000)).toEqual(['1s', '1m', '1h in part', '1d in part'])
  expect(rig.stored[1]).toMatchObject({ low: 900, close: 900, volume: 2, partial: false })
})

it('holds back what may not be stored yet', () => {
  const { candles, at, rig } = makeRig()
  rig.isReady = false
  candles.fold(tradeOf(btc.id, noon, 1_000))
  expect(at(noon + 5_000)).toEqual([])
  rig.isReady = true
  candles.retell(btc.id)
  expect(at(noon + 6_000)).toEqual(['1s', '1m in part', '1h in part', '1d in part'])
})

it('says what the store has given up', async () => {
  const { candles, at, rig } = makeRig({ outcome: 'dropped' })
  candles.fold(tradeOf(btc.id, noon, 1_000))
  at(noon + 100)
  await Promise.resolve()
  await Promise.resolve()
  expect(rig.dropped).toBe(3)
})
