import { glide, makeTrail } from './inertia.ts'
import { panBy, type Stage, timeAt } from './stage.ts'

/**
 * ```
 *                ┌─ 400 ms ──────────▶ inspecting ──lifted──▶ idle, the crosshair stays
 * idle ──down──▶ pressed ─ sideways ─▶ panning ─────lifted──▶ idle, gliding on
 *  ▲             │   └─ up or down ──▶ given up: it is the page's scroll
 *  └───lifted────┘ a tap: the crosshair comes or goes; a second one: the newest
 * any of them ──a second finger──▶ pinching ──one lifted──▶ panning
 * ```
 */
type Phase =
  | { name: 'idle' | 'inspecting' | 'given up' }
  | { name: 'pressed'; left: number; top: number; timer: ReturnType<typeof setTimeout> }
  | { name: 'panning'; time: number; seconds: number }
  | { name: 'pinching'; time: number; seconds: number; distance: number }

interface Finger {
  left: number
  top: number
}

const longPressMs = 400
const doubleTapMs = 300
/** A finger that moves less is still, CSS pixels. */
const slop = 8
/** Two taps farther from each other are two. */
const tapReach = 32

/** Fingers (and pens) on the chart. Returns what stops listening. */
export function followTouch(plot: HTMLElement, stage: Stage): () => void {
  const owner = new AbortController()
  const fingers = new Map<number, Finger>()
  const trail = makeTrail()
  let phase: Phase = { name: 'idle' }
  let corner = { left: 0, top: 0 }
  let tapped = { at: Number.NEGATIVE_INFINITY, left: 0, top: 0 }

  function enter(next: Phase): void {
    if (phase.name === 'pressed') clearTimeout(phase.timer)
    phase = next
  }

  function inspect(): void {
    const [finger] = fingers.values()
    if (!finger) return
    enter({ name: 'inspecting' })
    stage.crosshair.touch(finger.left, finger.top)
  }

  /** From here on the time under a finger stays under it. */
  function pan(): void {
    const [finger] = fingers.values()
    const sight = stage.sight()
    if (!finger || !sight) {
      enter({ name: 'given up' })
      return
    }
    const { span } = sight
    trail.clear()
    enter({ name: 'panning', time: timeAt(sight, finger.left), seconds: span.to - span.from })
  }

  function pinch(): void {
    const [one, other] = fingers.values()
    const sight = stage.sight()
    if (!one || !other || !sight) return
    const { span } = sight
    enter({
      name: 'pinching',
      time: timeAt(sight, (one.left + other.left) / 2),
      seconds: span.to - span.from,
      distance: distanceOf(one, other),
    })
  }

  function tap({ left, top }: Finger, at: number): void {
    const isSecond = at - tapped.at < doubleTapMs && distanceOf(tapped, { left, top }) < tapReach
    tapped = { at: isSecond ? Number.NEGATIVE_INFINITY : at, left, top }
    if (isSecond) {
      stage.crosshair.hide()
      stage.reset()
    } else if (stage.crosshair.isShown()) stage.crosshair.hide()
    else stage.crosshair.touch(left, top)
  }

  function throwOn(now: number): void {
    const way = glide(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : trail.speed(now))
    if (!way) return
    const start = performance.now()
    let gone = 0
    stage.move((frame) => {
      const next = way(Math.max(0, frame - start))
      if (next === undefined) return false
      const isStopped = panBy(stage, next - gone)
      gone = next
      return !isStopped
    })
  }

  const down = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' || fingers.size >= 2) return
    stage.move(undefined)
    corner = plot.getBoundingClientRect()
    const finger = at(event)
    fingers.set(event.pointerId, finger)
    if (fingers.size === 2) pinch()
    else enter({ name: 'pressed', ...finger, timer: setTimeout(inspect, longPressMs) })
  }

  const move = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId)
    if (!finger) return
    Object.assign(finger, at(event))
    switch (phase.name) {
      case 'pressed': {
        const sideways = Math.abs(finger.left - phase.left)
        const upwards = Math.abs(finger.top - phase.top)
        if (Math.max(sideways, upwards) < slop) return
        if (sideways > upwards) pan()
        else enter({ name: 'given up' })
        return
      }
      case 'inspecting':
        stage.crosshair.touch(finger.left, finger.top)
        return
      case 'panning':
        trail.add({ at: event.timeStamp, left: finger.left })
        // At the end the finger takes hold anew, so that turning round moves at once.
        if (stage.hold(phase.time, finger.left, phase.seconds)) pan()
        return
      case 'pinching': {
        const [one, other] = fingers.values()
        if (!one || !other) return
        const distance = Math.max(1, distanceOf(one, other))
        const seconds = (phase.seconds * phase.distance) / distance
        stage.hold(phase.time, (one.left + other.left) / 2, seconds)
        return
      }
      case 'idle':
      case 'given up':
        return
    }
  }

  const up = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId)
    if (!finger) return
    fingers.delete(event.pointerId)
    const { name } = phase
    if (name === 'pinching') {
      pan()
      return
    }
    enter({ name: 'idle' })
    if (name === 'pressed') tap(finger, event.timeStamp)
    if (name === 'panning') throwOn(event.timeStamp)
  }

  const cancel = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return
    if (phase.name === 'pinching') pan()
    else enter({ name: 'idle' })
  }

  const at = ({ clientX, clientY }: PointerEvent): Finger => ({
    left: clientX - corner.left,
    top: clientY - corner.top,
  })
  /** Once a gesture is ours, the page doesn't scroll under it, and no menu comes up. */
  const keep = (event: Event) => {
    if (phase.name === 'idle' || phase.name === 'pressed' || phase.name === 'given up') return
    if (event.cancelable) event.preventDefault()
  }

  const { signal } = owner
  plot.addEventListener('pointerdown', down, { signal })
  plot.addEventListener('pointermove', move, { signal })
  plot.addEventListener('pointerup', up, { signal })
  plot.addEventListener('pointercancel', cancel, { signal })
  plot.addEventListener('touchmove', keep, { signal, passive: false })
  plot.addEventListener('contextmenu', keep, { signal })
  return () => {
    enter({ name: 'idle' })
    owner.abort()
  }
}

function distanceOf(one: Finger, other: Finger): number {
  return Math.hypot(one.left - other.left, one.top - other.top)
}
