import { isIn } from './paint/last-price.ts'
import type { Scene } from './scene.ts'
import type { Level, LevelOptions } from './view.ts'

export interface GripSource {
  scene(): Scene | undefined
  formatPrice(value: number): string
}

/** What Shift and a page move by, in steps. */
const manySteps = 10

/**
 * A grip at the end of each level that can be moved. A finger and a mouse drag it; to keys and to
 * screen readers it is a vertical slider over prices. It stands beside the chart's host, not in it:
 * what is within a slider is nobody's to reach.
 */
export function makeGrips(options: LevelOptions, source: GripSource) {
  const grips = new Map<string, ReturnType<typeof addGrip>>()

  function addGrip(id: string) {
    const grip = document.createElement('div')
    grip.className = 'chart-grip'
    grip.role = 'slider'
    grip.tabIndex = 0
    grip.ariaOrientation = 'vertical'
    const owner = new AbortController()
    const { signal } = owner
    let level: Level | undefined
    let held: { offset: number } | undefined

    const moveTo = (price: number) => {
      const scene = source.scene()
      if (!scene) return
      const step = stepOf(scene)
      const rounded = Math.max(step, Math.round(price / step) * step)
      options.move(id, Number(rounded.toFixed(scene.view.decimals)))
    }
    const topOf = ({ clientY }: PointerEvent) => clientY - options.layer.getBoundingClientRect().top

    grip.addEventListener(
      'pointerdown',
      (event) => {
        const scene = source.scene()
        if (event.button !== 0 || !scene || !level) return
        grip.setPointerCapture(event.pointerId)
        held = { offset: scene.y(level.price) / scene.ratio - topOf(event) }
      },
      { signal },
    )
    grip.addEventListener(
      'pointermove',
      (event) => {
        const scene = source.scene()
        if (held && scene) moveTo(priceAt(scene, (topOf(event) + held.offset) * scene.ratio))
      },
      { signal },
    )
    const release = () => {
      held = undefined
    }
    grip.addEventListener('pointerup', release, { signal })
    grip.addEventListener('pointercancel', release, { signal })
    grip.addEventListener(
      'keydown',
      (event) => {
        const scene = source.scene()
        const steps = stepsOf(event)
        if (event.key === 'Escape') options.cancel()
        else if (event.key === 'Enter') options.confirm()
        else if (steps !== 0 && scene && level) moveTo(level.price + steps * stepOf(scene))
        else return
        event.preventDefault()
        event.stopPropagation()
      },
      { signal },
    )
    options.layer.append(grip)

    return {
      place(next: Level, scene: Scene): void {
        level = next
        const y = scene.y(next.price)
        // One that is held stays within reach, wherever the prices go meanwhile.
        grip.hidden = !isIn(scene, y)
        const left = (scene.plot.left + scene.plot.width) / scene.ratio
        grip.style.translate = `${left}px ${y / scene.ratio}px`
        grip.ariaLabel = next.text
        grip.ariaValueMin = '0'
        grip.ariaValueMax = String(Math.max(next.price, priceAt(scene, scene.prices.top)))
        grip.ariaValueNow = String(next.price)
        grip.ariaValueText = source.formatPrice(next.price)
      },
      focus: () => grip.focus({ preventScroll: true }),
      remove(): void {
        owner.abort()
        grip.remove()
      },
    }
  }

  function remove(id: string): void {
    grips.get(id)?.remove()
    grips.delete(id)
  }

  return {
    /** Puts them where their levels are painted. */
    place(): void {
      const scene = source.scene()
      const levels = (scene?.view.levels ?? []).filter(({ movable }) => movable)
      for (const id of grips.keys()) if (!levels.some((level) => level.id === id)) remove(id)
      if (!scene) return
      for (const level of levels) {
        const known = grips.get(level.id)
        const grip = known ?? addGrip(level.id)
        grips.set(level.id, grip)
        grip.place(level, scene)
        if (known === undefined && level.fresh) grip.focus()
      }
    },
    stop(): void {
      for (const id of [...grips.keys()]) remove(id)
    },
  }
}

/** The price at a height of the canvas, no further than the prices reach. */
function priceAt({ scale, plot, prices }: Scene, y: number): number {
  const within = Math.min(Math.max(y, prices.top), prices.top + prices.height)
  const foot = plot.top + plot.height
  return scale.priceOf(scale.min + ((foot - within) / plot.height) * (scale.max - scale.min))
}

/** As fine as a finger can tell, and round: a power of ten, no finer than the instrument's own. */
function stepOf(scene: Scene): number {
  const { prices, ratio, view } = scene
  const middle = prices.top + prices.height / 2
  const perPixel = Math.abs(priceAt(scene, middle - ratio / 2) - priceAt(scene, middle + ratio / 2))
  const step = 10 ** Math.floor(Math.log10(perPixel))
  return Math.max(10 ** -view.decimals, Number.isFinite(step) ? step : 0)
}

function stepsOf({ key, shiftKey }: KeyboardEvent): number {
  const many = shiftKey ? manySteps : 1
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return many
    case 'ArrowDown':
    case 'ArrowLeft':
      return -many
    case 'PageUp':
      return manySteps
    case 'PageDown':
      return -manySteps
    default:
      return 0
  }
}
