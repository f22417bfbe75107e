import type uPlot from 'uplot'
import { closestTo, firstAtOrAfter } from './columns.ts'
import { isIn, priceText } from './paint/last-price.ts'
import type { Scene } from './scene.ts'
import type { ChartOptions } from './view.ts'

/**
 * A mouse's crosshair stays with the mouse; one that a finger or a key has placed stays with its
 * candle. Heights are CSS pixels from the plot's top, by default the candle's close.
 */
type Mark =
  | { on: 'pointer'; left: number; top: number }
  | { on: 'candle'; time: number; top?: number }

export interface CrosshairSource {
  scene(): Scene | undefined
  /** Says that the crosshair is another, so that it is placed in the next frame. */
  invalidate(): void
}

/** The crosshair with what it says on the axes, moved without painting the canvas anew. */
export function makeCrosshair(
  u: uPlot,
  source: CrosshairSource,
  options: Pick<ChartOptions, 'formatMoment' | 'onCursor'>,
) {
  const priceTag = addTag(u.over, 'price')
  const timeTag = addTag(u.over, 'time')
  let mark: Mark | undefined
  let told: number | undefined

  function put(next: Mark | undefined): void {
    mark = next
    source.invalidate()
  }

  /** Candles whose own time is in sight. */
  function inSight({ span, view }: Scene) {
    const { time } = view.columns
    return { from: firstAtOrAfter(time, span.from), to: firstAtOrAfter(time, span.to + 1e-6) }
  }

  function closest(scene: Scene, left: number): number | undefined {
    const { plot, span, ratio, view } = scene
    const time = span.from + ((left * ratio) / plot.width) * (span.to - span.from)
    return closestTo(view.columns.time, time, inSight(scene))
  }

  /** The candle under it; `undefined` where that has gone out of sight, or was found not to be one. */
  function find(scene: Scene): number | undefined {
    if (mark === undefined) return undefined
    if (mark.on === 'pointer') return closest(scene, mark.left)
    const { time } = scene.view.columns
    const index = firstAtOrAfter(time, mark.time)
    const { from, to } = inSight(scene)
    return time[index] === mark.time && index >= from && index < to ? index : undefined
  }

  function tell(index: number | undefined): void {
    if (index === told) return
    told = index
    options.onCursor(index)
  }

  return {
    /** Goes with the mouse; CSS pixels from the plot's corner. */
    hover: (left: number, top: number) => put({ on: 'pointer', left, top }),
    /** Goes to the candle that is closest to a finger. */
    touch(left: number, top: number): void {
      const scene = source.scene()
      if (!scene) return
      const index = closest(scene, left)
      const time = index === undefined ? undefined : scene.view.columns.time[index]
      put(time === undefined ? undefined : { on: 'candle', time, top })
    },
    /** Goes to the candle of this index. */
    go(index: number): void {
      const time = source.scene()?.view.columns.time[index]
      if (time !== undefined) put({ on: 'candle', time })
    },
    hide: () => put(undefined),
    /** Index of the candle under it, also where it isn't placed yet. */
    index(): number | undefined {
      const { time = [] } = source.scene()?.view.columns ?? {}
      return mark?.on === 'candle' ? firstAtOrAfter(time, mark.time) : told
    },
    isShown: (): boolean => mark !== undefined,
    inSight: () => {
      const scene = source.scene()
      return scene && inSight(scene)
    },
    /** Puts it where it belongs in what is painted now. */
    place(): void {
      const scene = source.scene()
      const index = scene && find(scene)
      if (scene === undefined || mark === undefined || index === undefined) {
        if (mark?.on === 'candle') mark = undefined
        priceTag.show(undefined)
        timeTag.show(undefined)
        if ((u.cursor.left ?? -1) >= 0) u.setCursor({ left: -10, top: -10 }, false)
        tell(undefined)
        return
      }
      const { columns } = scene.view
      const time = columns.time[index] ?? 0
      const { plot, ratio } = scene
      const left = (scene.x(time) - plot.left) / ratio
      const top = mark.top ?? (scene.y(columns.close[index] ?? 0) - plot.top) / ratio
      u.setCursor({ left, top }, false)
      const height = plot.top + top * ratio
      const price = scene.scale.priceOf(u.posToVal(top, 'y'))
      priceTag.show(isIn(scene, height) ? priceText(scene, price) : undefined, { top })
      const text = options.formatMoment(time)
      const half = scene.textWidth(text) / 2 + 6
      timeTag.show(text, { left: Math.min(Math.max(left, half), plot.width / ratio - half) })
      tell(index)
    },
  }
}

export type Crosshair = ReturnType<typeof makeCrosshair>

/** A text on an axis, of which only what changes is written. */
function addTag(plot: HTMLElement, axis: 'price' | 'time') {
  const tag = document.createElement('div')
  tag.className = `chart-tag is-${axis}`
  tag.ariaHidden = 'true'
  tag.hidden = true
  plot.append(tag)
  let shown: string | undefined
  return {
    show(text: string | undefined, { left = 0, top = 0 } = {}): void {
      if (text !== shown) {
        shown = text
        tag.hidden = text === undefined
        if (text !== undefined) tag.textContent = text
      }
      if (text !== undefined) tag.style.translate = `${left}px ${top}px`
    },
  }
}
