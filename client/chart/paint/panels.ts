import { fade, lineColor } from '../colors.ts'
import { fitPanel } from '../scale/panel-scale.ts'
import { type Box, type Scene, within } from '../scene.ts'
import type { Panel, Values } from '../view.ts'
import { candleWidths } from './candlesticks.ts'
import { paintName } from './levels.ts'
import { strokeLine, traceLine } from './lines.ts'
import { labelFont, labelGap, paintRule } from './tag.ts'

/** Left free above and below a panel's figures, CSS pixels. */
const padding = { top: 18, foot: 5 }
/** A panel of less height gives its name no room of its own. */
const lowBelow = 64
/** Closer to the one before a label isn't legible, CSS pixels. */
const labelSpace = 12

/** Indicators below the prices, each with its own scale and name. */
export function paintPanels(scene: Scene): void {
  scene.panels.forEach((box, index) => {
    const panel = scene.view.panels[index]
    if (panel) paintPanel(scene, panel, box)
  })
}

function paintPanel(scene: Scene, panel: Panel, box: Box): void {
  const { ctx, colors, ratio } = scene
  const above = box.height < lowBelow * ratio ? padding.foot : padding.top
  const top = box.top + above * ratio
  const height = Math.max(1, box.height - (above + padding.foot) * ratio)
  paintEdge(scene, box)
  const scale = fitPanel(panel, scene.reach, {
    space: (24 * ratio) / height,
    decimals: scene.view.decimals,
  })
  if (scale) {
    const { low, high, ticks } = scale
    const y = (value: number) => top + height * (1 - (value - low) / (high - low))
    const faint = fade(colors.muted, 0.5)
    let labelled = Number.POSITIVE_INFINITY
    for (const tick of ticks) {
      const at = Math.round(y(tick))
      if (panel.marks.length > 0) paintRule(scene, { y: at, color: faint, dash: [4, 4] })
      if (Math.abs(labelled - at) < labelSpace * ratio) continue
      labelled = at
      paintLabel(scene, { y: at, text: tickText(scene, panel, tick) })
    }
    within(ctx, box, () => {
      if (panel.histogram) paintHistogram(scene, panel.histogram, y)
      for (const { values, color } of panel.lines) {
        strokeLine(scene, traceLine(scene, values, { y }).line, lineColor(colors, color), 1.25)
      }
    })
  }
  paintName(scene, {
    text: panel.name,
    color: colors.muted,
    left: box.left,
    middle: box.top + 10 * ratio,
  })
}

function paintEdge({ ctx, colors, hair }: Scene, { top }: Box): void {
  ctx.fillStyle = colors.grid
  ctx.fillRect(0, top, ctx.canvas.width, hair)
}

function paintLabel(
  { ctx, plot, colors, ratio }: Scene,
  { y, text }: { y: number; text: string },
): void {
  ctx.font = labelFont(ratio, 400)
  ctx.fillStyle = colors.muted
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, plot.left + plot.width + labelGap * ratio, y)
}

/** What has a range of its own is counted from it, anything else in prices. */
function tickText({ format }: Scene, { range }: Panel, tick: number): string {
  return range ? String(Math.round(tick)) : format.formatPrice(tick)
}

/** Of candles that share a column of pixels the longest bar is shown. */
function paintHistogram(scene: Scene, values: Values, y: (value: number) => number): void {
  const { ctx, colors, view, reach, x } = scene
  const { time } = view.columns
  const { body: width } = candleWidths(scene)
  const zero = Math.round(y(0))
  const up = new Path2D()
  const down = new Path2D()
  let center = Number.NaN
  let longest = 0
  const flush = () => {
    if (Number.isNaN(center)) return
    const end = Math.round(y(longest))
    const bars = longest >= 0 ? up : down
    const left = center - Math.floor(width / 2)
    bars.rect(left, Math.min(zero, end), width, Math.max(1, Math.abs(end - zero)))
  }
  for (let index = reach.from; index < reach.to; index++) {
    const value = values[index]
    if (value === null || value === undefined) continue
    const at = Math.round(x(time[index] ?? 0))
    if (at !== center) {
      flush()
      center = at
      longest = value
    } else if (Math.abs(value) > Math.abs(longest)) longest = value
  }
  flush()
  ctx.fillStyle = fade(colors.up, 0.55)
  ctx.fill(up)
  ctx.fillStyle = fade(colors.down, 0.55)
  ctx.fill(down)
}
