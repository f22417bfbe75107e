import { afterEach, beforeEach, expect, it } from 'vitest'
import { candles } from '../testing/columns.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'

let chart: OpenChart | undefined

beforeEach(() => document.body.replaceChildren())
afterEach(() => chart?.chart.destroy())

const rows: [number, number, number, number][] = [
  [10, 14, 8, 12],
  [12, 20, 11, 17],
]

it('tells the real last price, also where the candles are made of others', () => {
  for (const kind of ['candles', 'heikin-ashi', 'line'] as const) {
    chart = openChart({ columns: candles(...rows), kind })
    expect(chart.texts).toContain('17.00')
    chart.chart.destroy()
  }
})

it('draws a level across the plot, with what it says and its price', () => {
  const level = { id: 'a', price: 15, text: 'Sell' }
  chart = openChart({ columns: candles(...rows), levels: [level] })
  expect(chart.texts).toEqual(expect.arrayContaining(['Sell', '15.00']))
  const blue = new Set<string>()
  for (let left = 60; left < 300; left++) {
    for (const { color } of chart.runsAt(left)) blue.add(color)
  }
  expect(blue).toContain('0,0,255')
})

it('draws no level that is out of sight', () => {
  const level = { id: 'a', price: 1_500, text: 'Sell' }
  chart = openChart({ columns: candles(...rows), levels: [level] })
  expect(chart.texts).not.toContain('Sell')
})
