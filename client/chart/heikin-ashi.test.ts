import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Columns, emptyColumns, foldPrice, mergeCandles } from './columns.ts'
import { makeHeikinAshi } from './heikin-ashi.ts'

function columnsOf(...rows: [open: number, high: number, low: number, close: number][]): Columns {
  return {
    time: rows.map((_, index) => index * 60),
    open: rows.map(([open]) => open),
    high: rows.map(([, high]) => high),
    low: rows.map(([, , low]) => low),
    close: rows.map(([, , , close]) => close),
    volume: rows.map(() => null),
    rewrites: 0,
  }
}

it('opens in the middle of the body before, and closes at the mean of the four prices', () => {
  expect(makeHeikinAshi()(columnsOf([10, 14, 8, 12], [12, 20, 11, 17]))).toEqual({
    open: [11, 11],
    close: [11, 15],
    high: [14, 20],
    low: [8, 11],
  })
})

it('has no candle of nothing', () => {
  expect(makeHeikinAshi()(emptyColumns()).close).toEqual([])
})

it('gives step by step what a rebuild from the whole gives, whatever changes in between', () => {
  const step = fc.oneof(
    fc.record({
      gap: fc.integer({ min: 0, max: 150_000 }),
      price: fc.integer({ min: 1, max: 99 }),
    }),
    fc.record({ from: fc.integer({ min: -20, max: 40 }), price: fc.integer({ min: 1, max: 99 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const columns = emptyColumns()
      const heikinAshi = makeHeikinAshi()
      let at = 1_000_000
      for (const one of steps) {
        if ('gap' in one) {
          at += one.gap
          foldPrice(columns, { price: one.price, start: at - (at % 60_000) })
        } else {
          // Older candles are put before, or fetched ones in the place of what was folded.
          const time = [0, 1, 2].map((step) => (one.from + step) * 60_000)
          const same = time.map(() => one.price)
          mergeCandles(columns, {
            time,
            open: same,
            high: same,
            low: same,
            close: same,
            volume: same,
          })
        }
        expect(heikinAshi(columns)).toEqual(makeHeikinAshi()(columns))
      }
    }),
  )
})

it('forgets one instrument for the next', () => {
  const heikinAshi = makeHeikinAshi()
  heikinAshi(columnsOf([1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3]))
  const other = columnsOf([10, 14, 8, 12])
  expect(heikinAshi(other)).toEqual(makeHeikinAshi()(other))
})
