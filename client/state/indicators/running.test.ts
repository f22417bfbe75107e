import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Candles, Columns } from '../../chart/columns.ts'
import { makeSeries, type Series } from '../candles/series.ts'
import { type Indicator, indicatorTypes, parametersOf } from './indicator.ts'
import { makeRunning } from './running.ts'
import { studyOf } from './study.ts'

const hour = 3_600_000
const dayStart = Date.UTC(2024, 7, 8)

/** Short ones, so that the figures of some forty candles have a middle as well as a beginning. */
const indicators: readonly Indicator[] = indicatorTypes.map((type) => ({
  type,
  parameters: parametersOf[type].map(({ preset }, index) =>
    parametersOf[type].length === 3 ? ([3, 5, 2][index] ?? 0) : Math.min(preset, 4),
  ),
}))

function candles(
  rows: readonly (readonly [hours: number, close: number, volume?: number])[],
): Candles {
  const close = rows.map((row) => row[1])
  return {
    time: rows.map((row) => dayStart + row[0] * hour),
    open: close,
    high: close.map((one) => one + 1),
    low: close.map((one) => one - 1),
    close,
    volume: rows.map((row) => row[2] ?? 1),
  }
}

function computed(indicator: Indicator, series: Series) {
  const running = makeRunning(studyOf(indicator, 'BINANCE'))
  running.update(series)
  return running.values
}

function of(type: Indicator['type'], parameters: number[], rows: Parameters<typeof candles>[0]) {
  const series = makeSeries()
  series.mergeNewest(candles(rows))
  return computed({ type, parameters }, series)
}

it('averages the last closes, and nothing before there are enough', () => {
  const rows = [10, 11, 12, 16].map((close, at) => [at, close] as const)
  expect(of('sma', [3], rows)).toEqual([[null, null, 11, 13]])
  expect(of('ema', [3], rows)[0]?.slice(0, 3)).toEqual([null, null, 11.25])
})

it('averages over silence as over any two candles, because an interval without a trade has none', () => {
  const rows = [
    [0, 10],
    [1, 11],
    [50, 12],
  ] as const
  expect(of('sma', [3], rows)).toEqual([[null, null, 11]])
})

it('lays bands of so many deviations around the average', () => {
  const rows = [2, 4, 4, 4, 5, 5, 7, 9].map((close, at) => [at, close] as const)
  const [upper, middle, lower] = of('bollinger', [8, 2], rows)
  expect([upper?.[7], middle?.[7], lower?.[7]]).toEqual([9, 5, 1])
})

it('weighs prices by volume from the beginning of each day on', () => {
  const rows = [
    [22, 10, 1],
    [23, 20, 3],
    [24, 50, 2],
  ] as const
  expect(of('vwap', [], rows)).toEqual([[10, 17.5, 50]])
})

it('has no price by volume after a candle whose volume is not known, until the next day', () => {
  const series = makeSeries()
  series.mergeNewest(candles([[21, 10]]))
  series.fold({ price: 11, start: dayStart + 22 * hour }, false)
  series.fold({ price: 12, start: dayStart + 23 * hour }, false)
  const vwap: Indicator = { type: 'vwap', parameters: [] }
  expect(computed(vwap, series)).toEqual([[10, null, null]])
  series.mergeNewest(
    candles([
      [22, 11],
      [23, 12],
    ]),
  )
  expect(computed(vwap, series)).toEqual([[10, 10.5, 11]])
})

it('tells strength by what was won and lost', () => {
  const rows = [10, 11, 12, 13, 12].map((close, at) => [at, close] as const)
  expect(of('rsi', [2], rows)[0]?.map((value) => value && Math.round(value))).toEqual([
    null,
    null,
    100,
    100,
    50,
  ])
})

it('shows the signal of a MACD once it is smooth', () => {
  const rows = Array.from({ length: 9 }, (_, at) => [at, 10 + at] as const)
  const [macd, signal, histogram] = of('macd', [2, 4, 3], rows)
  expect(macd?.findIndex((value) => value !== null)).toBe(3)
  expect(signal?.findIndex((value) => value !== null)).toBe(5)
  expect(histogram?.[8]).toBeCloseTo((macd?.[8] ?? 0) - (signal?.[8] ?? 0), 12)
})

