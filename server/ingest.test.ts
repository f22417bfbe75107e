import { expect, it, vi } from 'vitest'
import type { Instrument } from '../shared/instrument.ts'
import { makeTestHub } from './hub/testing.ts'
import { makeIngest } from './ingest.ts'
import { makeBoard } from './market/board.ts'
import { makeCandles } from './market/candles.ts'
import { makeRecentTrades } from './market/recent-trades.ts'
import { makeLog } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'

const btc: Instrument = {
  ...{ id: 'OKX:BTC-USDT', venue: 'OKX', symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT' },
  ...{ decimals: 2, sizeDecimals: 5 },
}
const minute = 60_000

function makeRig() {
  const rig = { now: 10 * minute, hub: makeTestHub(), candles: makeCandles() }
  const history = { resumed: vi.fn(), interrupted: vi.fn() }
  const { hub, candles } = rig
  const watcher = { trade: vi.fn(), quote: vi.fn(), relisted: vi.fn() }
  const trades = makeRecentTrades()
  const board = makeBoard({ changed: hub.record, seen: hub.seen })
  const ingest = makeIngest({
    ...{ hub, board, candles, history, trades, watcher },
    metrics: makeMetrics(),
    log: makeLog({ level: 'silent' }),
    now: () => rig.now,
  })
  const afresh = false
  const market = { market: 'live', venue: 'OKX', defaults: [btc.id], aliases: new Map() } as const
  ingest.begin({ ...market, instruments: [btc], afresh })
  const trade = (time: number) => {
    rig.now = time
    const [price, size, side] = [100, 1, 'buy'] as const
    ingest.trade({ instrument: btc.id, time, receivedAt: time, price, size, side, id: time })
  }
  const parts = () => {
    const minutes = candles.changed(60 * minute).filter(({ interval }) => interval === '1m')
    return minutes.map(({ candle, partial }) => [candle.time / minute, partial])
  }
  const recent = () => trades.read(btc.id, { since: undefined, limit: 9 })
  return { rig, ingest, board, history, trade, parts, recent }
}

it('keeps every trade among the recent ones, and since when none is missing', () => {
  const { rig, ingest, trade, recent } = makeRig()
  trade(10 * minute)
  trade(11 * minute)
  expect(recent()).toMatchObject({ time: [10 * minute, 11 * minute], unbrokenSince: 10 * minute })
  rig.now = 12 * minute
  ingest.status('OKX', { phase: 'waiting', reason: 'silent', retryInMs: 1 })
  expect(recent().unbrokenSince).toBeUndefined()
  trade(14 * minute)
  expect(recent()).toMatchObject({ unbrokenSince: 14 * minute })
  expect(recent().time).toHaveLength(3)
})

it('counts a loss from the last word of the venue, not from when its silence was noticed', () => {
  const { rig, ingest, history, trade, parts } = makeRig()
  trade(10 * minute)
  trade(11 * minute + 50_000)
  rig.now = 12 * minute + 20_000
  ingest.status('OKX', { phase: 'waiting', reason: 'silent', retryInMs: 1 })
  expect(history.interrupted).toHaveBeenCalledWith('OKX', 11 * minute + 50_000)
  trade(14 * minute + 5_000)
  trade(15 * minute)
  expect(parts()).toEqual([
    [10, false],
    [11, true],
    [14, true],
    [15, false],
  ])
})

it('knows that a venue that is let go is not heard, until it is open again', () => {
  const { rig, ingest, board, history, trade, parts } = makeRig()
  trade(10 * minute)
  ingest.released('OKX')
  expect(history.interrupted).toHaveBeenCalledWith('OKX', 10 * minute)
  board.sweep(rig.now + 5_000)
  expect(board.counts()).toEqual({ priced: 1, stale: 1 })
  ingest.status('OKX', { phase: 'open' })
  expect(history.resumed).toHaveBeenCalledWith('OKX')
  trade(10 * minute + 30_000)
  board.sweep(rig.now + 4_000)
  expect(board.counts()).toEqual({ priced: 1, stale: 0 })
  expect(parts()).toEqual([[10, true]])
})
