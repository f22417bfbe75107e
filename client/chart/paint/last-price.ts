import { percentOf } from '../scale/price-scale.ts'
import type { Scene } from '../scene.ts'
import { paintRule, paintTag } from './tag.ts'

/** How the axis names a price. */
export function priceText({ scale, format }: Pick<Scene, 'scale' | 'format'>, price: number) {
  return scale.kind === 'percent'
    ? format.formatPercent(percentOf(price, scale.base))
    : format.formatPrice(price)
}

/**
 * A dashed line at the last close with its price on the axis, coloured as the last candle is. It is
 * the real one, also where the candles aren't.
 */
export function paintLastPrice(scene: Scene): void {
  const { view, colors } = scene
  const { open, close } = view.columns
  const last = close.length - 1
  const price = close[last]
  if (price === undefined) return
  const y = Math.round(scene.y(price))
  if (!isIn(scene, y)) return
  const reference = view.kind === 'hollow' ? close[last - 1] : open[last]
  const color = price >= (reference ?? price) ? colors.up : colors.down
  paintRule(scene, { y, color, dash: [2, 3] })
  paintTag(scene, { y, text: priceText(scene, price), ground: color })
}

/** Whether a height is one of the prices', not of the panels'. */
export function isIn({ prices }: Scene, y: number): boolean {
  return y >= prices.top && y <= prices.top + prices.height
}
