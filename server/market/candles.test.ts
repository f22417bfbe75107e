import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import type { StoredInterval } from '../../shared/rollup.ts'
import type { Trade } from '../../shared/trade.ts'
import { type ChangedCandle, type Kept, makeCandles } from './candles.ts'

const btc: Instrument = {
  id: 'BINANCE:BTCUSDT',
  venue: 'BINANCE',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}

function trade(time: number, price: number, id = 0): Trade {
  return { instrument: btc.id, time, receivedAt: time, price, size: 1, side: 'buy', id }
}

function folded(trades: Trade[], kept?: Kept) {
  const candles = makeCandles(kept)
  candles.begin([btc], false)
  for (const each of trades) candles.fold(each)
  return candles
}

const read = (candles: ReturnType<typeof folded>, interval: StoredInterval, rest = {}) =>
  candles
    .read({ instrument: btc.id, interval, limit: 1_000, ...rest })
    .map(({ time, open, high, low, close, volume }) => [time, open, high, low, close, volume])

it('folds trades into seconds, minutes, hours and days', () => {
  const candles = folded([trade(100, 10), trade(900, 14), trade(1_500, 8), trade(60_000, 9)])
  expect(read(candles, '1s')).toEqual([
    [0, 10, 14, 10, 14, 2],
    [1_000, 8, 8, 8, 8, 1],
    [60_000, 9, 9, 9, 9, 1],
  ])
  expect(read(candles, '1m')).toEqual([
    [0, 10, 14, 8, 8, 3],
    [60_000, 9, 9, 9, 9, 1],
  ])
  expect(read(candles, '1h')).toEqual([[0, 10, 14, 8, 9, 4]])
  expect(read(candles, '1d')).toEqual([[0, 10, 14, 8, 9, 4]])
})

it('gives the same candles whatever order the trades come in', () => {
  const trades = Array.from({ length: 200 }, (_, i) => trade(i * 37, 100 + ((i * 7919) % 41), i))
  const ordered = folded(trades)
  const shuffled = folded(trades.map((_, i) => trades[(i * 73) % 200] ?? trade(0, 1)))
  for (const interval of ['1s', '1m'] as const) {
    expect(read(shuffled, interval)).toEqual(read(ordered, interval))
  }
})

it('orders trades of the same millisecond by id', () => {
  const candles = folded([trade(5, 20, 2), trade(5, 10, 1), trade(5, 30, 3)])
  expect(read(candles, '1s')).toEqual([[0, 10, 30, 10, 30, 3]])
})

it('keeps the newest candles and takes no trade older than all of them', () => {
  const kept = { '1s': 4, '1m': 4, '1h': 4, '1d': 4 }
  const candles = folded(
    Array.from({ length: 20 }, (_, i) => trade(i * 1_000, i + 1)),
    kept,
  )
  const times = read(candles, '1s').map(([time]) => time)
  expect(times.length).toBeLessThanOrEqual(5)
  expect(times.at(-1)).toBe(19_000)
  candles.fold(trade(0, 1))
  expect(read(candles, '1s').map(([time]) => time)).toEqual(times)
})

it('reads a range, the newest first to be kept by the limit', () => {
  const candles = folded(Array.from({ length: 10 }, (_, i) => trade(i * 1_000, i + 1)))
  const times = (rest: object) => read(candles, '1s', rest).map(([time]) => time)
  expect(times({ from: 3_000, to: 5_000 })).toEqual([3_000, 4_000, 5_000])
  expect(times({ limit: 2 })).toEqual([8_000, 9_000])
  expect(times({ from: 20_000 })).toEqual([])
})

it('goes on with a series after a reconnect, but not after a change of its decimals', () => {
  const candles = folded([trade(0, 10)])
  candles.begin([btc], false)
  expect(read(candles, '1s')).toHaveLength(1)
  candles.begin([{ ...btc, decimals: 3 }], false)
  expect(read(candles, '1s')).toEqual([])
})

it('drops what a market printed whose time starts over', () => {
  const candles = folded([trade(0, 10)])
  candles.begin([btc], true)
  expect(read(candles, '1s')).toEqual([])
})

const minutes = (changed: readonly ChangedCandle[]) =>
  changed
    .filter(({ interval }) => interval === '1m')
    .map(({ candle, partial }) => [candle.time, candle.close, partial])

it('tells what changed once, and what was forming again when it has closed', () => {
  const candles = folded([trade(0, 10), trade(60_000, 11)])
  expect(minutes(candles.changed(61_000))).toEqual([
    [0, 10, true],
    [60_000, 11, true],
  ])
  expect(minutes(candles.changed(62_000))).toEqual([[0, 10, false]])
  expect(minutes(candles.changed(63_000))).toEqual([])
  candles.fold(trade(70_000, 12))
  expect(minutes(candles.changed(71_000))).toEqual([[60_000, 12, true]])
  expect(minutes(candles.changed(122_000))).toEqual([[60_000, 12, false]])
})

it('tells a candle that a late trade has corrected', () => {
  const candles = folded([trade(0, 10), trade(60_000, 11)])
  candles.changed(200_000)
  candles.fold(trade(30_000, 15))
  expect(minutes(candles.changed(200_000))).toEqual([[0, 15, false]])
})

it('knows a candle that it joined in the middle as heard in part', () => {
  const candles = folded([trade(30_000, 10), trade(60_000, 11), trade(120_000, 12)])
  expect(minutes(candles.changed(300_000))).toEqual([
    [0, 10, true],
    [60_000, 11, false],
    [120_000, 12, false],
  ])
})

it('knows what was forming when the venue was lost, and what it was heard again in, as in part', () => {
  const candles = folded([trade(0, 10), trade(60_000, 11)])
  candles.interrupted('BINANCE', 70_000)
  candles.fold(trade(190_000, 12))
  candles.fold(trade(240_000, 13))
  expect(minutes(candles.changed(400_000))).toEqual([
    [0, 10, false],
    [60_000, 11, true],
    [180_000, 12, true],
    [240_000, 13, false],
  ])
})

it('goes on with the candle that an earlier run left', () => {
  const candles = makeCandles()
  candles.begin([btc], false)
  candles.seed(btc.id, '1m', { time: 0, open: 5, high: 20, low: 4, close: 6, volume: 7 })
  candles.fold(trade(30_000, 10))
  expect(read(candles, '1m')).toEqual([[0, 5, 20, 4, 10, 8]])
  expect(minutes(candles.changed(100_000))).toEqual([[0, 10, true]])
})

it('counts for a stock’s day what traded in the regular session, and all of it for its minutes', () => {
  const candles = makeCandles()
  const aapl: Instrument = { ...btc, id: 'FINNHUB:AAPL', venue: 'FINNHUB', symbol: 'AAPL' }
  candles.begin([aapl], false)
  const at = (hour: number) => Date.UTC(2026, 10, 20, hour, 30)
  for (const [hour, price] of [
    [13, 10],
    [15, 20],
    [22, 30],
  ] as const) {
    candles.fold({ ...trade(at(hour), price), instrument: aapl.id })
  }
  const of = (interval: StoredInterval) =>
    candles.read({ instrument: aapl.id, interval, limit: 9 }).map(({ close }) => close)
  expect(of('1m')).toEqual([10, 20, 30])
  expect(of('1d')).toEqual([20])
})
