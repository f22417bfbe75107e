import { expect, it, vi } from 'vitest'
import { chartIntervalMs, chartIntervals, intervalStart } from '../../../shared/rollup.ts'
import { createMemoryCandleCache } from '../../db/candles.ts'
import { settled } from '../../testing/settled.ts'
import { candles, closes, minute, standForServer, start } from './testing/open-candles.ts'

const server = standForServer()

it('fetches at the opening and folds live prices into what it got', async () => {
  const chart = server.open()
  await settled()
  chart.trade(11)
  chart.trade(12)
  expect(closes(chart)).toEqual([10, 12])
  expect(server.requests.length).toBe(1)
})

it('makes no candle of live prices alone, neither before the answer nor where there was none', async () => {
  server.answer = async () => ({ ok: false, problem: 'server' })
  const chart = server.open()
  chart.trade(11)
  expect(closes(chart)).toEqual([])
  await settled()
  chart.trade(12)
  expect(closes(chart)).toEqual([])
})

it('fetches again when an interval has closed, at most every 15 s', async () => {
  const chart = server.open()
  chart.setInterval('1s')
  await settled()
  server.requests = []
  for (let second = 0; second < 60; second++) {
    vi.advanceTimersByTime(1_000)
    chart.trade(10 + second)
    await settled()
  }
  expect(server.requests.length).toBe(4)
  expect(server.requests.every(({ limit }) => limit <= 25)).toBe(true)
})

it('folds the live price of every interval into the candle that the server would', async () => {
  for (const interval of chartIntervals) {
    const chart = server.open()
    chart.setInterval(interval)
    const first = intervalStart(start, interval)
    server.answer = async () => ({ ok: true, candles: candles([first, 10]) })
    chart.history.retry()
    await settled()
    chart.trade(11, { time: first + chartIntervalMs[interval] - 1 })
    expect(closes(chart)).toEqual([11])
    chart.trade(12, { time: first + chartIntervalMs[interval] })
    expect(closes(chart)).toEqual([11, 12])
    server.close()
  }
})

it('does not fetch while no interval has closed', async () => {
  server.answer = async () => ({ ok: true, candles: candles([start, 10]) })
  const chart = server.open()
  await settled()
  chart.trade(11)
  await settled()
  server.requests = []
  vi.advanceTimersByTime(15_000)
  chart.trade(12)
  await settled()
  expect(server.requests).toEqual([])
})

it('fetches what was missed after a gap, and when it comes back in front', async () => {
  const chart = server.open()
  await settled()
  chart.setConnected(false)
  vi.advanceTimersByTime(10 * minute)
  chart.setConnected(true)
  await settled()
  expect(server.requests.map(({ limit }) => limit)).toEqual([600, 15])
  chart.setVisible(false)
  chart.trade(12)
  vi.advanceTimersByTime(minute)
  chart.trade(13)
  expect(server.requests.length).toBe(2)
  chart.setVisible(true)
  expect(server.requests.length).toBe(3)
})

it('fetches all of it in a new epoch, and mixes no two venues', async () => {
  const chart = server.open()
  await settled()
  chart.trade(11)
  const before = chart.history.state().series
  server.answer = async () => ({
    ok: true,
    candles: { ...candles([start, 99]), venue: 'SIMULATED' },
  })
  chart.trade(99, { epoch: 'b', venue: 'SIMULATED' })
  await settled()
  expect(server.requests.at(-1)?.limit).toBe(600)
  expect(closes(chart)).toEqual([99])
  expect(chart.history.state().series).not.toBe(before)
})

it('drops an answer that comes after another instrument was chosen', async () => {
  const chart = server.open()
  const first = server.requests[0]
  server.answer = async () => ({ ok: true, candles: candles([start, 77]) })
  chart.setSymbol('ETHUSDT')
  await settled()
  expect(first?.signal.aborted).toBe(true)
  expect(closes(chart)).toEqual([77])
})

it('shows what the device kept until the server answers, and keeps what the server said', async () => {
  const cache = createMemoryCandleCache()
  const key = { id: 'BINANCE:BTCUSDT', interval: '1m' } as const
  await cache.put(key, candles([start - minute, 5]), 0)
  server.answer = async () => ({ ok: false, problem: 'network' })
  const chart = server.open(cache)
  chart.trade(4, { cached: true })
  await settled()
  expect(closes(chart)).toEqual([5])
  expect(chart.history.state().problem).toBe('network')
  server.answer = async () => ({ ok: true, candles: candles([start - minute, 6]) })
  chart.history.retry()
  await settled()
  chart.trade(7)
  expect(closes(chart)).toEqual([6, 7])
  expect(chart.history.state().problem).toBeUndefined()
  chart.setVisible(false)
  // What was only folded from live prices isn't kept.
  expect((await cache.get(key))?.candles.close).toEqual([6])
})

it('does without a copy where the device refuses to keep one', async () => {
  const refuse = () => Promise.reject(new Error('refused'))
  const chart = server.open({ get: refuse, put: refuse })
  chart.trade(11)
  await settled()
  chart.setVisible(false)
  await settled()
  expect(closes(chart)).toEqual([10, 11])
})

it('tries again by itself after a failure, but not before 15 s', async () => {
  server.answer = async () => ({ ok: false, problem: 'server' })
  const chart = server.open()
  await settled()
  vi.advanceTimersByTime(14_000)
  chart.trade(1)
  await settled()
  expect(server.requests.length).toBe(1)
  vi.advanceTimersByTime(1_000)
  chart.trade(2)
  await settled()
  expect(server.requests.length).toBe(2)
})
