import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OpenChart, openChart } from '../testing/open-chart.ts'

let chart: OpenChart

beforeEach(() => {
  document.body.replaceChildren()
  chart = openChart()
})
afterEach(() => chart.chart.destroy())

function seconds(): number {
  chart.paint()
  const { from, to } = chart.span()
  return to - from
}

it('zooms in and out by one press, and goes on following the newest', () => {
  const before = seconds()
  chart.chart.step('closer')
  expect(seconds()).toBeCloseTo(before / 1.6)
  chart.chart.step('wider')
  expect(seconds()).toBeCloseTo(before)
  expect(chart.chart.isFollowing()).toBe(true)
})

it('goes earlier and later by one press', () => {
  const { from, to } = chart.span()
  chart.chart.step('earlier')
  expect(seconds()).toBeCloseTo(to - from)
  expect(chart.span().from).toBeCloseTo(from - 0.8 * (to - from))
  expect(chart.chart.isFollowing()).toBe(false)
  chart.chart.step('later')
  seconds()
  expect(chart.span().from).toBeCloseTo(from)
})
