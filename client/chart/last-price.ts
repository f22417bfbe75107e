import type uPlot from 'uplot'
import type { Scene } from './candlesticks.ts'

/** Half of the tag's height, and of an axis label's, CSS pixels. */
const tagHalf = 10
const labelHalf = 8
/** Beside the tag's text, and between the tag and the edges of its axis, CSS pixels. */
const inset = 6
const margin = { plot: 1, edge: 5 }
/** What the axis must leave beside the widest price, so that the tag is whole. */
export const tagRoom = 2 * inset + margin.plot + margin.edge

/**
 * A dashed line at the last close with its price on the axis, coloured by the last candle's way. The
 * axis labels (at these prices) that it would half cover make way.
 */
export function paintLastPrice(
  u: uPlot,
  { columns, colors }: Scene,
  { text, labels }: { text: string; labels: readonly number[] },
): void {
  const last = columns.close.length - 1
  const price = columns.close[last]
  if (price === undefined) return
  const { ctx, bbox } = u
  const y = Math.round(u.valToPos(price, 'y', true))
  if (y < bbox.top || y > bbox.top + bbox.height) return
  const ratio = devicePixelRatio
  const color = price >= (columns.open[last] ?? price) ? colors.up : colors.down
  const right = bbox.left + bbox.width

  ctx.save()
  ctx.strokeStyle = color
  ctx.lineWidth = Math.max(1, Math.round(ratio))
  ctx.setLineDash([2 * ratio, 3 * ratio])
  ctx.beginPath()
  const crisp = y + (ctx.lineWidth % 2) / 2
  ctx.moveTo(bbox.left, crisp)
  ctx.lineTo(right, crisp)
  ctx.stroke()

  ctx.font = labelFont(ratio)
  ctx.fillStyle = colors.surface
  for (const label of labels) {
    const at = u.valToPos(label, 'y', true)
    if (Math.abs(at - y) >= (tagHalf + labelHalf) * ratio) continue
    ctx.fillRect(right + ratio, at - labelHalf * ratio, ctx.canvas.width, 2 * labelHalf * ratio)
  }
  const left = right + margin.plot * ratio
  const width = Math.min(
    ctx.canvas.width - left - margin.edge * ratio,
    ctx.measureText(text).width + 2 * inset * ratio,
  )
  ctx.fillStyle = color
  ctx.beginPath()
  ctx.roundRect(left, y - tagHalf * ratio, width, 2 * tagHalf * ratio, 4 * ratio)
  ctx.fill()
  ctx.fillStyle = colors.surface
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, left + inset * ratio, y + ratio / 2)
  ctx.restore()
}

/** The page's own type, with figures of equal width; sizes on a canvas are in its own pixels. */
export function labelFont(ratio: number): string {
  return `600 ${11 * ratio}px system-ui, sans-serif`
}
