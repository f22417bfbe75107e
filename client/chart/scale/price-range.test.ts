import { expect, it } from 'vitest'
import { emptyColumns } from '../columns.ts'
import type { ChartView } from '../view.ts'
import { measurePrices } from './price-range.ts'

const columns = {
  ...emptyColumns(),
  time: [0, 60, 120, 180],
  open: [10, 11, 12, 13],
  high: [99, 15, 16, 17],
  low: [1, 9, 8, 7],
  close: [11, 12, 13, 14],
  volume: [1, 1, 1, 1],
}
const view: ChartView = {
  columns,
  intervalMs: 60_000,
  decimals: 2,
  kind: 'candles',
  volume: false,
  scale: 'linear',
  overlays: [],
  panels: [],
  compare: undefined,
  levels: [{ id: 'a', price: 500, text: '' }],
}
const sight = { drawn: columns, reach: { from: 1, to: 3 }, first: 1 }
const line = (...values: (number | null)[]) => ({ name: 'a', color: 'first' as const, values })

it('reaches around the candles in sight, not around others or what is waited for', () => {
  expect(measurePrices(view, sight)).toMatchObject({ low: 8, high: 16, base: 12 })
})

it('reaches around closes only where only they are drawn', () => {
  expect(measurePrices({ ...view, kind: 'area' }, sight)).toMatchObject({ low: 12, high: 13 })
})

it('reaches around what is drawn over them', () => {
  const overlays = [{ band: false, lines: [line(null, null, 20, 100)] }]
  expect(measurePrices({ ...view, overlays }, sight)).toMatchObject({ low: 8, high: 20 })
})

it('lets no band take it below nought', () => {
  const overlays = [{ band: true, lines: [line(20, 20, 20, 20), line(-5, -5, -5, -5)] }]
  expect(measurePrices({ ...view, overlays }, sight)).toMatchObject({ low: 8, high: 20 })
})

it('puts the second instrument where its per cents are, from its own first price in sight', () => {
  const compare = line(1, null, 100, 150)
  const measured = measurePrices({ ...view, compare }, { ...sight, reach: { from: 1, to: 4 } })
  expect(measured?.compareFactor).toBeCloseTo(0.12)
  expect(measured?.high).toBeCloseTo(18)
})

it('is of nothing where no candle is in sight', () => {
  expect(measurePrices(view, { ...sight, reach: { from: 2, to: 2 } })).toBeUndefined()
})
