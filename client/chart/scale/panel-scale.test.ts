import { expect, it } from 'vitest'
import type { Panel } from '../view.ts'
import { layOut } from './layout.ts'
import { fitPanel } from './panel-scale.ts'

const all = { from: 0, to: 3 }
const options = { space: 0.4, decimals: 2 }
const panel = (patch: Partial<Panel>): Panel => ({
  name: 'A',
  lines: [],
  histogram: undefined,
  marks: [],
  range: undefined,
  ...patch,
})
const line = (...values: (number | null)[]) => ({ name: 'a', color: 'first' as const, values })

it('takes its own range and marks where it has them', () => {
  const rsi = panel({ range: [0, 100], marks: [30, 70], lines: [line(50, 51, 52)] })
  expect(fitPanel(rsi, all, options)).toEqual({ low: 0, high: 100, ticks: [30, 70] })
})

it('is as its figures in sight are, with round ticks', () => {
  const scale = fitPanel(panel({ lines: [line(null, -3, 5, 99)] }), all, options)
  expect(scale).toEqual({ low: -3, high: 5, ticks: [0, 5] })
})

it('reaches to nought where bars stand on it', () => {
  const scale = fitPanel(panel({ histogram: [2, 3, 4] }), all, options)
  expect(scale).toMatchObject({ low: 0, high: 4 })
})

it('has no scale before there are figures', () => {
  expect(fitPanel(panel({ lines: [line(null, null, null)] }), all, options)).toBeUndefined()
})

it('leaves the prices more than half, however many panels there are', () => {
  for (const height of [150, 300, 800]) {
    for (const count of [0, 1, 2, 5]) {
      const { prices, panels } = layOut(height, count)
      expect(panels.length).toBe(Math.min(count, 2))
      expect(prices.to).toBeGreaterThan(0.5)
      expect(panels.at(-1)?.to ?? prices.to).toBeCloseTo(1)
    }
  }
})
