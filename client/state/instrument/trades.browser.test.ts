import { batch, createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TradesResponse } from '../../../shared/api.ts'
import { createMemorySettings } from '../../db/settings.ts'
import type { Row } from '../market.ts'
import type { FetchedTrades, TradesRequest } from './fetch-trades.ts'
import { createKeptTrades } from './kept-trades.ts'
import { row, told, tradesAt } from './testing.ts'
import { createTrades } from './trades.ts'

let ends: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  for (const end of ends) end()
  ends = []
  vi.useRealTimers()
})

function pass(ms: number): void {
  vi.advanceTimersByTime(ms)
}

/** What answers at once has answered. Not by `vi.waitFor`, which lets the faked time pass. */
async function settles(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await null
}

function open(
  options: { intervalMs?: number; settings?: ReturnType<typeof createMemorySettings> } = {},
) {
  const { settings = createMemorySettings() } = options
  const asked: TradesRequest[] = []
  let answer: () => Promise<FetchedTrades> = async () => ({ ok: true, answer: told(tradesAt(1)) })
  const [symbol, setSymbol] = createSignal('BTCUSDT')
  const [shown, setShown] = createSignal<Row | undefined>(row({ sequence: 1 }))
  const [connected, setConnected] = createSignal(true)
  const [visible, setVisible] = createSignal(true)
  const [looking, setLooking] = createSignal(true)
  const trades = createRoot((dispose) => {
    ends.push(dispose)
    return createTrades({
      ...{ symbol, row: shown, connected, visible, looking },
      intervalMs: () => options.intervalMs ?? 100,
      fetchTrades(request) {
        asked.push(request)
        return answer()
      },
      kept: createKeptTrades(settings),
    })
  })
  let sequence = 1
  const rig = {
    ...{ trades, asked, setSymbol, setShown, setConnected, setVisible, setLooking, settings },
    answers(next: TradesResponse | (() => Promise<FetchedTrades>)) {
      answer = typeof next === 'function' ? next : async () => ({ ok: true, answer: next })
    },
    times: () => trades.state().list.map(({ time }) => time),
    /** A live price after so many ms. */
    async price(afterMs: number, patch: Partial<Row> = {}) {
      pass(afterMs)
      sequence++
      setShown(row({ sequence, ...patch }))
      await settles()
    },
  }
  return rig
}

it('asks at the opening, and shows the newest first', async () => {
  const rig = open()
  rig.answers(told(tradesAt(1, 2)))
  expect(rig.trades.state().loading).toBe(true)
  await settles()
  expect(rig.asked).toMatchObject([{ symbol: 'BTCUSDT', since: undefined }])
  expect(rig.trades.state().list.length).toBeGreaterThan(0)
})

it('asks again only with a live price, for what is new, at most every two seconds', async () => {
  const rig = open()
  await settles()
  pass(60_000)
  expect(rig.asked).toHaveLength(1)
  rig.answers(told({ ...tradesAt(2, 3), snapshot: false, cursor: 'a.3' }))
  await rig.price(0)
  expect(rig.asked[1]).toMatchObject({ since: 'a.1' })
  expect(rig.times()).toEqual([3, 2, 1])
  rig.answers(told({ snapshot: false, cursor: 'a.3' }))
  for (let passed = 0; passed < 10_000; passed += 100) await rig.price(100)
  expect(rig.asked.length - 2).toBeLessThanOrEqual(5)
  expect(rig.asked.length - 2).toBeGreaterThanOrEqual(4)
})

it('asks once more after the last price of a flurry, and then no more', async () => {
  const rig = open()
  await settles()
  await rig.price(2_000)
  for (let price = 0; price < 5; price++) await rig.price(100)
  expect(rig.asked).toHaveLength(2)
  pass(1_499)
  expect(rig.asked).toHaveLength(2)
  pass(1)
  expect(rig.asked).toHaveLength(3)
  await settles()
  pass(60_000)
  expect(rig.asked).toHaveLength(3)

  await rig.price(0)
  await rig.price(100)
  rig.setVisible(false)
  pass(60_000)
  expect(rig.asked).toHaveLength(4)
  expect(vi.getTimerCount()).toBe(0)
})

it('asks no more often than the plan’s cadence', async () => {
  const rig = open({ intervalMs: 15_000 })
  await settles()
  for (let passed = 0; passed < 60_000; passed += 1_000) await rig.price(1_000)
  expect(rig.asked.length - 1).toBeLessThanOrEqual(4)
  // A poll that comes a little early doesn't wait for the next one.
  const before = rig.asked.length
  await rig.price(14_600)
  await rig.price(14_600)
  expect(rig.asked.length - before).toBe(2)
})

