import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { candles, wave } from '../testing/columns.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'

const up = '0,255,0'
const down = '255,0,0'
let chart: OpenChart | undefined

beforeEach(() => document.body.replaceChildren())
afterEach(() => {
  chart?.chart.destroy()
  vi.restoreAllMocks()
})

/** Few candles, each some twenty pixels wide. */
function open(...args: Parameters<typeof openChart>): OpenChart {
  chart = openChart(...args)
  chart.chart.setSpan({ from: -60, to: 600 })
  chart.paint()
  return chart
}

/** What is painted in the middle of a candle, from its top to its foot. */
function middleOf(chart: OpenChart, index: number) {
  return chart.runsAt(Math.round(chart.leftOf(index * 60))).filter(({ color }) => color !== 'none')
}

it('fills candles with the colour of their way', () => {
  const chart = open({ columns: candles([10, 14, 8, 12], [12, 14, 8, 9]) })
  const [rising, ...none] = middleOf(chart, 0)
  expect(rising?.color).toBe(up)
  expect(none).toEqual([])
  expect(middleOf(chart, 1).map(({ color }) => color)).toEqual([down])
})

it('draws the body between open and close, and the wick between high and low', () => {
  const chart = open({ columns: candles([10, 14, 8, 12]) })
  const middle = Math.round(chart.leftOf(0))
  const ink = (left: number) => {
    const runs = chart.runsAt(left).filter(({ color }) => color === up)
    return (runs.at(-1)?.to ?? 0) - (runs[0]?.from ?? 0) + 1
  }
  expect(ink(middle) / ink(middle + 5)).toBeCloseTo(3, 0)
})

it('stands the wick in the middle of the body, at every zoom', () => {
  const rect = vi.spyOn(Path2D.prototype, 'rect')
  const chart = open({ columns: candles([10, 14, 8, 12]) })
  for (let to = 600; to < 6_000; to += 200) {
    rect.mockClear()
    chart.chart.setSpan({ from: -60, to })
    chart.paint()
    const [body, wick] = rect.mock.calls
    const middleOf = ([left = 0, , width = 0]: number[] = []) => left + width / 2
    expect(middleOf(body)).toBe(middleOf(wick))
  }
})

it('leaves a hollow candle empty inside, with no wick running through it', () => {
  const chart = open({
    columns: candles([10, 10, 10, 10], [10, 14, 8, 12], [12, 14, 8, 9]),
    kind: 'hollow',
  })
  const middle = Math.round(chart.leftOf(60))
  const runs = chart.runsAt(middle).filter(({ from, to }) => from > 0 && to < 250)
  expect(runs.map(({ color }) => color)).toEqual([up, 'none', up])
  const inside = runs[1]
  expect((inside?.to ?? 0) - (inside?.from ?? 0)).toBeGreaterThan(50)
  expect(chart.colorAt(Math.round(chart.leftOf(120)), (inside?.from ?? 0) + 5)).toBe(down)
})

it('colours hollow candles by the close before, not by their own open', () => {
  const chart = open({
    columns: candles([20, 20, 20, 20], [10, 14, 8, 12], [16, 18, 12, 14]),
    kind: 'hollow',
  })
  // Closed above its open and below the one before: hollow and falling.
  expect(middleOf(chart, 1).map(({ color }) => color)).toEqual([down, down])
  // Closed below its open and above the one before: full and rising.
  expect(middleOf(chart, 2).map(({ color }) => color)).toEqual([up])
})

it('leaves no ink where time is missing, and candles at their own times', () => {
  const columns = candles([10, 14, 8, 12], [12, 14, 8, 9])
  columns.time = [0, 480]
  for (const kind of ['candles', 'hollow', 'heikin-ashi', 'line', 'area'] as const) {
    const chart = open({ columns, kind, volume: true })
    for (const left of [60, 120, 240, 360, 420].map(chart.leftOf, chart)) {
      const ink = chart.runsAt(Math.round(left)).filter(({ color }) => color !== 'none')
      // Only the last price's line goes across.
      expect(ink.every(({ from, to }) => to - from <= devicePixelRatio)).toBe(true)
    }
    const ink = chart.runsAt(Math.round(chart.leftOf(480))).filter(({ color }) => color !== 'none')
    expect(ink.length).toBeGreaterThan(0)
    chart.chart.destroy()
  }
})

it('draws no more than there are pixels, however many candles there are', () => {
  const rect = vi.spyOn(Path2D.prototype, 'rect')
  const chart = open({ columns: wave(20_000), volume: true })
  rect.mockClear()
  chart.chart.setSpan({ from: 0, to: 20_000 * 60 })
  chart.paint()
  // A body, a wick and a bar of volume for each column.
  expect(rect.mock.calls.length).toBeLessThan(3.1 * chart.canvas.width)
  expect(rect.mock.calls.length).toBeGreaterThan(chart.canvas.width)
})

it('draws candles that share a column of pixels as the one that they are together', () => {
  const columns = wave(20_000)
  columns.high[10_000] = 200
  const chart = open({ columns })
  chart.chart.setSpan({ from: 0, to: 20_000 * 60 })
  chart.paint()
  const peaks = [-1, 0, 1].map((by) => chart.runsAt(Math.round(chart.leftOf(600_000)) + by))
  const highest = Math.min(
    ...peaks.flatMap((runs) =>
      runs.filter(({ color }) => color !== 'none').map(({ from }) => from),
    ),
  )
  expect(highest).toBeLessThan(40)
})

it('looks at no candle that is out of sight', () => {
  const columns = wave(20_000)
  const chart = open({ columns, volume: true })
  const touched = new Set<string | symbol>()
  const watched = (column: number[]) =>
    new Proxy(column, {
      get(target, key, receiver) {
        touched.add(key)
        return Reflect.get(target, key, receiver)
      },
    })
  chart.show({ columns: { ...columns, low: watched(columns.low) } }, true)
  const indices = [...touched].filter((key) => Number.isInteger(Number(key)))
  expect(indices.length).toBeLessThan(80)
})
