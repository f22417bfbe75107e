import { longestSilence, type Scene } from '../scene.ts'
import type { Values } from '../view.ts'

export interface Traced {
  line: Path2D
  /** What lies between the line and the floor, where there is one. */
  fill: Path2D | undefined
}

/**
 * A line through the values in sight. It breaks over missing time, and where a value has no place. Where
 * several candles share a column of pixels it goes from the lowest to the highest of them, so that
 * however many there are, no more is drawn than can be seen.
 */
export function traceLine(
  { view, x, reach, step, ratio }: Scene,
  values: Values,
  { y, floor }: { y(value: number): number; floor?: number },
): Traced {
  const { time } = view.columns
  const longest = longestSilence(view.intervalMs)
  const line = new Path2D()
  const fill = floor === undefined ? undefined : new Path2D()
  const isDense = step < 1
  let isOpen = false
  let start = 0
  let at = 0
  let lastTime = 0
  // Of the column of pixels that is being filled.
  let top = 0
  let foot = 0
  let end = 0
  let points = 0

  const to = (left: number, height: number) => {
    line.lineTo(left, height)
    fill?.lineTo(left, height)
  }
  const finishColumn = () => {
    if (points < 2) return
    to(at, top)
    to(at, foot)
    to(at, end)
  }
  const finish = () => {
    if (!isOpen) return
    finishColumn()
    // A candle alone between two silences is a dot.
    if (at === start) to(at + ratio, end)
    if (floor !== undefined) {
      fill?.lineTo(at, floor)
      fill?.closePath()
    }
    isOpen = false
  }

  for (let index = reach.from; index < reach.to; index++) {
    const value = values[index]
    // What isn't known is no gap: how long it lasts decides.
    if (value === null || value === undefined) continue
    const seconds = time[index] ?? Number.NaN
    const height = y(value)
    if (Number.isNaN(height)) {
      finish()
      continue
    }
    if (isOpen && seconds - lastTime > longest) finish()
    const left = isDense ? Math.floor(x(seconds)) : x(seconds)
    if (isOpen && left === at) {
      top = Math.min(top, height)
      foot = Math.max(foot, height)
      points++
    } else {
      if (isOpen) {
        finishColumn()
        to(left, height)
      } else {
        line.moveTo(left, height)
        if (floor !== undefined) fill?.moveTo(left, floor)
        fill?.lineTo(left, height)
        start = left
        isOpen = true
      }
      at = left
      top = height
      foot = height
      points = 1
    }
    end = height
    lastTime = seconds
  }
  finish()
  return { line, fill }
}

/** The width that a line has, canvas pixels. */
export function strokeLine({ ctx, ratio }: Scene, line: Path2D, color: string, width = 1.5): void {
  ctx.strokeStyle = color
  ctx.lineWidth = width * ratio
  ctx.lineJoin = 'round'
  ctx.lineCap = 'round'
  ctx.stroke(line)
}
