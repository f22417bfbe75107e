import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OpenChart, openChart } from '../testing/open-chart.ts'
import { takeStep } from './steps.ts'

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
  takeStep(chart.chart, 'closer')
  expect(seconds()).toBeCloseTo(before / 1.6)
  takeStep(chart.chart, 'wider')
  expect(seconds()).toBeCloseTo(before)
  expect(chart.chart.isFollowing()).toBe(true)
})

it('goes earlier and later by one press', () => {
  const { from, to } = chart.span()
  takeStep(chart.chart, 'earlier')
  expect(seconds()).toBeCloseTo(to - from)
  expect(chart.span().from).toBeCloseTo(from - 0.8 * (to - from))
  expect(chart.chart.isFollowing()).toBe(false)
  takeStep(chart.chart, 'later')
  seconds()
  expect(chart.span().from).toBeCloseTo(from)
})
