import { firstAtOrAfter } from '../../chart/columns.ts'
import type { Line, Span, Values } from '../../chart/view.ts'
import {
  directionOf,
  formatCandleTime,
  formatChange,
  formatDecimal,
  formatVolume,
} from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import type { CandleState } from '../candles/candles.ts'
import type { Drawn } from '../indicators/drawn.ts'
import type { Indicator } from '../indicators/indicator.ts'

/** What an indicator is called, with its parameters: `SMA 20`. */
export function indicatorName({ type, parameters }: Indicator): string {
  return [chartWords().indicator[type], ...parameters].join(' ')
}

export interface Figures {
  candles: CandleState
  drawn: readonly Drawn[]
  compare: Line | undefined
  /** In per cent it is counted from the first candle in sight. */
  span: Span | undefined
}

const unknown = '–'

/** The figures of the candle at an index; of the newest where there is none. */
export function legendOf({ candles, drawn, compare, span }: Figures, at: number | undefined) {
  const { series, decimals, interval } = candles
  const { columns } = series
  const index = at !== undefined && at < columns.time.length ? at : columns.time.length - 1
  const time = columns.time[index]
  if (time === undefined) return undefined
  const open = columns.open[index] ?? Number.NaN
  const close = columns.close[index] ?? Number.NaN
  const volume = columns.volume[index]
  const change = changeOf(close, columns.close[index - 1])
  const names = chartWords().figures
  const price = (value: number | null | undefined) =>
    value === undefined || value === null ? unknown : formatDecimal(value, decimals)
  return {
    time: formatCandleTime(time * 1_000, interval),
    way: close >= open ? ('up' as const) : ('down' as const),
    figures: [
      { ...names.open, value: price(open) },
      { ...names.high, value: price(columns.high[index]) },
      { ...names.low, value: price(columns.low[index]) },
      { ...names.close, value: price(close) },
      { ...names.volume, value: typeof volume === 'number' ? formatVolume(volume) : unknown },
    ],
    change: {
      way: directionOf(change),
      text: change === undefined ? unknown : formatChange(change),
    },
    lines: drawn.map(({ indicator, name, color, values }) => ({
      name,
      color,
      values: values.map((each) =>
        indicator.type === 'rsi' ? strength(each[index]) : price(each[index]),
      ),
    })),
    compare: compare && comparedAt(compare, { index, from: firstIn(columns.time, span) }),
  }
}

/** The same in words, for those who hear it. */
export function spokenOf(figures: Figures, index: number): string {
  const legend = legendOf(figures, index)
  if (!legend) return ''
  const lines = legend.lines.map(({ name, values }) => `${name} ${values.join(', ')}`)
  return [
    legend.time,
    ...legend.figures.map(({ spoken, value }) => `${spoken} ${value}`),
    `${chartWords().change} ${legend.change.text}`,
    ...lines,
    ...(legend.compare ? [`${figures.compare?.name} ${legend.compare}`] : []),
  ].join(', ')
}

/** Basis points from the close before; `undefined` of the first candle. */
function changeOf(close: number, before: number | undefined): number | undefined {
  return before === undefined ? undefined : Math.round((close / before - 1) * 10_000)
}

/** An RSI goes from 0 to 100, whatever the decimals of the price. */
function strength(value: number | null | undefined): string {
  return typeof value === 'number' ? formatDecimal(value, 1) : unknown
}

function firstIn(times: readonly number[], span: Span | undefined): number {
  return span === undefined ? 0 : firstAtOrAfter(times, span.from)
}

function comparedAt({ values }: Line, { index, from }: { index: number; from: number }): string {
  const base = valueFrom(values, from)
  const value = values[index]
  if (base === undefined || typeof value !== 'number') return unknown
  return formatChange(Math.round((value / base - 1) * 10_000))
}

function valueFrom(values: Values, from: number): number | undefined {
  for (let index = from; index < values.length; index++) {
    const value = values[index]
    if (typeof value === 'number') return value
  }
  return undefined
}
