import type { VenueName } from '../../../shared/instrument.ts'
import { type ChartInterval, chartIntervalMs } from '../../../shared/rollup.ts'
import type { LineColor, Overlay, Panel, Values } from '../../chart/view.ts'
import type { Series } from '../candles/series.ts'
import { type Indicator, keyOf } from './indicator.ts'
import { makeRunning, type Running } from './running.ts'
import { studyOf } from './study.ts'

/** An indicator with its figures, as the chart draws it and the legend reads it. */
export interface Drawn {
  indicator: Indicator
  color: LineColor
  /** Beside the columns; changed in place. */
  values: readonly Values[]
}

const colors: readonly LineColor[] = ['first', 'second', 'third']
const dayMs = chartIntervalMs['1d']

export interface DrawnOptions {
  interval: ChartInterval
  venue: VenueName | undefined
}

/** Keeps the figures of the indicators that are on up to date; of others nothing is computed. */
export function makeIndicators() {
  let running = new Map<string, Running>()

  return (series: Series, indicators: readonly Indicator[], options: DrawnOptions): Drawn[] => {
    const { interval, venue } = options
    const kept = new Map<string, Running>()
    const drawn = indicators.filter(({ type }) => hasMeaning(type, interval))
    const all = drawn.map((indicator, index): Drawn => {
      const key = `${keyOf(indicator)} ${venue}`
      const own = running.get(key) ?? makeRunning(studyOf(indicator, venue))
      own.update(series)
      kept.set(key, own)
      return { indicator, color: colors[index % colors.length] ?? 'first', values: own.values }
    })
    running = kept
    return all
  }
}

/** A price since the day began says nothing where every candle is a day or more. */
export function hasMeaning(type: Indicator['type'], interval: ChartInterval): boolean {
  return type !== 'vwap' || chartIntervalMs[interval] < dayMs
}

/** Those on the prices' own scale. */
export function overlaysOf(drawn: readonly Drawn[], nameOf: (of: Indicator) => string): Overlay[] {
  return drawn
    .filter(({ indicator: { type } }) => type !== 'rsi' && type !== 'macd')
    .map(({ indicator, color, values }) => ({
      lines: values.map((each) => ({ name: nameOf(indicator), color, values: each })),
      band: indicator.type === 'bollinger',
    }))
}

/** Those with a scale of their own, below. */
export function panelsOf(drawn: readonly Drawn[], nameOf: (of: Indicator) => string): Panel[] {
  return drawn.flatMap(({ indicator, color, values: [first = [], second = [], third] }) => {
    const name = nameOf(indicator)
    const line = { name, color, values: first }
    if (indicator.type === 'rsi') {
      const panel = { name, lines: [line], histogram: undefined, marks: [30, 70] }
      return [{ ...panel, range: [0, 100] as const }]
    }
    if (indicator.type !== 'macd') return []
    const signal = { name, color: other(color), values: second }
    return [{ name, lines: [line, signal], histogram: third, marks: [0], range: undefined }]
  })
}

function other(color: LineColor): LineColor {
  return colors[(colors.indexOf(color) + 1) % colors.length] ?? 'second'
}
