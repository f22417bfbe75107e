import type uPlot from 'uplot'
import type { ChartColors } from './colors.ts'
import { priceText } from './paint/last-price.ts'
import { axisFont, labelGap, labelHalf, tagHalf, tagRoom } from './paint/tag.ts'
import { priceTicks } from './scale/price-ticks.ts'
import { timeTicks } from './scale/time-ticks.ts'
import type { Offset } from './scale/zone.ts'
import type { Subject } from './scene.ts'
import { comparedPrice } from './scene.ts'
import type { ChartOptions } from './view.ts'

/** What uPlot's axes and canvas show; everything is read anew at each paint. */
export interface PlotSource {
  subject(): Subject | undefined
  colors(): ChartColors
  /** Of the zone whose clocks the time axis shows. */
  offset(): Offset
  textWidth(text: string): number
  /** As wide as the price axis has been; it only grows, so that the plot doesn't jump under a finger. */
  widen(width: number): number
  paint(u: uPlot): void
  format: Pick<ChartOptions, 'formatPrice' | 'formatPercent' | 'formatTime'>
}

/** What uPlot leaves around the plot, CSS pixels. */
export const paddingTop = 8
export const timeAxisHeight = 28
/** The least between two labels, CSS pixels. */
const labelSpace = { time: 72, price: 32 }
/** A label of the time axis whose middle is closer to the edge would be cut. */
const cutBefore = 24

/**
 * uPlot as the owner of the canvas, the axes and the crosshair. Scales are set from outside, so that
 * it measures no data; it hears no pointer, because gestures are ours; and its only series draws
 * nothing.
 */
export function plotOptions(
  source: PlotSource,
  { width, height }: { width: number; height: number },
): uPlot.Options {
  const scale: uPlot.Scale = { auto: false, range: (_, min, max) => [min, max] }
  const axis: uPlot.Axis = {
    stroke: () => source.colors().muted,
    font: axisFont,
    grid: { stroke: () => source.colors().grid, width: 1 },
    ticks: { show: false },
    // Which labels there are is ours to say: uPlot needs one increment, and finds it.
    space: 0,
    incrs: () => [10],
  }
  return {
    width,
    height,
    padding: [paddingTop, 0, 0, 0],
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    cursor: { points: { show: false }, drag: { x: false, y: false, click: () => {} }, bind: deaf },
    scales: { x: { ...scale, time: false }, y: scale },
    // Its own labels of time are never asked for, and needn't be made ready.
    fmtDate: () => () => '',
    axes: [
      {
        ...axis,
        size: timeAxisHeight,
        gap: 6,
        splits: (u, _, from, to) => timeLabels(source, { from, to }, cssWidth(u)),
        values: (u, splits) =>
          splits.map((time, index) =>
            u.valToPos(time, 'x') < cutBefore
              ? ''
              : source.format.formatTime(time, splits[index - 1]),
          ),
      },
      {
        ...axis,
        side: 1,
        gap: labelGap,
        size: (_, values) => source.widen(widestOf(source, values)),
        splits: (u) => priceLabels(source, cssHeight(u)),
        values: (u, splits) => priceTexts(source, splits, cssHeight(u)),
      },
    ],
    series: [{}, { auto: false, paths: () => null, points: { show: false } }],
    hooks: { draw: [source.paint] },
  }
}

const noListener = () => null
const deaf: uPlot.Cursor.Bind = {
  mousedown: noListener,
  mouseup: noListener,
  click: noListener,
  dblclick: noListener,
  mousemove: noListener,
  mouseleave: noListener,
  mouseenter: noListener,
}

const cssWidth = ({ bbox }: uPlot) => bbox.width / devicePixelRatio
const cssHeight = ({ bbox }: uPlot) => bbox.height / devicePixelRatio

function timeLabels(source: PlotSource, span: { from: number; to: number }, width: number) {
  const subject = source.subject()
  if (!subject) return []
  const least = (labelSpace.time * (span.to - span.from)) / Math.max(1, width)
  return timeTicks(span, {
    least: Math.max(least, subject.view.intervalMs / 1_000),
    offset: source.offset(),
  })
}

function priceLabels(source: PlotSource, height: number): number[] {
  const subject = source.subject()
  if (!subject) return []
  const { scale, view } = subject
  const space = (labelSpace.price * (scale.max - scale.min)) / height
  return priceTicks(scale, { space, decimals: view.decimals })
}

/** A label that a tag would half cover makes way. */
function priceTexts(source: PlotSource, units: readonly number[], height: number): string[] {
  const subject = source.subject()
  if (!subject) return []
  const { scale } = subject
  const tags = taggedPrices(subject).map(scale.unitOf)
  const near = ((tagHalf + labelHalf) * (scale.max - scale.min)) / height
  const scene = { scale, format: source.format }
  return units.map((unit) =>
    tags.some((tag) => Math.abs(tag - unit) < near) ? '' : priceText(scene, scale.priceOf(unit)),
  )
}

function widestOf(source: PlotSource, values: readonly string[] | null): number {
  const subject = source.subject()
  const tags = subject
    ? taggedPrices(subject).map((price) =>
        priceText({ scale: subject.scale, format: source.format }, price),
      )
    : []
  const widths = [...(values ?? []), ...tags].map(source.textWidth)
  return Math.ceil(Math.max(0, ...widths)) + tagRoom
}

function taggedPrices(subject: Subject): number[] {
  const { view } = subject
  const prices = [view.columns.close.at(-1), comparedPrice(subject)]
  return [
    ...view.levels.map(({ price }) => price),
    ...prices.filter((price) => price !== undefined),
  ]
}
