import { beforeEach, expect, it } from 'vitest'
import type { CandlesResponse } from '../../../shared/api.ts'
import { chartIntervalMs } from '../../../shared/rollup.ts'
import { settled } from '../../testing/settled.ts'
import type { CandleRequest, FetchedCandles } from './fetch-candles.ts'
import { type Edge, makeOlder } from './older.ts'
import { makeSeries, pageCandles } from './series.ts'

const minute = chartIntervalMs['1m']
const page = pageCandles * minute
const pageStart = 1_000 * page

let times: number[]
let requests: CandleRequest[]
let fail: boolean
/** The venue has the instrument under another name. */
let isStandIn: boolean
let venue: string
let clock: number

beforeEach(() => {
  requests = []
  fail = false
  isStandIn = false
  venue = 'BINANCE'
  clock = 0
})

/** A server that has minutes at `times`, and a chart that has opened with the newest `count` of them. */
function open(count: number) {
  const series = makeSeries()
  series.mergeNewest(candlesAt(times.slice(-count)))
  const edges: Edge[] = []
  const older = makeOlder({
    venue: () => 'BINANCE',
    symbol: () => 'BTCUSDT',
    interval: () => '1m',
    knownSince: () => series.knownSince,
    hasRoom: () => series.hasRoom(),
    fetchCandles,
    take: (candles, since) => series.mergeOlder(candles, since),
    onEdge: (edge) => edges.push(edge),
    now: () => clock,
  })
  return { series, older, edges }
}

async function fetchCandles(request: CandleRequest): Promise<FetchedCandles> {
  requests.push(request)
  await Promise.resolve()
  request.signal.throwIfAborted()
  if (fail) return { ok: false, problem: 'network' }
  if (isStandIn && request.symbol.includes(':')) return { ok: false, problem: 'unlisted' }
  const { from = 0, to = Number.POSITIVE_INFINITY, limit } = request
  const found = times.filter((time) => time >= from && time <= to).slice(-limit)
  return { ok: true, candles: candlesAt(found) }
}

function candlesAt(at: readonly number[]): CandlesResponse {
  const figures = at.map((time) => time / minute)
  return {
    ...{ symbol: 'BTCUSDT', venue, interval: '1m', market: 'live', simulated: false },
    ...{ decimals: 2, time: [...at], open: figures, high: figures, low: figures, close: figures },
    ...{ volume: figures, forming: false },
  }
}

const minutes = (from: number, to: number) =>
  Array.from({ length: (to - from) / minute }, (_, index) => from + index * minute)

it('asks for nothing as long as all that is wanted is here', async () => {
  times = minutes(pageStart, pageStart + 2 * page)
  const { older } = open(600)
  older.want(pageStart + 2 * page - 600 * minute)
  await settled()
  expect(requests).toEqual([])
})

it('loads pages of a grid that is the same for everybody, one at a time, and no more than wanted', async () => {
  times = minutes(pageStart - page, pageStart + 2 * page)
  const { older, series, edges } = open(600)
  older.want(pageStart + page / 2)
  await settled()
  expect(requests.map(({ from, to }) => [from, to])).toEqual([
    [pageStart + page, pageStart + 2 * page - 600 * minute - 1],
    [pageStart, pageStart + page - 1],
  ])
  expect(requests[1]?.symbol).toBe('BINANCE:BTCUSDT')
  expect(series.columns.time).toEqual(
    minutes(pageStart, pageStart + 2 * page).map((time) => time / 1_000),
  )
  expect(edges).toEqual(['loading', 'open'])
})

it('finds the beginning of history, and looks for it again only after a while', async () => {
  times = minutes(pageStart + 300 * minute, pageStart + 2 * page)
  const { older, series } = open(600)
  older.want(0)
  await settled()
  expect(older.edge()).toBe('beginning')
  expect(series.columns.time.length).toBe(times.length)
  const asked = requests.length
  older.want(0)
  await settled()
  expect(requests.length).toBe(asked)
  times = minutes(pageStart - page, pageStart + 2 * page)
  clock += 60_000
  older.want(pageStart)
  await settled()
  expect(series.columns.time[0]).toBe(pageStart / 1_000)
  expect(older.edge()).toBe('open')
})

it('leaps over a silence of many pages', async () => {
  const old = minutes(pageStart - 50 * page, pageStart - 50 * page + 10 * minute)
  times = [...old, ...minutes(pageStart + 900 * minute, pageStart + 2 * page)]
  const { older, series } = open(600)
  older.want(0)
  await settled()
  expect(series.columns.time).toEqual(times.map((time) => time / 1_000))
  expect(requests.length).toBeLessThan(8)
})

it('tells a failure, rests, and tries again when asked or when the rest is over', async () => {
  times = minutes(pageStart, pageStart + 2 * page)
  const { older, series } = open(600)
  fail = true
  older.want(pageStart)
  await settled()
  expect(older.edge()).toBe('failed')
  older.want(pageStart)
  await settled()
  expect(requests.length).toBe(1)
  fail = false
  older.retry()
  await settled()
  expect(series.columns.time[0]).toBe(pageStart / 1_000)
  expect(older.edge()).toBe('open')
})

it('calls off what it has asked for when other candles are shown', async () => {
  times = minutes(pageStart, pageStart + 2 * page)
  const { older, series } = open(600)
  older.want(pageStart)
  older.reset()
  await settled()
  expect(requests[0]?.signal.aborted).toBe(true)
  expect(series.columns.time.length).toBe(600)
  expect(older.edge()).toBe('open')
})

it('says that there is no more room, and stops', async () => {
  times = minutes(pageStart - 30 * page, pageStart)
  const { older, series } = open(600)
  older.want(0)
  await settled()
  expect(older.edge()).toBe('full')
  expect(series.hasRoom()).toBe(false)
  const { length } = requests
  older.want(0)
  await settled()
  expect(requests.length).toBe(length)
})

it('asks by the name alone where another venue stands in under it', async () => {
  times = minutes(pageStart, pageStart + 2 * page)
  const { older, series } = open(600)
  isStandIn = true
  older.want(pageStart)
  await settled()
  expect(requests.map(({ symbol }) => symbol)).toEqual(['BINANCE:BTCUSDT', 'BTCUSDT', 'BTCUSDT'])
  expect(series.columns.time.length).toBe(times.length)
})

it('takes no candles of another venue', async () => {
  times = minutes(pageStart, pageStart + 2 * page)
  const { older, series } = open(600)
  venue = 'OKX'
  older.want(pageStart)
  await settled()
  expect(older.edge()).toBe('failed')
  expect(series.columns.time.length).toBe(600)
})
