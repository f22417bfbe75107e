import uPlot from 'uplot'
import type { Scene } from './candlesticks.ts'
import { readColors } from './colors.ts'
import type { Columns } from './columns.ts'
import { chartOptions, isLine } from './options.ts'
import { latestSpan } from './span.ts'
import { followTouch } from './touch.ts'
import type { ChartView } from './view.ts'

export interface ChartOptions {
  formatPrice(value: number): string
  /** Of a label on the time axis, given the one before it; epoch seconds. */
  formatTime(time: number, before: number | undefined): string
  /** The index of the candle under the cursor; `undefined` when there is no cursor. */
  onCursor(index: number | undefined): void
  /** Calls `paint` once in the next frame, or in the present one where that isn't painted yet. Returns what calls it off. */
  requestPaint(paint: () => void): () => void
}

/**
 * The one owner of a uPlot instance. Whatever changes only marks the chart; it is painted at most
 * once a frame. It follows its host's size and the colour scheme, and `destroy` ends all of it.
 */
export function makeChart(host: HTMLElement, first: ChartView, options: ChartOptions) {
  let view = first
  let colors = readColors(host)
  let callOff: (() => void) | undefined
  let resized = false
  let restyled = false
  let zoomed = false
  let size = sizeOf(host)
  let plotWidth = size.width
  const u: uPlot = new uPlot(
    chartOptions(
      {
        scene: (): Scene => ({ ...view, colors }),
        kind: () => view.kind,
        span: (min, max) =>
          zoomed
            ? [min, max]
            : latestSpan(view.columns.time, { intervalMs: view.intervalMs, width: plotWidth }),
        onZoom: () => {
          zoomed = true
        },
        onUnzoom: () => {
          zoomed = false
          invalidate()
        },
        ...options,
      },
      size,
    ),
    aligned(view.columns),
    host,
  )
  const unfollowTouch = followTouch(u)

  function paint() {
    callOff = undefined
    if (restyled) colors = readColors(host)
    plotWidth = u.over.clientWidth || plotWidth
    u.batch(() => {
      if (resized) u.setSize(size)
      const line = isLine(view.kind)
      if (u.series[1]?.show !== line) {
        u.setSeries(1, { show: line })
        u.setSeries(2, { show: !line })
        u.setSeries(3, { show: !line })
      }
      const { min, max } = u.scales.x ?? {}
      const keeps = zoomed && min !== undefined && max !== undefined
      u.setData(aligned(view.columns), !keeps)
      // Also when the span is as it was: setting it is what makes uPlot paint.
      if (keeps) u.setScale('x', { min, max })
    })
    resized = false
    restyled = false
  }

  function invalidate() {
    callOff ??= options.requestPaint(paint)
  }

  const observer = new ResizeObserver(() => {
    const next = sizeOf(host)
    if (next.width === size.width && next.height === size.height) return
    size = next
    resized = true
    invalidate()
  })
  observer.observe(host)

  const restyle = () => {
    restyled = true
    invalidate()
  }
  const schemes = [
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia('(prefers-contrast: more)'),
  ]
  for (const scheme of schemes) scheme.addEventListener('change', restyle)
  // A theme or palette chosen in the app is an attribute of the root.
  const themes = new MutationObserver(restyle)
  themes.observe(document.documentElement, { attributes: true })

  return {
    /** Shows `next`; `anew` forgets the user's zoom, as for another instrument or interval. */
    show(next: ChartView, anew = false) {
      view = next
      if (anew) zoomed = false
      invalidate()
    },
    destroy() {
      callOff?.()
      observer.disconnect()
      themes.disconnect()
      for (const scheme of schemes) scheme.removeEventListener('change', restyle)
      unfollowTouch()
      u.destroy()
    },
  }
}

export type Chart = ReturnType<typeof makeChart>

function aligned({ time, close, high, low }: Columns): uPlot.AlignedData {
  return [time, close, high, low]
}

function sizeOf(host: HTMLElement) {
  return { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) }
}
