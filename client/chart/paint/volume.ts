import { fade } from '../colors.ts'
import type { Scene } from '../scene.ts'
import { candleWidths } from './candlesticks.ts'

/** Share of the prices' height that the highest volume takes. */
const volumeShare = 0.16

/**
 * Faint bars at the foot of the prices; where the volume isn't known there is none. Of candles that
 * share a column of pixels the highest is shown.
 */
export function paintVolume(scene: Scene): void {
  const { ctx, colors, view, reach, prices, x } = scene
  const { time, open, close, volume } = view.columns
  let most = 0
  for (let index = reach.from; index < reach.to; index++) {
    most = Math.max(most, volume[index] ?? 0)
  }
  if (most === 0) return
  const { body: width } = candleWidths(scene)
  const left = Math.floor(width / 2)
  const foot = prices.top + prices.height
  const perVolume = (prices.height * volumeShare) / most
  const up = new Path2D()
  const down = new Path2D()
  let center = Number.NaN
  let highest = 0
  let isUp = true
  const flush = () => {
    if (highest === 0) return
    const height = Math.max(1, Math.round(highest * perVolume))
    const bars = isUp ? up : down
    bars.rect(center - left, foot - height, width, height)
  }
  for (let index = reach.from; index < reach.to; index++) {
    const at = Math.round(x(time[index] ?? 0))
    if (at !== center) {
      flush()
      center = at
      highest = 0
    }
    highest = Math.max(highest, volume[index] ?? 0)
    isUp = (close[index] ?? 0) >= (open[index] ?? 0)
  }
  flush()
  ctx.fillStyle = fade(colors.up, 0.22)
  ctx.fill(up)
  ctx.fillStyle = fade(colors.down, 0.22)
  ctx.fill(down)
}
