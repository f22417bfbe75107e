import { venues } from '../../../shared/instrument.ts'
import { type ChartInterval, chartIntervalMs } from '../../../shared/rollup.ts'
import {
  type LineColor,
  lineColors,
  type Overlay,
  type Panel,
  type Values,
} from '../../chart/view.ts'
import type { CandleState } from '../candles/candles.ts'
import { type Indicator, keyOf } from './indicator.ts'
import { makeRunning, type Running } from './running.ts'
import { studyOf } from './study.ts'

/** An indicator with its figures, as the chart draws it and the legend reads it. */
export interface Drawn {
  indicator: Indicator
  /** With its parameters: `SMA 20`. */
  name: string
  color: LineColor
  /** Beside the columns; changed in place. */
  values: readonly Values[]
}

/** The last one is a second instrument's. */
const colors = lineColors.slice(0, -1)
const dayMs = chartIntervalMs['1d']

/** Keeps the figures of the indicators that are on up to date; of others nothing is computed. */
export function makeIndicators(nameOf: (of: Indicator) => string) {
  let running = new Map<string, Running>()

  return ({ series, interval, venue: from }: CandleState, indicators: readonly Indicator[]) => {
    const venue = venues.find((each) => each === from)
    const kept = new Map<string, Running>()
    const drawn = indicators.flatMap((indicator, index): Drawn[] => {
      if (!hasMeaning(indicator, interval)) return []
      const key = `${keyOf(indicator)} ${venue}`
      const own = running.get(key) ?? makeRunning(studyOf(indicator, venue))
      own.update(series)
      kept.set(key, own)
      const color = colors[index % colors.length] ?? 'first'
      return [{ indicator, name: nameOf(indicator), color, values: own.values }]
    })
    running = kept
    return {
      drawn,
      overlays: drawn.filter((each) => !isApart(each)).map(overlayOf),
      panels: drawn.filter(isApart).map(panelOf),
    }
  }
}

/** A price since the day began says nothing where every candle is a day or more. */
function hasMeaning({ type }: Indicator, interval: ChartInterval): boolean {
  return type !== 'vwap' || chartIntervalMs[interval] < dayMs
}

/** Whether its figures are no prices. */
function isApart({ indicator: { type } }: Drawn): boolean {
  return type === 'rsi' || type === 'macd'
}

function overlayOf({ indicator, name, color, values }: Drawn): Overlay {
  return {
    lines: values.map((each) => ({ name, color, values: each })),
    band: indicator.type === 'bollinger',
  }
}

function panelOf({
  indicator,
  name,
  color,
  values: [first = [], second = [], third],
}: Drawn): Panel {
  const line = { name, color, values: first }
  if (indicator.type === 'rsi') {
    return { name, lines: [line], histogram: undefined, marks: [30, 70], range: [0, 100] }
  }
  const next = colors[(colors.indexOf(color) + 1) % colors.length] ?? color
  const signal = { name, color: next, values: second }
  return { name, lines: [line, signal], histogram: third, marks: [0], range: undefined }
}
