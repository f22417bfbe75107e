import { createRoot, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SparklinesResponse } from '../../../shared/api.ts'
import { createMemorySettings, type Settings } from '../../db/settings.ts'
import { settled } from '../../testing/settled.ts'
import type { Row } from '../market.ts'
import { rowOf } from '../testing.ts'
import type { SparklinesRequest } from './fetch-sparklines.ts'
import { createSparklines } from './sparklines.ts'

const minute = 60_000
const step = 30 * minute
const start = 1_000_000 * step

let requests: SparklinesRequest[]
let answer: SparklinesResponse | undefined
let settings: Settings
let dispose: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(start)
  requests = []
  settings = createMemorySettings()
  answer = told([start - step, 1], [start, 2])
})

afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function told(...points: [time: number, close: number][]): SparklinesResponse {
  const time = points.map(([at]) => at)
  const close = points.map(([, price]) => price)
  const sparklines = { BTCUSDT: { venue: 'BINANCE', step_ms: step, time, close } }
  return { market: 'live', simulated: false, sparklines }
}

function open() {
  const [watched, setWatched] = createSignal<string>()
  const [sparing, setSparing] = createSignal(false)
  const [rows, setRows] = createStore<Record<string, Row>>({})
  const [symbols, setSymbols] = createSignal(['BTCUSDT', 'ETHUSDT'])
  const { lines, end } = createRoot((end) => ({
    end,
    lines: createSparklines({
      symbols,
      row: (symbol) => rows[symbol],
      watched,
      sparing,
      settings,
      async fetchSparklines(request) {
        requests.push(request)
        return answer
      },
    }),
  }))
  dispose = end
  let sequence = 0
  return {
    points: (symbol = 'BTCUSDT') => lines.points(symbol),
    turnover: () => lines.turnover('BTCUSDT'),
    setSymbols,
    setWatched,
    setSparing,
    trade(price: number, patch: Partial<Row> = {}) {
      sequence += 1
      const now = Date.now()
      const row = rowOf({ price: price * 100, time: now, knownAt: now, sequence, ...patch })
      setRows('BTCUSDT', row)
      lines.follow(row)
    },
  }
}

it('asks once for all instruments, and goes on by live prices', async () => {
  const list = open()
  list.setWatched('a')
  await settled()
  expect(requests.map(({ symbols }) => symbols)).toEqual([['BTCUSDT', 'ETHUSDT']])
  expect(list.points()).toEqual([1, 2])
  vi.advanceTimersByTime(minute)
  list.trade(3)
  expect(list.points()).toEqual([1, 3])
  vi.setSystemTime(start + step)
  list.setWatched(undefined)
  list.trade(4)
  expect(list.points()).toEqual([1, 3, 4])
  expect(requests.length).toBe(1)
})

it('asks again every 5 minutes at most, every 30 where power or data is to be spared', async () => {
  const list = open()
  const hour = async () => {
    requests = []
    for (let second = 0; second < 3_600; second += 10) {
      vi.advanceTimersByTime(10_000)
      list.trade(second)
      await Promise.resolve()
      await Promise.resolve()
    }
    await settled()
    return requests.length
  }
  list.setWatched('a')
  await settled()
  expect(await hour()).toBe(12)
  list.setSparing(true)
  expect(await hour()).toBe(2)
  list.setWatched(undefined)
  expect(await hour()).toBe(0)
})

it('asks anew in another epoch, but not in every one of a server that keeps falling', async () => {
  const list = open()
  list.setWatched('a')
  await settled()
  vi.advanceTimersByTime(20_000)
  list.setWatched('b')
  await settled()
  expect(requests.length).toBe(2)
  list.setWatched('c')
  await settled()
  expect(requests.length).toBe(2)
})

it('tries again a minute after a request that failed', async () => {
  answer = undefined
  const list = open()
  list.setWatched('a')
  await settled()
  vi.advanceTimersByTime(59_000)
  list.trade(1)
  await settled()
  expect(requests.length).toBe(1)
  vi.advanceTimersByTime(1_000)
  list.trade(2)
  await settled()
  expect(requests.length).toBe(2)
})

it('shows the last answer at the next opening and offline, and asks only when it is due', async () => {
  const first = open()
  first.setWatched('a')
  await settled()
  dispose()
  vi.advanceTimersByTime(minute)
  const second = open()
  await settled()
  expect(second.points()).toEqual([1, 2])
  second.setWatched('a')
  await settled()
  expect(requests.length).toBe(1)
  vi.advanceTimersByTime(4 * minute)
  second.trade(3)
  await settled()
  expect(requests.length).toBe(2)
})

it("takes neither a broken copy nor another venue's", async () => {
  await settings.set('sparklines', { BTCUSDT: { at: start, epoch: 'a', line: { step_ms: 1 } } })
  const list = open()
  list.trade(9, { venue: 'SIMULATED' })
  list.setWatched('a')
  await settled()
  expect(list.points()).toEqual([9])
})

it('does without a copy where the device keeps nothing', async () => {
  const refuse = () => Promise.reject(new Error('refused'))
  settings = { get: refuse, set: refuse }
  const list = open()
  list.setWatched('a')
  await settled()
  expect(list.points()).toEqual([1, 2])
})

it('asks for what comes onto the screen, and for that alone', async () => {
  const list = open()
  list.setWatched('a')
  await settled()
  list.setSymbols(['ETHUSDT', 'SOLUSDT'])
  await settled()
  expect(requests.map(({ symbols }) => symbols)).toEqual([['BTCUSDT', 'ETHUSDT'], ['SOLUSDT']])
  list.setSymbols(['BTCUSDT'])
  await settled()
  expect(requests.length).toBe(2)
  expect(list.points()).toEqual([1, 2])
})

it('tells what was traded in a day, of the venue that the price is of', async () => {
  const line = { venue: 'OKX', step_ms: step, time: [start], close: [1], turnover_24h: 5e9 }
  answer = { market: 'live', simulated: false, sparklines: { BTCUSDT: line } }
  const list = open()
  list.setWatched('a')
  await settled()
  expect(list.turnover()).toBe(5e9)
  list.trade(1)
  expect(list.turnover()).toBeUndefined()
})
