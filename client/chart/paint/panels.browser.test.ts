import { afterEach, beforeEach, expect, it } from 'vitest'
import { wave } from '../testing/columns.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'
import type { Panel } from '../view.ts'

const line = '255,0,255'
let chart: OpenChart | undefined

beforeEach(() => document.body.replaceChildren())
afterEach(() => chart?.chart.destroy())

const rsi: Panel = {
  name: 'RSI',
  lines: [{ name: 'RSI', color: 'first', values: Array.from({ length: 600 }, () => 50) }],
  histogram: undefined,
  marks: [30, 70],
  range: [0, 100],
}
const macd: Panel = {
  name: 'MACD',
  lines: [],
  histogram: Array.from({ length: 600 }, (_, index) => (index < 580 ? 1 : -1)),
  marks: [],
  range: undefined,
}

const runsOf = (chart: OpenChart, left: number, ...colors: string[]) =>
  chart.runsAt(left).filter(({ color }) => colors.includes(color))

it('draws an indicator below the prices, on a scale of its own', () => {
  chart = openChart({ panels: [rsi] })
  const foot = chart.plot.clientHeight
  const left = Math.round(chart.leftOf(590 * 60))
  const [run] = runsOf(chart, left, line)
  // In the middle of a panel that takes a fifth of the height, under its name.
  expect(run?.from).toBeGreaterThan(foot * 0.8)
  expect(run?.to).toBeLessThan(foot)
  expect(chart.texts).toEqual(expect.arrayContaining(['RSI', '30', '70']))
})

it('keeps candles out of the panels, and names no price there', () => {
  chart = openChart({ panels: [rsi, { ...rsi, name: 'other' }], columns: wave(600) })
  const foot = chart.plot.clientHeight
  for (let left = 0; left < chart.plot.clientWidth; left += 3) {
    const lowest = runsOf(chart, left, '0,255,0', '255,0,0').at(-1)
    expect(lowest?.to ?? 0).toBeLessThan(foot * 0.58)
  }
  expect(chart.texts.filter((text) => text === 'RSI' || text === 'other')).toEqual(['RSI', 'other'])
})

it('stands bars on nought, those above in one colour and those below in the other', () => {
  chart = openChart({ panels: [macd] })
  const ground = (left: number) => {
    const foot = chart?.plot.clientHeight ?? 0
    const run = chart
      ?.runsAt(left)
      .findLast(({ color, from }) => color !== 'none' && from > foot * 0.79)
    return run?.color.split(',').map(Number) ?? []
  }
  const [red, green] = ground(Math.round(chart.leftOf(570 * 60)))
  expect(green).toBeGreaterThan(red ?? 0)
  const [red2, green2] = ground(Math.round(chart.leftOf(590 * 60)))
  expect(red2).toBeGreaterThan(green2 ?? 0)
})

it('shows no more than two panels', () => {
  chart = openChart({ panels: [rsi, macd, { ...rsi, name: 'third' }] })
  expect(chart.texts).not.toContain('third')
})