it('asks once a minute for the day alone, and at once when the trades are looked at', async () => {
  const rig = open()
  rig.setLooking(false)
  await settles()
  for (let passed = 0; passed < 50_000; passed += 1_000) await rig.price(1_000)
  expect(rig.asked).toHaveLength(1)
  rig.setLooking(true)
  expect(rig.asked).toHaveLength(2)
  await settles()
})

it('asks for nothing while it is hidden, cut off, or shows what the device remembers', async () => {
  const rig = open()
  await settles()
  rig.setVisible(false)
  await rig.price(10_000)
  rig.setVisible(true)
  expect(rig.asked).toHaveLength(2)
  await settles()
  rig.setConnected(false)
  await rig.price(10_000)
  expect(rig.asked).toHaveLength(2)
  rig.setConnected(true)
  expect(rig.asked).toHaveLength(3)
  await settles()
  await rig.price(10_000, { cached: true })
  expect(rig.asked).toHaveLength(3)
})

it('keeps what it has when asking fails, waits longer, and asks again when told to', async () => {
  const rig = open()
  await settles()
  rig.answers(async () => ({ ok: false, problem: 'network' }))
  await rig.price(2_000)
  expect(rig.trades.state()).toMatchObject({ problem: 'network', list: [{ time: 1 }] })
  await rig.price(5_000)
  expect(rig.asked).toHaveLength(2)
  await rig.price(10_000)
  expect(rig.asked).toHaveLength(3)
  rig.answers(told({ ...tradesAt(5), snapshot: false, cursor: 'a.2' }))
  rig.trades.retry()
  await settles()
  expect(rig.trades.state().problem).toBeUndefined()
  expect(rig.times()).toEqual([5, 1])
})

it('goes on after a request that never ends', async () => {
  const rig = open()
  await settles()
  rig.answers(() => new Promise(() => {}))
  pass(2_000)
  rig.setShown(row({ sequence: 90 }))
  expect(rig.asked).toHaveLength(2)
  rig.answers(told({ ...tradesAt(7), snapshot: false, cursor: 'a.2' }))
  await rig.price(16_000)
  expect(rig.asked[1]?.signal.aborted).toBe(true)
  expect(rig.times()).toEqual([7, 1])
})

it('begins anew with another instrument, whatever answers late', async () => {
  const rig = open()
  let late: (result: FetchedTrades) => void = () => {}
  await settles()
  rig.answers(() => new Promise((resolve) => (late = resolve)))
  pass(2_000)
  rig.setShown(row({ sequence: 90 }))
  rig.answers(told({ ...tradesAt(9), symbol: 'ETHUSDT' }))
  batch(() => {
    rig.setSymbol('ETHUSDT')
    rig.setShown(undefined)
  })
  expect(rig.trades.state()).toMatchObject({ list: [], day: undefined })
  late({ ok: true, answer: told(tradesAt(1, 2, 3)) })
  await settles()
  expect(rig.times()).toEqual([9])
  expect(rig.asked.at(-1)).toMatchObject({ symbol: 'ETHUSDT', since: undefined })
})

it('mixes no trades of two venues', async () => {
  const rig = open()
  await settles()
  rig.answers(told({ ...tradesAt(4), venue: 'OKX', snapshot: true, cursor: 'b.1' }))
  await rig.price(2_000, { venue: 'OKX', epoch: 'b' })
  expect(rig.times()).toEqual([4])
  expect(rig.trades.state().day?.venue).toBe('OKX')
})

it('opens on what was shown last, and replaces it by what the server tells', async () => {
  const settings = createMemorySettings()
  const first = open({ settings })
  await settles()
  first.answers(told({ ...tradesAt(1, 2), high_24h: 12 }))
  await first.price(2_000)
  const toldAt = first.trades.state().toldAt
  for (const end of ends) end()
  await settles()

  pass(60_000)
  let answer: (result: FetchedTrades) => void = () => {}
  const second = open({ settings })
  second.answers(() => new Promise((resolve) => (answer = resolve)))
  second.trades.retry()
  await settles()
  expect(second.times()).toEqual([2, 1])
  expect(second.trades.state()).toMatchObject({ toldAt, loading: true, day: { high: 1_200 } })
  answer({ ok: true, answer: told({ ...tradesAt(2, 3), cursor: 'c.9' }) })
  await settles()
  expect(second.times()).toEqual([3, 2])
  expect(second.asked.every(({ since }) => since === undefined)).toBe(true)
})
