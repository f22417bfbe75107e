import type uPlot from 'uplot'
import type { Scene } from './candlesticks.ts'

/** A dashed line at the last close with its price on the axis, coloured by the last candle's way. */
export function paintLastPrice(u: uPlot, { columns, colors }: Scene, text: string): void {
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
  const half = 10 * ratio
  const width = Math.min(
    ctx.canvas.width - right - 2 * ratio,
    ctx.measureText(text).width + 12 * ratio,
  )
  ctx.fillStyle = color
  ctx.beginPath()
  ctx.roundRect(right + ratio, y - half, width - ratio, 2 * half, 4 * ratio)
  ctx.fill()
  ctx.fillStyle = colors.surface
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, right + 6 * ratio, y + ratio / 2)
  ctx.restore()
}

/** The page's own type, with figures of equal width; sizes on a canvas are in its own pixels. */
export function labelFont(ratio: number): string {
  return `600 ${11 * ratio}px system-ui, sans-serif`
}
