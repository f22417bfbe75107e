import type { Scene } from '../scene.ts'

/** Share of an interval's width that a body takes. */
const bodyShare = 0.72
/** CSS pixels; more would be a wall. */
const widest = 24

/**
 * Widths of a candle's parts, never less than one pixel. Both are odd or both even, so that the wick
 * stands in the middle.
 */
export function candleWidths({ step, ratio, hair }: Pick<Scene, 'step' | 'ratio' | 'hair'>) {
  const most = Math.max(1, Math.min(Math.floor(step * bodyShare), Math.round(widest * ratio)))
  const wick = Math.min(hair, most)
  return { wick, body: most - ((most - wick) % 2) }
}

interface Shapes {
  bodies: Path2D
  /** Bodies of which only the outline is drawn. */
  outlines: Path2D
  wicks: Path2D
}

/**
 * Bodies and wicks, a few paths in all however many candles there are. Candles that share a column of
 * pixels are drawn as the one that they are together. Hollow candles are coloured by their close
 * against the one before, and hollow where they closed above their open.
 */
export function paintCandles(scene: Scene): void {
  const { ctx, colors, view, drawn, reach, x, y } = scene
  const { time } = view.columns
  const isHollowKind = view.kind === 'hollow'
  const { wick: line, body: width } = candleWidths(scene)
  const left = Math.floor(width / 2)
  const wickLeft = Math.floor(line / 2)
  const canBeHollow = isHollowKind && width >= 3 * line
  const up = shapes()
  const down = shapes()

  const add = (
    center: number,
    open: number,
    high: number,
    low: number,
    close: number,
    isUp: boolean,
  ) => {
    const { bodies, outlines, wicks } = isUp ? up : down
    const top = Math.round(y(Math.max(open, close)))
    const foot = Math.max(Math.round(y(Math.min(open, close))), top + line)
    const highest = Math.round(y(high))
    const lowest = Math.max(Math.round(y(low)), highest + line)
    if (canBeHollow && close > open) {
      const inset = line / 2
      outlines.rect(
        center - left + inset,
        top + inset,
        width - line,
        Math.max(0, foot - top - line),
      )
      if (highest < top) wicks.rect(center - wickLeft, highest, line, top - highest)
      if (lowest > foot) wicks.rect(center - wickLeft, foot, line, lowest - foot)
      return
    }
    bodies.rect(center - left, top, width, foot - top)
    wicks.rect(center - wickLeft, highest, line, lowest - highest)
  }

  let center = Number.NaN
  let open = 0
  let high = 0
  let low = 0
  let close = 0
  let before = Number.NaN
  const flush = () => {
    if (Number.isNaN(center)) return
    add(
      center,
      open,
      high,
      low,
      close,
      isHollowKind && before > 0 ? close >= before : close >= open,
    )
    before = close
  }
  before = drawn.close[reach.from - 1] ?? Number.NaN
  for (let index = reach.from; index < reach.to; index++) {
    const at = Math.round(x(time[index] ?? 0))
    const most = drawn.high[index] ?? 0
    const least = drawn.low[index] ?? 0
    if (at === center) {
      if (most > high) high = most
      if (least < low) low = least
    } else {
      flush()
      center = at
      open = drawn.open[index] ?? 0
      high = most
      low = least
    }
    close = drawn.close[index] ?? 0
  }
  flush()
  for (const [{ bodies, outlines, wicks }, color] of [
    [up, colors.up],
    [down, colors.down],
  ] as const) {
    ctx.fillStyle = color
    ctx.fill(wicks)
    ctx.fill(bodies)
    if (!canBeHollow) continue
    ctx.strokeStyle = color
    ctx.lineWidth = line
    ctx.lineJoin = 'miter'
    ctx.stroke(outlines)
  }
}

function shapes(): Shapes {
  return { bodies: new Path2D(), outlines: new Path2D(), wicks: new Path2D() }
}
