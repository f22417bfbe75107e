import uPlot from 'uplot'
import { paintCandles, paintVolume, type Scene } from './candlesticks.ts'
import { fade } from './colors.ts'
import { paintLastPrice, tagRoom } from './last-price.ts'
import type { ChartKind } from './view.ts'

/** What the owner of the chart hands to uPlot; everything is read anew at each paint. */
export interface Source {
  scene(): Scene
  kind(): ChartKind
  /** The span of time to show, given the one that uPlot would. */
  span(min: number, max: number): uPlot.Range.MinMax
  onZoom(): void
  onUnzoom(): void
  formatPrice(value: number): string
  /** Of an axis label, given the one before it; epoch seconds. */
  formatTime(time: number, before: number | undefined): string
  onCursor(index: number | undefined): void
}

/** Whether a kind draws closes only. */
export function isLine(kind: ChartKind): boolean {
  return kind === 'line' || kind === 'area'
}

const dayMs = 86_400_000
const axisFont = '11px system-ui, sans-serif'

export function chartOptions(
  source: Source,
  { width, height }: { width: number; height: number },
): uPlot.Options {
  const { scene } = source
  /** Prices that the axis names, as uPlot last laid them out. */
  let labels: readonly number[] = []
  const axis: uPlot.Axis = {
    stroke: () => scene().colors.muted,
    font: axisFont,
    grid: { stroke: () => scene().colors.grid, width: 1 },
    ticks: { show: false },
  }
  return {
    width,
    height,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    // Days and weeks are the market's, which counts them in UTC.
    tzDate: (time) => {
      const date = new Date(time * 1_000)
      return scene().intervalMs < dayMs ? date : uPlot.tzDate(date, 'Etc/UTC')
    },
    cursor: {
      points: { show: false },
      drag: { x: true, y: false, dist: 8 },
      bind: {
        dblclick: () => () => {
          source.onUnzoom()
          return null
        },
      },
    },
    scales: {
      x: { time: true, range: (_, min, max) => source.span(min, max) },
      y: { range: (_, min, max) => priceRange(min, max, scene().decimals) },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 72,
        gap: 6,
        values: (u, splits) =>
          splits.map((time, index) =>
            // A label that the edge would cut is left out.
            u.valToPos(time, 'x') < 24 ? '' : source.formatTime(time, splits[index - 1]),
          ),
      },
      {
        ...axis,
        side: 1,
        gap: 7,
        size: (u, values) => axisWidth(u, values, source),
        values: (_, splits) => {
          labels = splits
          return splits.map((value) => source.formatPrice(value))
        },
      },
    ],
    series: [
      {},
      {
        width: 1.75,
        stroke: () => scene().colors.accent,
        fill: (u) => areaFill(u, scene().colors.accent),
        points: { show: false },
        show: isLine(source.kind()),
        gaps: (u, _series, from, to) => gaps(u, scene(), [from, to]),
      },
      // Not drawn by uPlot: they make the price scale reach around the candles.
      { paths: () => null, points: { show: false }, show: !isLine(source.kind()) },
      { paths: () => null, points: { show: false }, show: !isLine(source.kind()) },
    ],
    hooks: {
      drawAxes: [(u) => paintVolume(u, scene())],
      draw: [
        (u) => {
          if (!isLine(source.kind())) paintCandles(u, scene())
          const last = scene().columns.close.at(-1)
          if (last === undefined) return
          paintLastPrice(u, scene(), { text: source.formatPrice(last), labels })
        },
      ],
      setSelect: [(u) => u.select.width > 0 && source.onZoom()],
      setCursor: [
        (u) => source.onCursor((u.cursor.left ?? -1) < 0 ? undefined : (u.cursor.idx ?? undefined)),
      ],
    },
  }
}

/** Room for the volume below and a breath above. A flat stretch still gets a few ticks of height, so
 * that one tick isn't drawn as a cliff. */
function priceRange(low: number, high: number, decimals: number): uPlot.Range.MinMax {
  // uPlot passes null where there is nothing to measure, whatever its types say.
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [null, null]
  const span = Math.max(high - low, 8 * 10 ** -decimals)
  const middle = (high + low) / 2
  return [middle - span * 0.78, middle + span * 0.58]
}

/** Where nothing was traded for longer than a silence that is usual at this interval, the line breaks. */
function gaps(u: uPlot, { columns, intervalMs }: Scene, [from, to]: [number, number]) {
  const longest = Math.max(10_000, 1.5 * intervalMs) / 1_000
  const found: uPlot.Series.Gaps = []
  for (let index = Math.max(1, from + 1); index <= to; index++) {
    const before = columns.time[index - 1] ?? 0
    const time = columns.time[index] ?? 0
    if (time - before <= longest) continue
    found.push([Math.round(u.valToPos(before, 'x', true)), Math.round(u.valToPos(time, 'x', true))])
  }
  return found
}

function areaFill(u: uPlot, color: string): CanvasGradient {
  const { top, height } = u.bbox
  const fill = u.ctx.createLinearGradient(0, top, 0, top + height)
  fill.addColorStop(0, fade(color, 0.22))
  // Not 0: a colour mixed away wholly is black let through, and the area would turn grey.
  fill.addColorStop(1, fade(color, 0.002))
  return fill
}

/** As wide as its widest label, so that the plot doesn't jump when prices get another digit it only grows. */
function axisWidth(u: uPlot, values: string[] | null, source: Source): number {
  const last = source.scene().columns.close.at(-1)
  const texts = [...(values ?? []), last === undefined ? '' : source.formatPrice(last)]
  u.ctx.save()
  u.ctx.font = `600 ${axisFont}`
  const widest = texts.reduce((most, text) => Math.max(most, u.ctx.measureText(text).width), 0)
  u.ctx.restore()
  return Math.ceil(widest) + tagRoom
}
