import { panBy, type Stage, zoomBy } from './stage.ts'

/** What + and - do. */
const zoomStep = 1.25
/** Share of the width that a page is. */
const pageShare = 0.8
const shiftSteps = 10
/** A candle that comes into sight stands so far from the edge. */
const revealShare = 0.1

export interface KeyboardOptions {
  /** Of all candles, epoch seconds. */
  times(): readonly number[]
  describe(index: number): string
  label(): string
}

/**
 * Keys, when the chart has the focus. To a screen reader it is a slider over the candles: all of
 * them hand arrow keys to one without a mode to enter, and speak its value text, the candle, when it
 * changes. An `application` needs a live region for that and is not spoken of on phones; an `img`
 * gets no keys.
 */
export function followKeyboard(host: HTMLElement, stage: Stage, options: KeyboardOptions) {
  const owner = new AbortController()
  const { crosshair } = stage

  function step(steps: number): void {
    const sight = crosshair.inSight()
    if (!sight || sight.from >= sight.to) return
    const index = crosshair.index()
    // The first key brings the crosshair to where the eye is: at the newest.
    const wanted = index === undefined ? sight.to - 1 : index + steps
    const next = Math.min(Math.max(wanted, 0), options.times().length - 1)
    reveal(next)
    crosshair.go(next)
  }

  /** Moves what is in sight until the candle stands a little within it. */
  function reveal(index: number): void {
    const sight = stage.sight()
    const time = options.times()[index]
    if (!sight || time === undefined) return
    const { from, to } = sight.span
    if (time >= from && time <= to) return
    const left = sight.width * (time < from ? revealShare : 1 - revealShare)
    stage.hold(time, left, to - from)
  }

  function zoom(factor: number): void {
    const sight = stage.sight()
    if (!sight) return
    const { from, to } = sight.span
    // Around the crosshair's candle, or the newest where that is in sight.
    const times = options.times()
    const time = times[crosshair.index() ?? times.length - 1] ?? to
    const share = time <= to ? (time - from) / (to - from) : 0.5
    zoomBy(stage, factor, share * sight.width)
  }

  function edge(which: 'first' | 'last'): void {
    const sight = crosshair.inSight()
    if (sight && sight.from < sight.to) crosshair.go(which === 'first' ? sight.from : sight.to - 1)
  }

  function page(way: 1 | -1): void {
    const sight = stage.sight()
    if (sight) panBy(stage, way * sight.width * pageShare)
  }

  /** Whether the key was the chart's. */
  function press({ key, shiftKey }: KeyboardEvent): boolean {
    const steps = shiftKey ? shiftSteps : 1
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        step(-steps)
        return true
      case 'ArrowRight':
      case 'ArrowUp':
        step(steps)
        return true
      case 'Home':
        edge('first')
        return true
      case 'End':
        edge('last')
        return true
      case 'PageUp':
        page(1)
        return true
      case 'PageDown':
        page(-1)
        return true
      case '+':
      case '=':
        zoom(1 / zoomStep)
        return true
      case '-':
      case '_':
        zoom(zoomStep)
        return true
      case 'Escape': {
        const isShown = crosshair.isShown()
        crosshair.hide()
        return isShown
      }
      default:
        return false
    }
  }

  function say(): void {
    const count = options.times().length
    const index = crosshair.index() ?? count - 1
    host.ariaValueMax = String(Math.max(0, count - 1))
    host.ariaValueNow = String(Math.max(0, index))
    host.ariaValueText = count === 0 ? '' : options.describe(index)
  }

  function name(): void {
    const label = options.label()
    if (label !== host.ariaLabel) host.ariaLabel = label
  }

  host.role = 'slider'
  host.tabIndex = 0
  host.ariaValueMin = '0'
  name()
  say()
  const { signal } = owner
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      stage.move(undefined)
      if (!press(event)) return
      event.preventDefault()
      // Not also a dialog's or the page's.
      event.stopPropagation()
    },
    { signal },
  )
  host.addEventListener('focus', say, { signal })
  host.addEventListener('blur', () => crosshair.hide(), { signal })
  return {
    /** Its value anew: the candle under the crosshair, or the newest. */
    say,
    /** Its name anew. */
    name,
    stop() {
      owner.abort()
      for (const name of [
        'role',
        'tabindex',
        'aria-label',
        'aria-valuemin',
        'aria-valuemax',
        'aria-valuenow',
        'aria-valuetext',
      ]) {
        host.removeAttribute(name)
      }
    },
  }
}