it('computes nothing behind a hole until it is filled', () => {
  const series = makeSeries()
  series.mergeNewest(
    candles([
      [0, 10],
      [1, 10],
    ]),
  )
  series.fold({ price: 99, start: dayStart + 9 * hour }, true)
  const running = makeRunning(studyOf({ type: 'sma', parameters: [2] }, 'BINANCE'))
  running.update(series)
  expect(running.values).toEqual([[null, 10, null]])
  series.mergeNewest(
    candles([
      [1, 10],
      [8, 20],
      [9, 99],
    ]),
  )
  running.update(series)
  expect(running.values).toEqual([[null, 10, 15, 59.5]])
})

it('counts the last candle it has seen anew where those behind it are fetched', () => {
  const series = makeSeries()
  series.mergeNewest(
    candles([
      [0, 10],
      [1, 10],
    ]),
  )
  const running = makeRunning(studyOf({ type: 'sma', parameters: [2] }, 'BINANCE'))
  running.update(series)
  series.fold({ price: 20, start: dayStart + hour }, false)
  series.fold({ price: 30, start: dayStart + 2 * hour }, false)
  series.mergeNewest(candles([[2, 40]]))
  running.update(series)
  expect(running.values).toEqual([[null, 15, 30]])
})

const price = fc.integer({ min: 1, max: 60 })
const volume = fc.integer({ min: 0, max: 5 })
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('trade' as const), later: fc.nat(2), price }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fetch' as const),
      back: fc.nat(8),
      prices: fc.array(fc.tuple(price, volume), { minLength: 1, maxLength: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('past' as const),
      prices: fc.array(fc.tuple(price, volume), { maxLength: 7 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gap' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
)

it('has the same figures step by step as computed from nothing, whatever comes in which order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const series = makeSeries()
      const running = indicators.map((each) => makeRunning(studyOf(each, 'BINANCE')))
      let at = 200
      let isAfterGap = true
      for (const each of steps) {
        if (each.do === 'trade') {
          at += each.later
          series.fold({ price: each.price, start: dayStart + at * hour }, isAfterGap)
        } else if (each.do === 'gap') {
          isAfterGap = true
          at += 3
        } else if (each.do === 'fetch') {
          const from = Math.max(190, at - each.back)
          const rows = each.prices.map((one, index) => [from + index, ...one] as const)
          series.mergeNewest(candles(rows.filter(([hours]) => hours <= at)))
          isAfterGap = false
        } else if (each.do === 'past') {
          const since = (series.knownSince ?? dayStart) - 8 * hour
          const first = (since - dayStart) / hour
          const rows = each.prices.map((one, index) => [first + index, ...one] as const)
          if (series.knownSince !== undefined) series.mergeOlder(candles(rows), since)
        } else {
          for (const one of running) one.update(series)
        }
        if (steps.length % 3 === 0) for (const one of running) one.update(series)
      }
      for (const [which, one] of running.entries()) {
        const indicator = indicators[which]
        if (!indicator) continue
        one.update(series)
        const whole = computed(indicator, series)
        expect(one.values.map((column) => column.length)).toEqual(
          whole.map(() => series.columns.time.length),
        )
        expectClose(one.values, { whole, columns: series.columns })
      }
    }),
    { numRuns: 400 },
  )
})

/** All but the price by volume are equal to the last bit; its sums are added to and taken from. */
function expectClose(
  values: ReturnType<typeof computed>,
  { whole, columns }: { whole: ReturnType<typeof computed>; columns: Columns },
) {
  for (const [which, column] of whole.entries()) {
    for (const [index, expected] of column.entries()) {
      const value = values[which]?.[index]
      const where = `figure ${which} of the candle at ${columns.time[index]}`
      if (expected === null) expect(value, where).toBeNull()
      else expect(value, where).toBeCloseTo(expected, 9)
    }
  }
}
