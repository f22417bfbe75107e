import type { Columns } from './columns.ts'

export const chartKinds = ['line', 'area', 'candles', 'hollow', 'heikin-ashi'] as const
export type ChartKind = (typeof chartKinds)[number]

/** Which of the palette's line colours. */
export type LineColor = 'first' | 'second' | 'third'

/** A figure at each candle, as long as the columns; null where there is none yet. */
export type Values = readonly (number | null)[]

export interface Line {
  name: string
  color: LineColor
  values: Values
}

/** An indicator on the price's own scale: a moving average, or Bollinger's three lines with what lies between shaded. */
export interface Overlay {
  lines: readonly Line[]
  band: boolean
}

/** An indicator with a scale of its own, below the prices: RSI, MACD. */
export interface Panel {
  name: string
  lines: readonly Line[]
  histogram: Values | undefined
  /** Horizontal lines: 30 and 70 of an RSI. */
  marks: readonly number[]
  /** Absent: as its figures are. */
  range: readonly [low: number, high: number] | undefined
}

/** A price that is waited for. */
export interface Level {
  id: string
  price: number
  text: string
}

/** What is shown; given whole each time. The columns are changed in place. */
export interface ChartView {
  columns: Columns
  intervalMs: number
  decimals: number
  kind: ChartKind
  volume: boolean
  /** `percent` counts from the first candle in sight, and is what a comparison is shown in. */
  scale: 'linear' | 'log' | 'percent'
  overlays: readonly Overlay[]
  panels: readonly Panel[]
  /** Another instrument's closes at the same times. */
  compare: Line | undefined
  levels: readonly Level[]
}
