import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeSeries, type Series } from '../candles/series.ts'
import { makeAligned } from './aligned.ts'

const minute = 60_000

function seriesOf(...rows: (readonly [minutes: number, price: number])[]) {
  const series = makeSeries()
  for (const [minutes, price] of rows) series.fold({ price, start: minutes * minute }, false)
  return series
}

function computed(main: Series, other: Series) {
  const aligned = makeAligned()
  aligned.update(main, other)
  return aligned.values
}

it('stands at the same times, and nowhere where the other one has no candle', () => {
  const main = seriesOf([0, 1], [1, 2], [2, 3], [5, 4])
  const other = seriesOf([1, 70], [3, 80], [5, 90], [6, 95])
  expect(computed(main, other)).toEqual([null, 70, null, 90])
})

it('is the same step by step as computed from nothing', () => {
  const step = fc.record({
    which: fc.constantFrom('main', 'other', 'fetch'),
    later: fc.nat(2),
    price: fc.integer({ min: 1, max: 99 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const main = makeSeries()
      const other = makeSeries()
      const aligned = makeAligned()
      const at = { main: 100, other: 100 }
      for (const { which, later, price } of steps) {
        if (which === 'fetch') {
          const time = [at.other * minute]
          const figures = [price]
          const [open, high, low, close, volume] = [figures, figures, figures, figures, figures]
          other.mergeNewest({ time, open, high, low, close, volume })
        } else {
          at[which] += later
          const series = which === 'main' ? main : other
          series.fold({ price, start: at[which] * minute }, false)
        }
        aligned.update(main, other)
        expect(aligned.values).toEqual(computed(main, other))
      }
    }),
  )
})
