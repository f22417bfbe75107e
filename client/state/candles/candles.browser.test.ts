import { createRoot, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CandlesResponse } from '../../../shared/api.ts'
import {
  type ChartInterval,
  chartIntervalMs,
  chartIntervals,
  intervalStart,
} from '../../../shared/rollup.ts'
import { type CandleCache, createMemoryCandleCache } from '../../db/candles.ts'
import type { Row } from '../market.ts'
import { createCandles } from './candles.ts'
import type { CandleRequest, FetchedCandles } from './fetch-candles.ts'

const minute = 60_000
const start = 1_000_000_020_000

let requests: CandleRequest[]
let answer: (request: CandleRequest) => Promise<FetchedCandles>
let dispose: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(start)
  requests = []
  answer = async () => ({ ok: true, candles: candles([start - minute, 10]) })
})

afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function candles(...rows: [time: number, price: number][]): CandlesResponse {
  const price = rows.map((row) => row[1])
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    interval: '1m',
    market: 'live',
    simulated: false,
    decimals: 2,
    time: rows.map((row) => row[0]),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: price,
    forming: true,
  }
}

function open(cache: CandleCache = createMemoryCandleCache()) {
  const [symbol, setSymbol] = createSignal('BTCUSDT')
  const [interval, setInterval] = createSignal<ChartInterval>('1m')
  const [span, setSpan] = createSignal(0)
  const [connected, setConnected] = createSignal(true)
  const [visible, setVisible] = createSignal(true)
  const [rows, setRows] = createStore<{ row?: Row }>({})
  let sequence = 0
  const { history, end } = createRoot((end) => ({
    end,
    history: createCandles({
      symbol,
      interval,
      span,
      row: () => rows.row,
      connected,
      visible,
      cache,
      fetchCandles: (request) => {
        requests.push(request)
        return answer(request)
      },
    }),
  }))
  dispose = end
  return {
    history,
    setSymbol,
    setInterval,
    setSpan,
    setConnected,
    setVisible,
    trade(price: number, patch: Partial<Row> = {}) {
      sequence += 1
      setRows('row', {
        symbol: 'BTCUSDT',
        venue: 'BINANCE',
        quote: 'USDT',
        decimals: 2,
        price: price * 100,
        change24h: undefined,
        bid: undefined,
        ask: undefined,
        time: Date.now(),
        knownAt: Date.now(),
        stale: false,
        epoch: 'a',
        sequence,
        cached: false,
        flash: undefined,
        ...patch,
      })
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))
const closes = ({ history }: ReturnType<typeof open>) => history.state().series.columns.close

it('fetches at the opening and folds live prices into what it got', async () => {
  const chart = open()
  await settled()
  chart.trade(11)
  chart.trade(12)
  expect(closes(chart)).toEqual([10, 12])
  expect(requests.length).toBe(1)
})

it('fetches again when an interval has closed, at most every 15 s', async () => {
  const chart = open()
  chart.setInterval('1s')
  await settled()
  requests = []
  for (let second = 0; second < 60; second++) {
    vi.advanceTimersByTime(1_000)
    chart.trade(10 + second)
    await settled()
  }
  expect(requests.length).toBe(4)
  expect(requests.every(({ limit }) => limit <= 25)).toBe(true)
})

it('folds the live price of every interval into the candle that the server would', async () => {
  for (const interval of chartIntervals) {
    const chart = open()
    chart.setInterval(interval)
    const first = intervalStart(start, interval)
    answer = async () => ({ ok: true, candles: candles([first, 10]) })
    chart.history.retry()
    await settled()
    chart.trade(11, { time: first + chartIntervalMs[interval] - 1 })
    expect(closes(chart)).toEqual([11])
    chart.trade(12, { time: first + chartIntervalMs[interval] })
    expect(closes(chart)).toEqual([11, 12])
    dispose()
  }
})

it('does not fetch while no interval has closed', async () => {
  answer = async () => ({ ok: true, candles: candles([start, 10]) })
  const chart = open()
  await settled()
  chart.trade(11)
  await settled()
  requests = []
  vi.advanceTimersByTime(15_000)
  chart.trade(12)
  await settled()
  expect(requests).toEqual([])
})

it('fetches what was missed after a gap, and when it comes back in front', async () => {
  const chart = open()
  await settled()
  chart.setConnected(false)
  vi.advanceTimersByTime(10 * minute)
  chart.setConnected(true)
  await settled()
  expect(requests.map(({ limit }) => limit)).toEqual([600, 15])
  chart.setVisible(false)
  chart.trade(12)
  vi.advanceTimersByTime(minute)
  chart.trade(13)
  expect(requests.length).toBe(2)
  chart.setVisible(true)
  expect(requests.length).toBe(3)
})

it('fetches all of it in a new epoch, and mixes no two venues', async () => {
  const chart = open()
  await settled()
  chart.trade(11)
  const before = chart.history.state().series
  answer = async () => ({ ok: true, candles: { ...candles([start, 99]), venue: 'SIMULATED' } })
  chart.trade(99, { epoch: 'b', venue: 'SIMULATED' })
  await settled()
  expect(requests.at(-1)?.limit).toBe(600)
  expect(closes(chart)).toEqual([99])
  expect(chart.history.state().series).not.toBe(before)
})

it('drops an answer that comes after another instrument was chosen', async () => {
  const chart = open()
  const first = requests[0]
  answer = async () => ({ ok: true, candles: candles([start, 77]) })
  chart.setSymbol('ETHUSDT')
  await settled()
  expect(first?.signal.aborted).toBe(true)
  expect(closes(chart)).toEqual([77])
})

it('shows what the device kept until the server answers, and keeps what the server said', async () => {
  const cache = createMemoryCandleCache()
  const key = { id: 'BINANCE:BTCUSDT', interval: '1m' } as const
  await cache.put(key, candles([start - minute, 5]), 0)
  answer = async () => ({ ok: false, problem: 'network' })
  const chart = open(cache)
  chart.trade(4, { cached: true })
  await settled()
  expect(closes(chart)).toEqual([5])
  expect(chart.history.state().problem).toBe('network')
  answer = async () => ({ ok: true, candles: candles([start - minute, 6]) })
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
  const chart = open({ get: refuse, put: refuse })
  chart.trade(11)
  await settled()
  chart.setVisible(false)
  await settled()
  expect(closes(chart)).toEqual([10, 11])
})

it('tries again by itself after a failure, but not before 15 s', async () => {
  answer = async () => ({ ok: false, problem: 'server' })
  const chart = open()
  await settled()
  vi.advanceTimersByTime(14_000)
  chart.trade(1)
  await settled()
  expect(requests.length).toBe(1)
  vi.advanceTimersByTime(1_000)
  chart.trade(2)
  await settled()
  expect(requests.length).toBe(2)
})

it('opens with as many candles as the span that is shown takes', async () => {
  const chart = open()
  chart.setSpan(2_000 * minute)
  chart.setSymbol('ETHUSDT')
  await settled()
  expect(requests.at(-1)?.limit).toBe(2_005)
  chart.setSpan(Number.POSITIVE_INFINITY)
  chart.setSymbol('SOLUSDT')
  await settled()
  expect(requests.at(-1)?.limit).toBe(5_000)
})

it('knows that history begins where the server has fewer than it was asked for', async () => {
  const chart = open()
  await settled()
  expect(chart.history.state().edge).toBe('beginning')
  requests = []
  chart.history.want(0)
  await settled()
  expect(requests).toEqual([])
})

it('loads what lies before its candles when it is wanted, under the name of their venue', async () => {
  answer = async ({ from, to, limit }) => ({
    ok: true,
    candles: minutes({ from, to: to ?? start, limit }),
  })
  const chart = open()
  await settled()
  const { series } = chart.history.state()
  const oldest = () => (chart.history.state().series.columns.time[0] ?? 0) * 1_000
  const opened = oldest()
  requests = []
  chart.history.want(opened - 700 * minute)
  expect(chart.history.state().edge).toBe('loading')
  await settled()
  expect(requests[0]?.symbol).toBe('BINANCE:BTCUSDT')
  expect(oldest()).toBeLessThanOrEqual(opened - 700 * minute)
  // It is the same series, and the candles that were there stand where they stood in time.
  expect(chart.history.state().series).toBe(series)
  expect(chart.history.state().edge).toBe('open')
})

it('calls off what it asked for when another interval is chosen', async () => {
  answer = async ({ from, to, limit }) => ({
    ok: true,
    candles: minutes({ from, to: to ?? start, limit }),
  })
  const chart = open()
  await settled()
  chart.history.want(0)
  const wanted = requests.at(-1)
  chart.setInterval('5m')
  expect(wanted?.signal.aborted).toBe(true)
  await settled()
  expect(chart.history.state().edge).toBe('open')
})

it('tells what the device kept by its age, until the server has answered', async () => {
  const cache = createMemoryCandleCache()
  const key = { id: 'BINANCE:BTCUSDT', interval: '1m' } as const
  await cache.put(key, candles([start - 60 * minute, 5]), start - 3_600_000)
  answer = async () => ({ ok: false, problem: 'network' })
  const chart = open(cache)
  chart.trade(4, { cached: true })
  await settled()
  expect(chart.history.state().keptAt).toBe(start - 3_600_000)
  chart.setVisible(false)
  await settled()
  // Not kept anew: it would look younger than it is.
  expect((await cache.get(key))?.savedAt).toBe(start - 3_600_000)
  chart.setVisible(true)
  answer = async () => ({ ok: true, candles: candles([start - minute, 6]) })
  chart.history.retry()
  await settled()
  expect(chart.history.state().keptAt).toBeUndefined()
})

it('has a hole after a gap until what was missed is fetched', async () => {
  const chart = open()
  await settled()
  chart.trade(11)
  chart.setConnected(false)
  answer = async () => ({ ok: false, problem: 'network' })
  vi.advanceTimersByTime(10 * minute)
  chart.setConnected(true)
  chart.trade(12)
  await settled()
  expect(chart.history.state().series.hole).toBe(2)
  answer = async () => ({ ok: true, candles: candles([start, 11], [start + 10 * minute, 12]) })
  chart.history.retry()
  await settled()
  expect(chart.history.state().series.hole).toBeUndefined()
})

it('lets go of the candles of another market under the same name', async () => {
  answer = async () => ({ ok: true, candles: candles([start - 9 * minute, 5], [start, 6]) })
  const chart = open()
  await settled()
  chart.trade(6)
  answer = async () => ({ ok: true, candles: candles([start, 99]) })
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
