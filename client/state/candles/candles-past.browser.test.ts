import { expect, it, vi } from 'vitest'
import type { CandlesResponse } from '../../../shared/api.ts'
import { createMemoryCandleCache } from '../../db/candles.ts'
import { settled } from '../../testing/settled.ts'
import { candles, closes, minute, standForServer, start } from './testing/open-candles.ts'

const server = standForServer()

it('opens with as many candles as the span that is shown takes', async () => {
  const chart = server.open()
  chart.setSpan(2_000 * minute)
  chart.setSymbol('ETHUSDT')
  await settled()
  expect(server.requests.at(-1)?.limit).toBe(2_005)
  chart.setSpan(Number.POSITIVE_INFINITY)
  chart.setSymbol('SOLUSDT')
  await settled()
  expect(server.requests.at(-1)?.limit).toBe(5_000)
})

it('knows that history begins where the server has fewer than it was asked for', async () => {
  const chart = server.open()
  await settled()
  expect(chart.history.state().edge).toBe('beginning')
  server.requests = []
  chart.history.want(0)
  await settled()
  expect(server.requests).toEqual([])
})

it('loads what lies before its candles when it is wanted, under the name of their venue', async () => {
  server.answer = async ({ from, to, limit }) => ({
    ok: true,
    candles: minutes({ from, to: to ?? start, limit }),
  })
  const chart = server.open()
  await settled()
  const { series } = chart.history.state()
  const oldest = () => (chart.history.state().series.columns.time[0] ?? 0) * 1_000
  const opened = oldest()
  server.requests = []
  chart.history.want(opened - 700 * minute)
  expect(chart.history.state().edge).toBe('loading')
  await settled()
  expect(server.requests[0]?.symbol).toBe('BINANCE:BTCUSDT')
  expect(oldest()).toBeLessThanOrEqual(opened - 700 * minute)
  // It is the same series, and the candles that were there stand where they stood in time.
  expect(chart.history.state().series).toBe(series)
  expect(chart.history.state().edge).toBe('open')
})

it('calls off what it asked for when another interval is chosen', async () => {
  server.answer = async ({ from, to, limit }) => ({
    ok: true,
    candles: minutes({ from, to: to ?? start, limit }),
  })
  const chart = server.open()
  await settled()
  chart.history.want(0)
  const wanted = server.requests.at(-1)
  chart.setInterval('5m')
  expect(wanted?.signal.aborted).toBe(true)
  await settled()
  expect(chart.history.state().edge).toBe('open')
})

it('tells what the device kept by its age, until the server has answered', async () => {
  const cache = createMemoryCandleCache()
  const key = { id: 'BINANCE:BTCUSDT', interval: '1m' } as const
  await cache.put(key, candles([start - 60 * minute, 5]), start - 3_600_000)
  server.answer = async () => ({ ok: false, problem: 'network' })
  const chart = server.open(cache)
  chart.trade(4, { cached: true })
  await settled()
  expect(chart.history.state().keptAt).toBe(start - 3_600_000)
  chart.setVisible(false)
  await settled()
  // Not kept anew: it would look younger than it is.
  expect((await cache.get(key))?.savedAt).toBe(start - 3_600_000)
  chart.setVisible(true)
  server.answer = async () => ({ ok: true, candles: candles([start - minute, 6]) })
  chart.history.retry()
  await settled()
  expect(chart.history.state().keptAt).toBeUndefined()
})

it('has a hole after a gap until what was missed is fetched', async () => {
  const chart = server.open()
  await settled()
  chart.trade(11)
  chart.setConnected(false)
  server.answer = async () => ({ ok: false, problem: 'network' })
  vi.advanceTimersByTime(10 * minute)
  chart.setConnected(true)
  chart.trade(12)
  await settled()
  expect(chart.history.state().series.hole).toBe(2)
  server.answer = async () => ({
    ok: true,
    candles: candles([start, 11], [start + 10 * minute, 12]),
  })
  chart.history.retry()
  await settled()
  expect(chart.history.state().series.hole).toBeUndefined()
})

it('lets go of the candles of another market under the same name', async () => {
  server.answer = async () => ({ ok: true, candles: candles([start - 9 * minute, 5], [start, 6]) })
  const chart = server.open()
  await settled()
  chart.trade(6)
  server.answer = async () => ({ ok: true, candles: candles([start, 99]) })
  chart.trade(99, { epoch: 'b' })
  await settled()
  expect(closes(chart)).toEqual([99])
})

function minutes(range: { from: number | undefined; to: number; limit: number }): CandlesResponse {
  const last = Math.floor(range.to / minute) * minute
  const first = Math.max(range.from ?? 0, last - (range.limit - 1) * minute)
  const count = (last - first) / minute + 1
  return candles(
    ...Array.from({ length: count }, (_, index): [number, number] => [first + index * minute, 10]),
  )
}
