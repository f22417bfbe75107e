import type { Crosshair } from '../crosshair.ts'
import type { Span } from '../view.ts'

/** What is in sight, and the plot's width in CSS pixels. */
export interface Sight {
  span: Span
  width: number
}

/** What gestures do to the chart. */
export interface Stage {
  crosshair: Crosshair
  /** `undefined` while there is nothing to see. */
  sight(): Sight | undefined
  /** Puts `time` at `left` CSS pixels, with `seconds` in sight. Returns whether a limit stopped it. */
  hold(time: number, left: number, seconds: number): boolean
  /** Back to the newest. */
  reset(): void
  /** Calls `motion` in each frame until it returns false; it ends the motion before, as `undefined` does. */
  move(motion: ((now: number) => boolean) | undefined): void
}

export function timeAt({ span, width }: Sight, left: number): number {
  return span.from + (left / width) * (span.to - span.from)
}

/** Moves what is in sight by CSS pixels, to the right where they are positive. */
export function panBy(stage: Stage, pixels: number): boolean {
  const sight = stage.sight()
  if (!sight) return true
  const { from, to } = sight.span
  return stage.hold(from, pixels, to - from)
}

/** Shows `factor` times as much time, keeping in its place what is at `left`. */
export function zoomBy(stage: Stage, factor: number, left: number): void {
  const sight = stage.sight()
  if (!sight) return
  const { from, to } = sight.span
  stage.hold(timeAt(sight, left), left, (to - from) * factor)
}
