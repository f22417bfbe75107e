import { fade } from '../colors.ts'
import type { Scene } from '../scene.ts'
import { isIn, priceText } from './last-price.ts'
import { labelFont, labelHalf, paintRule, paintTag } from './tag.ts'

/** From the plot's edge to a text in it, CSS pixels. */
const inset = 6

/** Prices that are waited for: a line, what it says at its left, its price on the axis. */
export function paintLevels(scene: Scene): void {
  const { view, colors } = scene
  for (const { price, text } of view.levels) {
    const y = Math.round(scene.y(price))
    if (!isIn(scene, y)) continue
    paintRule(scene, { y, color: colors.accent, dash: [6, 3] })
    paintTag(scene, { y, text: priceText(scene, price), ground: colors.accent })
    paintName(scene, { text, color: colors.accent, left: scene.plot.left, middle: y })
  }
}

/** A small text in the plot, legible over whatever is drawn there. */
export function paintName(
  { ctx, ratio, colors, textWidth }: Scene,
  { text, color, left, middle }: { text: string; color: string; left: number; middle: number },
): void {
  const start = left + inset * ratio
  ctx.fillStyle = fade(colors.surface, 0.82)
  ctx.fillRect(
    start - 3 * ratio,
    middle - labelHalf * ratio,
    (textWidth(text) + 6) * ratio,
    2 * labelHalf * ratio,
  )
  ctx.font = labelFont(ratio)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = color
  ctx.fillText(text, start, middle)
}
