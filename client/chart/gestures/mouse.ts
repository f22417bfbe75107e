import { panBy, type Stage, timeAt, zoomBy } from './stage.ts'

/** Zoom of a wheel's pixel; a pinch on a trackpad comes as small steps with Ctrl. */
const zoomPerPixel = { wheel: 0.0016, pinch: 0.01 }
/** One step shows at most so many times as much. */
const mostAtOnce = 1.5
/** Browsers count wheels in pixels, lines or pages. */
const pixelsPer = [1, 16, 400]

/** A mouse on the chart: drag pans, the wheel zooms around it. Returns what stops listening. */
export function followMouse(plot: HTMLElement, stage: Stage): () => void {
  const owner = new AbortController()
  let held: { time: number; seconds: number; origin: number } | undefined

  const hover = (event: PointerEvent) => {
    const { left, top } = plot.getBoundingClientRect()
    stage.crosshair.hover(event.clientX - left, event.clientY - top)
  }

  /** From here on the time under the mouse stays under it. */
  const hold = (clientX: number, origin: number) => {
    const sight = stage.sight()
    if (!sight) return
    const { span } = sight
    held = { time: timeAt(sight, clientX - origin), seconds: span.to - span.from, origin }
  }

  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    stage.move(undefined)
    hold(event.clientX, plot.getBoundingClientRect().left)
    plot.setPointerCapture(event.pointerId)
    plot.classList.add('is-held')
  }
  const move = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return
    if (held && stage.hold(held.time, event.clientX - held.origin, held.seconds)) {
      hold(event.clientX, held.origin)
    }
    hover(event)
  }
  const release = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return
    held = undefined
    plot.classList.remove('is-held')
  }
  const leave = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && !held) stage.crosshair.hide()
  }

  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    stage.move(undefined)
    const unit = pixelsPer[event.deltaMode] ?? 1
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX
    const along = event.shiftKey ? 0 : event.deltaY
    if (!event.ctrlKey && Math.abs(sideways) > Math.abs(along)) {
      panBy(stage, -sideways * unit)
      return
    }
    const per = event.ctrlKey ? zoomPerPixel.pinch : zoomPerPixel.wheel
    const factor = Math.exp(along * unit * per)
    const left = event.clientX - plot.getBoundingClientRect().left
    zoomBy(stage, Math.min(mostAtOnce, Math.max(1 / mostAtOnce, factor)), left)
  }

  const { signal } = owner
  plot.addEventListener('pointerdown', down, { signal })
  plot.addEventListener('pointermove', move, { signal })
  plot.addEventListener('pointerup', release, { signal })
  plot.addEventListener('pointercancel', release, { signal })
  plot.addEventListener('pointerleave', leave, { signal })
  plot.addEventListener('dblclick', () => stage.reset(), { signal })
  plot.addEventListener('wheel', wheel, { signal, passive: false })
  return () => owner.abort()
}
