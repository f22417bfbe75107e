import { expect, it } from 'vitest'
import type { CandlesResponse } from '../../../shared/api.ts'
import type { CandleCache } from '../candles.ts'
import type { Settings } from '../settings.ts'

const candles = (close: number): CandlesResponse => ({
  symbol: 'BTCUSDT',
  venue: 'BINANCE',
  interval: '1m',
  market: 'live',
  simulated: false,
  decimals: 2,
  time: [60_000],
  open: [1],
  high: [3],
  low: [0.5],
  close: [close],
  volume: [10],
  forming: true,
})

export function candleCacheContract(open: () => CandleCache): void {
  const key = (n: number) => ({ id: `BINANCE:S${n}`, interval: '1m' }) as const

  it('gives back the candles of an instrument and interval, and when they were kept', async () => {
    const cache = open()
    await cache.put(key(1), candles(1), 1)
    await cache.put(key(1), candles(2), 2)
    expect(await cache.get(key(1))).toMatchObject({ savedAt: 2, candles: candles(2) })
    expect(await cache.get({ id: 'BINANCE:S1', interval: '1s' })).toBeUndefined()
  })

  it('keeps 64 entries and drops the oldest', async () => {
    const cache = open()
    for (let n = 0; n < 66; n++) await cache.put(key(n), candles(n), n)
    await cache.put(key(2), candles(0), 100)
    await cache.put(key(66), candles(66), 101)
    const kept = await Promise.all([0, 1, 2, 3, 4, 66].map((n) => cache.get(key(n))))
    expect(kept.map((found) => found !== undefined)).toEqual([
      false,
      false,
      true,
      false,
      true,
      true,
    ])
  })
}

export function settingsContract(open: () => Settings): void {
  it('gives back what was set, and undefined for what was not', async () => {
    const settings = open()
    await settings.set('mode', { name: 'saver' })
    await settings.set('mode', { name: 'live' })
    expect(await settings.get('mode')).toEqual({ name: 'live' })
    expect(await settings.get('other')).toBeUndefined()
  })
}
