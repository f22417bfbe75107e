import type uPlot from 'uplot'
import { type ChartColors, fade } from './colors.ts'
import { type Columns, firstAtOrAfter } from './columns.ts'

/** What a painter needs to know, read anew at each paint. */
export interface Scene {
  columns: Columns
  colors: ChartColors
  intervalMs: number
  decimals: number
}

/** Share of an interval's width that a body takes. */
const bodyShare = 0.72
/** Share of the plot's height that the highest volume takes. */
const volumeShare = 0.16

/** Bodies and wicks, four paths in all however many candles there are. */
export function paintCandles(u: uPlot, scene: Scene): void {
  const { columns, colors } = scene
  const { ctx } = u
  const width = bodyWidth(u, scene.intervalMs)
  const line = Math.max(1, Math.round(devicePixelRatio))
  const bodies = { up: new Path2D(), down: new Path2D() }
  const wicks = { up: new Path2D(), down: new Path2D() }
  for (const index of visible(u, columns)) {
    const open = columns.open[index]
    const close = columns.close[index]
    const high = columns.high[index]
    const low = columns.low[index]
    const time = columns.time[index]
    if (
      open === undefined ||
      close === undefined ||
      high === undefined ||
      low === undefined ||
      time === undefined
    ) {
      continue
    }
    const way = close >= open ? 'up' : 'down'
    const center = Math.round(u.valToPos(time, 'x', true))
    const top = Math.round(u.valToPos(Math.max(open, close), 'y', true))
    const bottom = Math.round(u.valToPos(Math.min(open, close), 'y', true))
    bodies[way].rect(center - Math.floor(width / 2), top, width, Math.max(line, bottom - top))
    const highest = Math.round(u.valToPos(high, 'y', true))
    const lowest = Math.round(u.valToPos(low, 'y', true))
    wicks[way].rect(center - Math.floor(line / 2), highest, line, Math.max(line, lowest - highest))
  }
  clipped(u, () => {
    for (const way of ['up', 'down'] as const) {
      ctx.fillStyle = colors[way]
      ctx.fill(wicks[way])
      ctx.fill(bodies[way])
    }
  })
}

/** Faint bars at the foot of the plot; where the volume isn't known there is none. */
export function paintVolume(u: uPlot, { columns, colors, intervalMs }: Scene): void {
  const indices = visible(u, columns)
  const most = indices.reduce((max, index) => Math.max(max, columns.volume[index] ?? 0), 0)
  if (most === 0) return
  const width = bodyWidth(u, intervalMs)
  const foot = u.bbox.top + u.bbox.height
  const bars = { up: new Path2D(), down: new Path2D() }
  for (const index of indices) {
    const volume = columns.volume[index]
    const time = columns.time[index]
    if (!volume || time === undefined) continue
    const way = (columns.close[index] ?? 0) >= (columns.open[index] ?? 0) ? 'up' : 'down'
    const height = Math.max(1, Math.round((volume / most) * u.bbox.height * volumeShare))
    const center = Math.round(u.valToPos(time, 'x', true))
    bars[way].rect(center - Math.floor(width / 2), foot - height, width, height)
  }
  clipped(u, () => {
    for (const way of ['up', 'down'] as const) {
      u.ctx.fillStyle = fade(colors[way], 0.22)
      u.ctx.fill(bars[way])
    }
  })
}

/** Body width in canvas pixels; odd and even alike, never less than one. */
function bodyWidth(u: uPlot, intervalMs: number): number {
  const from = u.scales.x?.min ?? 0
  const step = u.valToPos(from + intervalMs / 1_000, 'x', true) - u.valToPos(from, 'x', true)
  return Math.max(1, Math.min(Math.floor(step * bodyShare), Math.round(24 * devicePixelRatio)))
}

function visible(u: uPlot, { time }: Columns): number[] {
  const from = Math.max(0, firstAtOrAfter(time, u.scales.x?.min ?? 0) - 1)
  const to = Math.min(time.length, firstAtOrAfter(time, u.scales.x?.max ?? 0) + 1)
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
}

function clipped(u: uPlot, paint: () => void): void {
  u.ctx.save()
  u.ctx.beginPath()
  u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height)
  u.ctx.clip()
  paint()
  u.ctx.restore()
}
