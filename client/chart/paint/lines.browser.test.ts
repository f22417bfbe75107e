import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { candles, wave } from '../testing/columns.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'
import type { LineColor, Values } from '../view.ts'

const accent = '0,0,255'
const colors = {
  first: '255,0,255',
  second: '0,255,255',
  third: '255,255,0',
} satisfies Partial<Record<LineColor, string>>
let chart: OpenChart | undefined

beforeEach(() => document.body.replaceChildren())
afterEach(() => {
  chart?.chart.destroy()
  vi.restoreAllMocks()
})

function open(...args: Parameters<typeof openChart>): OpenChart {
  chart = openChart(...args)
  chart.chart.setSpan({ from: -60, to: 600 })
  chart.paint()
  return chart
}

const flat = (...prices: number[]) =>
  candles(...prices.map((price): [number, number, number, number] => [price, price, price, price]))
const line = (color: LineColor, values: Values) => ({ name: color, color, values })

/** The height at which a colour stands at a time, CSS pixels. */
function heightOf(chart: OpenChart, time: number, color: string): number {
  const left = Math.round(chart.leftOf(time))
  const run = chart.runsAt(left).find((run) => run.color === color)
  return run ? (run.from + run.to) / 2 : Number.NaN
}

it('draws equal ratios equally high on a logarithmic scale, and equal steps on a linear one', () => {
  const columns = flat(1, 10, 100, 100)
  const steps = (scale: 'linear' | 'log') => {
    const chart = open({ columns, kind: 'line', scale })
    const [one = 0, ten = 0, hundred = 0] = [0, 60, 120].map((time) =>
      heightOf(chart, time, accent),
    )
    chart.chart.destroy()
    return (one - ten) / (ten - hundred)
  }
  expect(steps('log')).toBeCloseTo(1, 0)
  expect(steps('linear')).toBeLessThan(0.2)
})

it('has nothing below the line, unless it is an area', () => {
  const columns = flat(10, 12, 11, 12)
  const inkBelow = (kind: 'line' | 'area') => {
    const chart = open({ columns, kind })
    const left = Math.round(chart.leftOf(60))
    const color = chart.colorAt(left, heightOf(chart, 60, accent) + 40)
    chart.chart.destroy()
    return color
  }
  expect(inkBelow('line')).toBe('none')
  expect(inkBelow('area')).not.toBe('none')
})

it('draws a candle alone between two silences as a dot', () => {
  const columns = flat(10, 11, 12)
  columns.time = [0, 240, 480]
  const chart = open({ columns, kind: 'line' })
  const left = Math.round(chart.leftOf(240))
  const ink = [0, 1]
    .flatMap((by) => chart.runsAt(left + by))
    .filter(({ color }) => color !== 'none')
  expect(ink.length).toBeGreaterThan(0)
})

it('makes no more of a line than there are pixels', () => {
  const lineTo = vi.spyOn(Path2D.prototype, 'lineTo')
  const chart = open({ columns: wave(20_000), kind: 'line' })
  lineTo.mockClear()
  chart.chart.setSpan({ from: 0, to: 20_000 * 60 })
  chart.paint()
  expect(lineTo.mock.calls.length).toBeLessThan(5 * chart.canvas.width)
})

it('draws moving averages from where they begin, across candles that have none', () => {
  const overlays = [{ band: false, lines: [line('first', [null, null, 10, null, 10, 10])] }]
  const chart = open({ columns: flat(10, 12, 14, 12, 14, 12), intervalMs: 60_000, overlays })
  expect(heightOf(chart, 60, colors.first)).toBeNaN()
  expect(heightOf(chart, 270, colors.first)).not.toBeNaN()
})

it('shades what lies between the lines of a band', () => {
  const overlays = [
    {
      band: true,
      lines: [
        line('third', [14, 14, 14]),
        line('third', [12, 12, 12]),
        line('third', [10, 10, 10]),
      ],
    },
  ]
  const chart = open({ columns: flat(12, 12, 12), overlays })
  const left = Math.round(chart.leftOf(30))
  const lines = chart.runsAt(left).filter(({ color }) => color === colors.third)
  const upper = lines[0]?.from ?? 0
  const lower = lines.at(-1)?.to ?? 0
  expect(chart.colorAt(left, upper + 12)).not.toBe('none')
  expect(chart.colorAt(left, lower - 12)).not.toBe('none')
  expect(chart.colorAt(left, lower + 12)).toBe('none')
  expect(chart.colorAt(left, upper - 12)).toBe('none')
})

it('draws a comparison where its per cents are, and counts in per cent', () => {
  const compare = line('second', [200, 220, 260, 240])
  const chart = open({ columns: flat(100, 110, 120, 130), kind: 'line', scale: 'percent', compare })
  expect(heightOf(chart, 120, colors.second)).toBeLessThan(heightOf(chart, 120, accent))
  expect(heightOf(chart, 180, colors.second)).toBeGreaterThan(heightOf(chart, 180, accent))
  expect(chart.texts).toEqual(expect.arrayContaining(['30.0%', '20.0%']))
  expect(chart.texts.filter((text) => text.includes('.')).every((text) => text.endsWith('%'))).toBe(
    true,
  )
})

it('counts per cents anew from the first candle in sight', () => {
  const chart = open({ columns: flat(100, 110, 120, 132), kind: 'line', scale: 'percent' })
  expect(chart.texts).toContain('32.0%')
  chart.chart.setSpan({ from: 60, to: 600 })
  chart.paint()
  expect(chart.texts).toContain('20.0%')
})
