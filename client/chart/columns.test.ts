import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Candles,
  capacity,
  closestTo,
  emptyColumns,
  foldPrice,
  mergeCandles,
} from './columns.ts'

const minute = 60_000
const fold = (
  columns: ReturnType<typeof emptyColumns>,
  prices: [timeMs: number, price: number][],
) => {
  for (const [timeMs, price] of prices) {
    foldPrice(columns, { price, start: Math.floor(timeMs / minute) * minute })
  }
}

function candles(
  ...rows: [time: number, o: number, h: number, l: number, c: number, v: number][]
): Candles {
  const column = (index: 0 | 1 | 2 | 3 | 4 | 5) => rows.map((row) => row[index])
  return {
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  }
}

it('folds prices of one interval into one candle', () => {
  const columns = emptyColumns()
  fold(columns, [
    [60_000, 10],
    [70_000, 12],
    [80_000, 9],
    [119_999, 11],
  ])
  expect(columns).toEqual({
    time: [60],
    open: [10],
    high: [12],
    low: [9],
    close: [11],
    volume: [null],
    rewrites: 0,
  })
})

it('leaves intervals without a price empty', () => {
  const columns = emptyColumns()
  fold(columns, [
    [60_000, 10],
    [300_000, 11],
  ])
  expect(columns.time).toEqual([60, 300])
})

it('tells when a new candle begins', () => {
  const columns = emptyColumns()
  expect(foldPrice(columns, { price: 1, start: 0 })).toBe(true)
  expect(foldPrice(columns, { price: 2, start: 0 })).toBe(false)
  expect(foldPrice(columns, { price: 1, start: minute })).toBe(true)
})

it('lets no price from before the last candle change anything', () => {
  const columns = emptyColumns()
  fold(columns, [
    [120_000, 10],
    [60_000, 99],
  ])
  expect(columns).toMatchObject({ time: [120], high: [10] })
})

it('puts fetched candles in the place of what was folded', () => {
  const columns = emptyColumns()
  fold(columns, [
    [60_000, 10],
    [120_000, 11],
    [180_000, 12],
  ])
  mergeCandles(columns, candles([60_000, 9, 13, 8, 10, 5], [120_000, 10, 14, 10, 11, 6]))
  expect(columns).toEqual({
    time: [60, 120, 180],
    open: [9, 10, 12],
    high: [13, 14, 12],
    low: [8, 10, 12],
    close: [10, 11, 12],
    volume: [5, 6, null],
    rewrites: 1,
  })
})

it('drops a folded candle that the fetched ones do not have', () => {
  const columns = emptyColumns()
  fold(columns, [[120_000, 10]])
  mergeCandles(columns, candles([60_000, 1, 1, 1, 1, 1], [180_000, 2, 2, 2, 2, 2]))
  expect(columns.time).toEqual([60, 180])
})

it('changes nothing for an empty answer', () => {
  const columns = emptyColumns()
  fold(columns, [[60_000, 10]])
  mergeCandles(columns, candles())
  expect(columns.time).toEqual([60])
})

it('lets the oldest candles go beyond its capacity', () => {
  const columns = emptyColumns()
  for (let i = 0; i < capacity + 10; i++) fold(columns, [[i * minute, i]])
  expect(columns.time.length).toBe(capacity)
  expect(columns.time[0]).toBe(600)
  expect(columns.volume.length).toBe(capacity)
})

it('counts what is rewritten, but not the last candle and those after it', () => {
  const columns = emptyColumns()
  fold(columns, [
    [60_000, 10],
    [70_000, 11],
    [120_000, 12],
  ])
  expect(columns.rewrites).toBe(0)
  mergeCandles(columns, candles([60_000, 1, 1, 1, 1, 1]))
  expect(columns.rewrites).toBe(1)
  for (let i = 3; i < capacity + 3; i++) fold(columns, [[i * minute, i]])
  expect(columns.rewrites).toBe(3)
})

it('finds the candle that is closest in time, among those in sight', () => {
  const times = [10, 20, 40]
  const all = { from: 0, to: 3 }
  expect([0, 14, 16, 29, 31, 99].map((time) => closestTo(times, time, all))).toEqual([
    0, 0, 1, 1, 2, 2,
  ])
  expect(closestTo(times, 10, { from: 1, to: 3 })).toBe(1)
  expect(closestTo(times, 40, { from: 0, to: 2 })).toBe(1)
  expect(closestTo(times, 10, { from: 1, to: 1 })).toBeUndefined()
})

it('gives the same columns step by step as a rebuild from the whole', () => {
  const tick = fc.record({
    gap: fc.integer({ min: 0, max: 200_000 }),
    price: fc.integer({ min: 1, max: 999 }),
  })
  fc.assert(
    fc.property(
      fc.array(tick, { maxLength: 200 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (ticks, cuts) => {
        let at = 0
        const prices = ticks.map(({ gap, price }): [number, number] => {
          at += gap
          return [at, price]
        })
        const whole = rebuild(prices)
        const columns = emptyColumns()
        prices.forEach((one, index) => {
          fold(columns, [one])
          // A fetch at any moment, of any part of what has been so far, changes nothing of the truth.
          for (const cut of cuts) {
            if (prices.length === 0 || cut % prices.length !== index) continue
            mergeCandles(columns, slice(rebuild(prices.slice(0, index + 1)), cut))
          }
        })
        expect({ ...columns, volume: [], rewrites: 0 }).toEqual({
          ...toSeconds(whole),
          volume: [],
          rewrites: 0,
        })
      },
    ),
  )
})

function rebuild(prices: [timeMs: number, price: number][]): Candles {
  const groups = new Map<number, number[]>()
  for (const [timeMs, price] of prices) {
    const time = Math.floor(timeMs / minute) * minute
    groups.set(time, [...(groups.get(time) ?? []), price])
  }
  const all = [...groups].map(([time, group]) => ({ time, group }))
  return {
    time: all.map(({ time }) => time),
    open: all.map(({ group }) => group[0] ?? Number.NaN),
    high: all.map(({ group }) => Math.max(...group)),
    low: all.map(({ group }) => Math.min(...group)),
    close: all.map(({ group }) => group.at(-1) ?? Number.NaN),
    volume: all.map(() => 1),
  }
}

function slice(all: Candles, seed: number): Candles {
  const from = seed % Math.max(1, all.time.length)
  return {
    time: all.time.slice(from),
    open: all.open.slice(from),
    high: all.high.slice(from),
    low: all.low.slice(from),
    close: all.close.slice(from),
    volume: all.volume.slice(from),
  }
}

function toSeconds(all: Candles) {
  return { ...all, time: all.time.map((ms) => ms / 1_000) }
}
