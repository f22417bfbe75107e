import type { Scene } from '../scene.ts'

/** From the axis to its labels, as uPlot leaves it; CSS pixels. */
export const labelGap = 7
/** Half of a tag's height, and of an axis label's, CSS pixels. */
export const tagHalf = 10
export const labelHalf = 8
/** Beside the tag's text, and between the tag and the edges of its axis, CSS pixels. */
const inset = 6
const margin = { plot: 1, edge: 5 }
/** What the axis must leave beside the widest text, so that a tag is whole. */
export const tagRoom = 2 * inset + margin.plot + margin.edge

const family = 'system-ui, sans-serif'
export const axisFont = `11px ${family}`

/** The page's own type; sizes on a canvas are in its own pixels. */
export function labelFont(ratio: number, weight = 600): string {
  return `${weight} ${11 * ratio}px ${family}`
}

/** A text on the price axis, on a ground of its own. */
export function paintTag(
  { ctx, ratio, plot, colors, textWidth }: Scene,
  { y, text, ground }: { y: number; text: string; ground: string },
): void {
  const left = plot.left + plot.width + margin.plot * ratio
  const room = ctx.canvas.width - left - margin.edge * ratio
  const width = Math.min(room, (textWidth(text) + 2 * inset) * ratio)
  ctx.fillStyle = ground
  ctx.beginPath()
  ctx.roundRect(left, y - tagHalf * ratio, width, 2 * tagHalf * ratio, 4 * ratio)
  ctx.fill()
  ctx.font = labelFont(ratio)
  ctx.fillStyle = colors.surface
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, left + inset * ratio, y + ratio / 2)
}

/** A line across the plot at a height. */
export function paintRule(
  { ctx, ratio, plot, hair }: Scene,
  { y, color, dash }: { y: number; color: string; dash: readonly number[] },
): void {
  const crisp = y + (hair % 2) / 2
  ctx.strokeStyle = color
  ctx.lineWidth = hair
  ctx.lineCap = 'butt'
  ctx.setLineDash(dash.map((length) => length * ratio))
  ctx.beginPath()
  ctx.moveTo(plot.left, crisp)
  ctx.lineTo(plot.left + plot.width, crisp)
  ctx.stroke()
  ctx.setLineDash([])
}
