import { expect, it } from 'vitest'
import type { CandleState } from '../candles/candles.ts'
import { makeSeries } from '../candles/series.ts'
import { legendOf, spokenOf } from './legend.ts'

const minute = 60_000
const start = Date.UTC(2024, 7, 8, 12)

function candles(): CandleState {
  const series = makeSeries()
  const close = [100, 110, 99]
  series.mergeNewest({
    time: close.map((_, index) => start + index * minute),
    open: [90, 100, 110],
    high: [101, 111, 112],
    low: [89, 99, 98],
    close,
    volume: [5, 6, 7],
  })
  series.fold({ price: 99.5, start: start + 3 * minute }, false)
  return {
    ...{ series, interval: '1m', venue: 'BINANCE', decimals: 2, version: 1, loading: false },
    ...{ past: true, keptAt: undefined, problem: undefined, edge: 'open' },
  }
}

const plain = { drawn: [], compare: undefined, span: undefined }

it('tells the candle under the cursor, its way, and its change from the close before', () => {
  const legend = legendOf({ candles: candles(), ...plain }, 1)
  expect(legend?.figures.map(({ text, value }) => `${text} ${value}`)).toEqual([
    'O 100.00',
    'H 111.00',
    'L 99.00',
    'C 110.00',
    'V 6',
  ])
  expect(legend).toMatchObject({ way: 'up', change: { way: 'up', text: '+10.00%' } })
})

it('tells the newest where there is no cursor, and claims nothing that is not known', () => {
  const legend = legendOf({ candles: candles(), ...plain }, undefined)
  expect(legend?.figures.at(-1)?.value).toBe('–')
  expect(legend?.change.text).toBe('+0.51%')
  expect(legendOf({ candles: candles(), ...plain }, 0)?.change).toEqual({ way: 'flat', text: '–' })
})

it('has nothing to tell of no candles', () => {
  const empty = { ...candles(), series: makeSeries() }
  expect(legendOf({ candles: empty, ...plain }, undefined)).toBeUndefined()
})

it('counts the second instrument from the first candle in sight that it has', () => {
  const values = [50, null, 55, 66]
  const figures = {
    candles: candles(),
    drawn: [],
    compare: { name: 'ETHUSDT', color: 'sixth' as const, values },
    span: { from: start / 1_000 + 60, to: start / 1_000 + 600 },
  }
  expect(legendOf(figures, 3)?.compare).toBe('+20.00%')
  expect(legendOf(figures, 1)?.compare).toBe('–')
  expect(legendOf({ ...figures, span: undefined }, 3)?.compare).toBe('+32.00%')
})

it('says in words what the legend shows', () => {
  const drawn = [
    {
      ...{ indicator: { type: 'rsi' as const, parameters: [14] }, name: 'RSI 14' },
      ...{ color: 'first' as const, values: [[null, 61.26, null]] },
    },
  ]
  const spoken = spokenOf({ candles: candles(), ...plain, drawn }, 1)
  expect(spoken).toMatch(
    /open 100\.00, high 111\.00, low 99\.00, close 110\.00, volume 6, change \+10\.00%, RSI 14 61\.3$/,
  )
})
