import type { Columns } from './columns.ts'
import type { Stage } from './gestures/stage.ts'

export const chartKinds = ['line', 'area', 'candles', 'hollow', 'heikin-ashi'] as const
export type ChartKind = (typeof chartKinds)[number]

/** Whether a kind draws closes only. */
export function isLine(kind: ChartKind): boolean {
  return kind === 'line' || kind === 'area'
}

/** The palette's colours of lines. */
export const lineColors = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const
export type LineColor = (typeof lineColors)[number]

/** A figure at each candle, as long as the columns; null where there is none yet. */
export type Values = readonly (number | null)[]

export interface Line {
  name: string
  color: LineColor
  values: Values
}

/**
 * An indicator on the price's own scale: a moving average, or Bollinger's three lines with what lies
 * between the first and the last shaded.
 */
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
  /** Whether it has a grip to be dragged by. */
  movable?: boolean
  /** Just placed: its grip takes the focus. */
  fresh?: boolean
}

/** What becomes of levels that are moved. The chart moves none by itself: it is shown them anew. */
export interface LevelOptions {
  /** Covers the chart's host; grips are put into it. */
  layer: HTMLElement
  move(id: string, price: number): void
  confirm(): void
  cancel(): void
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

/** A stretch of time, epoch seconds. */
export interface Span {
  from: number
  to: number
}

/** What the chart asks of the page, and tells it. All words and formats are the page's. */
export interface ChartOptions {
  /** What the chart is called by who can't see it; asked for anew whenever it is shown something. */
  label(): string
  formatPrice(value: number): string
  /** Of the axis when prices are shown in per cent: `-1.5` is `−1.5%`. */
  formatPercent(percent: number): string
  /** Of a label on the time axis, given the one before it; epoch seconds. */
  formatTime(time: number, before: number | undefined): string
  /** Of a candle's start under the crosshair, whole; epoch seconds. */
  formatMoment(time: number): string
  /** A candle in words, for who can't see it. */
  describe(index: number): string
  /** IANA name of the zone whose days and hours the time axis counts; of days and weeks it is UTC. */
  zone(): string | undefined
  /** The index of the candle under the cursor; `undefined` when there is no cursor. */
  onCursor(index: number | undefined): void
  /** The span in sight whenever it is another, at most once a frame. */
  onSpan(span: Span): void
  /** Absent where levels stay where they are. */
  levels?: LevelOptions
  /**
   * Calls `paint` once in the next frame, or in the present one where that isn't painted yet. Returns
   * what calls it off.
   */
  requestPaint(paint: () => void): () => void
}

export interface Chart {
  /** Shows `next`; `anew` forgets where the user was, as for another instrument or interval. */
  show(next: ChartView, anew?: boolean): void
  /** Shows this span, even where there are no candles yet. */
  setSpan(span: Span): void
  /** Shows the newest candles, as many as are legible, and follows them. */
  reset(): void
  /** For what moves and zooms from outside. */
  readonly stage: Pick<Stage, 'sight' | 'hold' | 'move'>
  /** Whether new candles keep the newest in sight. */
  isFollowing(): boolean
  /** What is painted, as a PNG under a heading. */
  image(heading: { name: string; detail: string }): Promise<Blob>
  destroy(): void
}
