import { fade } from './colors.ts'
import { extras } from './extras.ts'
import { paintCandles } from './paint/candlesticks.ts'
import { paintLastPrice } from './paint/last-price.ts'
import { strokeLine, traceLine } from './paint/lines.ts'
import { paintVolume } from './paint/volume.ts'
import { type Scene, within } from './scene.ts'
import { isLine } from './view.ts'

/** Everything but the axes, from the back to the front. */
export function paintPicture(scene: Scene): void {
  const { ctx, view } = scene
  ctx.save()
  within(ctx, scene.prices, () => {
    if (view.volume) paintVolume(scene)
    if (isLine(view.kind)) paintCloses(scene)
    else paintCandles(scene)
    extras()?.paintAmong(scene)
  })
  extras()?.paintAround(scene)
  paintLastPrice(scene)
  ctx.restore()
}

function paintCloses(scene: Scene): void {
  const { ctx, view, colors, prices, y } = scene
  const floor = prices.top + prices.height
  const isArea = view.kind === 'area'
  const { line, fill } = traceLine(scene, view.columns.close, { y, ...(isArea && { floor }) })
  if (fill) {
    const ground = ctx.createLinearGradient(0, prices.top, 0, floor)
    ground.addColorStop(0, fade(colors.accent, 0.24))
    // Not 0: a colour mixed away wholly is black let through, and the area would turn grey.
    ground.addColorStop(1, fade(colors.accent, 0.002))
    ctx.fillStyle = ground
    ctx.fill(fill)
  }
  strokeLine(scene, line, colors.accent, 1.75)
}
