import { fade, lineColor } from '../colors.ts'
import { comparedPrice, longestSilence, type Scene } from '../scene.ts'
import type { Overlay, Values } from '../view.ts'
import { isIn, priceText } from './last-price.ts'
import { strokeLine, traceLine } from './lines.ts'
import { paintTag, tagHalf } from './tag.ts'

/** Moving averages and bands, on the prices' own scale. */
export function paintOverlays(scene: Scene): void {
  for (const overlay of scene.view.overlays) {
    if (overlay.band) paintBand(scene, overlay)
    for (const { values, color } of overlay.lines) {
      const { line } = traceLine(scene, values, { y: scene.y })
      strokeLine(scene, line, lineColor(scene.colors, color), overlay.band ? 1.25 : 1.5)
    }
  }
}

/** The second instrument: where its price would be if both had been alike at the left edge. */
export function paintCompare(scene: Scene): void {
  const { view, y, compareFactor, colors } = scene
  if (!view.compare) return
  const { line } = traceLine(scene, view.compare.values, { y: (price) => y(price * compareFactor) })
  strokeLine(scene, line, lineColor(colors, view.compare.color))
}

/** Its newest per cent on the axis, beside the last price's where both would be in one place. */
export function paintCompareTag(scene: Scene): void {
  const { view, scale, ratio, colors } = scene
  const price = comparedPrice(scene)
  if (!view.compare || price === undefined || scale.kind !== 'percent') return
  const y = scene.y(price)
  const beside = scene.y(view.columns.close.at(-1) ?? Number.NaN)
  const apart = 2 * tagHalf * ratio
  const shown = Math.abs(y - beside) < apart ? beside + (y < beside ? -apart : apart) : y
  if (!isIn(scene, y)) return
  paintTag(scene, {
    y: Math.round(shown),
    text: priceText(scene, price),
    ground: lineColor(colors, view.compare.color),
  })
}

function paintBand(scene: Scene, { lines }: Overlay): void {
  const upper = lines[0]
  const lower = lines.at(-1)
  if (!upper || !lower || upper === lower) return
  scene.ctx.fillStyle = fade(lineColor(scene.colors, upper.color), 0.1)
  scene.ctx.fill(traceBand(scene, upper.values, lower.values))
}

/** Forth along one line and back along the other, for each stretch without missing time. */
function traceBand({ view, reach, x, y, step }: Scene, upper: Values, lower: Values): Path2D {
  const { time } = view.columns
  const longest = longestSilence(view.intervalMs)
  const band = new Path2D()
  // Candles that share a column of pixels need but one point.
  const stride = Math.max(1, Math.floor(1 / step))
  const has = (index: number) => isNumber(upper[index]) && isNumber(lower[index])
  const follows = (index: number) => (time[index] ?? 0) - (time[index - 1] ?? 0) <= longest
  let start = reach.from
  while (start < reach.to) {
    let end = start
    while (end < reach.to && has(end) && (end === start || follows(end))) end++
    if (end > start) {
      band.moveTo(x(time[start] ?? 0), y(upper[start] ?? 0))
      for (let index = start; index < end; index += stride) {
        band.lineTo(x(time[index] ?? 0), y(upper[index] ?? 0))
      }
      for (let index = end - 1; index >= start; index -= stride) {
        band.lineTo(x(time[index] ?? 0), y(lower[index] ?? 0))
      }
      band.closePath()
    }
    start = Math.max(end, start + 1)
  }
  return band
}

const isNumber = (value: number | null | undefined) => value !== null && value !== undefined
