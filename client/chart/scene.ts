import type uPlot from 'uplot'
import type { ChartColors } from './colors.ts'
import type { Reach } from './columns.ts'
import type { Drawn } from './heikin-ashi.ts'
import type { Area, Layout } from './scale/layout.ts'
import type { PriceScale } from './scale/price-scale.ts'
import type { ChartOptions, ChartView, Span } from './view.ts'

/** A part of the canvas, in its own pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** What is to be painted, before it is known where. */
export interface Subject {
  view: ChartView
  /** The candles as they are drawn. */
  drawn: Drawn
  reach: Reach
  span: Span
  scale: PriceScale
  /** By what the second instrument's prices are multiplied to stand where their per cents do. */
  compareFactor: number
  layout: Layout
  colors: ChartColors
}

/** All that a painter needs to know; canvas pixels. */
export interface Scene extends Subject {
  ctx: CanvasRenderingContext2D
  /** Canvas pixels in a CSS pixel. */
  ratio: number
  /** What CSS says is one pixel wide. */
  hair: number
  plot: Box
  prices: Box
  panels: readonly Box[]
  /** Width of an interval. */
  step: number
  x(time: number): number
  y(price: number): number
  /** Width of a tag's text, CSS pixels. */
  textWidth(text: string): number
  format: Pick<ChartOptions, 'formatPrice' | 'formatPercent'>
}

/** The scene of a subject where uPlot has laid its plot out. */
export function sceneOf(
  { ctx, bbox }: Pick<uPlot, 'ctx' | 'bbox'>,
  subject: Subject,
  tools: Pick<Scene, 'textWidth' | 'format'>,
): Scene {
  const { span, scale, layout, view } = subject
  const { left, top, width, height } = bbox
  const ratio = devicePixelRatio
  const xPerSecond = width / (span.to - span.from)
  const yPerUnit = height / (scale.max - scale.min)
  const foot = top + height
  const { unitOf } = scale
  const box = ({ from, to }: Area): Box => {
    const start = Math.round(top + height * from)
    return { left, top: start, width, height: Math.round(top + height * to) - start }
  }
  return {
    ...subject,
    ...tools,
    ctx,
    ratio,
    hair: Math.max(1, Math.round(ratio)),
    plot: bbox,
    prices: box(layout.prices),
    panels: layout.panels.map(box),
    step: (view.intervalMs / 1_000) * xPerSecond,
    x: (time) => left + (time - span.from) * xPerSecond,
    y: (price) => foot - (unitOf(price) - scale.min) * yPerUnit,
  }
}

/** The second instrument's newest price, as the first one's that stands where it does. */
export function comparedPrice({ view, compareFactor }: Subject): number | undefined {
  const last = view.compare?.values.findLast((value) => value !== null) ?? Number.NaN
  const price = last * compareFactor
  return Number.isNaN(price) ? undefined : price
}

/** Longer than this without a candle is missing time, over which no line is drawn; seconds. */
export function longestSilence(intervalMs: number): number {
  return Math.max(10_000, 1.5 * intervalMs) / 1_000
}

/** Paints nothing beyond `box`, and leaves the canvas as it was. */
export function within(ctx: CanvasRenderingContext2D, box: Box, paint: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(box.left, box.top, box.width, box.height)
  ctx.clip()
  paint()
  ctx.restore()
}
