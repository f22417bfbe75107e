import { loadExtras } from '../extras.ts'
import '../chart.css'
import { makeChart } from '../chart.ts'
import type { ChartOptions, ChartView, Span } from '../view.ts'
import { viewOf } from './columns.ts'

// Whoever looks at pixels waits for no part of the chart.
await loadExtras()

/**
 * A chart in a host of 400 × 300 CSS pixels with pure colours, painted when the test says so. What
 * it tells is kept.
 */
export function openChart(patch: Partial<ChartView> = {}, more: Partial<ChartOptions> = {}) {
  const host = document.createElement('div')
  host.style.cssText = `inline-size: 400px; block-size: 300px; --up: #00ff00; --down: #ff0000;
    --text: #000; --muted: #808080; --grid: transparent; --accent: #0000ff; --surface: #fff;
    --line-1: #ff00ff; --line-2: #00ffff; --line-3: #ffff00`
  document.body.append(host)
  let view = viewOf(patch)
  let pending: (() => void) | undefined
  const told: { cursors: (number | undefined)[]; spans: Span[] } = { cursors: [], spans: [] }
  const chart = makeChart(host, view, {
    label: () => 'Prices',
    formatPrice: (value) => value.toFixed(2),
    formatPercent: (percent) => `${percent.toFixed(1)}%`,
    formatTime: (time) => `t${time}`,
    formatMoment: (time) => `at ${time}`,
    describe: (index) => `candle ${index}`,
    zone: () => 'UTC',
    onCursor: (index) => told.cursors.push(index),
    onSpan: (span) => told.spans.push(span),
    requestPaint(paint) {
      pending = paint
      return () => {
        pending = undefined
      }
    },
    ...more,
  })

  /** Makes a frame. Returns whether there was anything to do. */
  function paint(): boolean {
    const run = pending
    pending = undefined
    run?.()
    return run !== undefined
  }
  const canvas = host.querySelector('canvas')
  const plot = host.querySelector<HTMLElement>('.u-over')
  const ctx = canvas?.getContext('2d')
  if (!canvas || !plot || !ctx) throw new Error('The chart has no canvas.')
  const texts: string[] = []
  const { clearRect, fillText } = ctx
  ctx.clearRect = (x, y, width, height) => {
    texts.length = 0
    clearRect.call(ctx, x, y, width, height)
  }
  ctx.fillText = (text, x, y) => {
    texts.push(text)
    fillText.call(ctx, text, x, y)
  }
  paint()

  return {
    host,
    chart,
    canvas,
    plot,
    told,
    /** What is written on the canvas. */
    texts,
    paint,
    show(patch: Partial<ChartView>, anew = false) {
      view = { ...view, ...patch }
      chart.show(view, anew)
      paint()
    },
    span(): Span {
      const last = told.spans.at(-1)
      if (!last) throw new Error('The chart has told no span.')
      return last
    },
    cursor: () => told.cursors.at(-1),
    /** Where a time stands, CSS pixels from the plot's left edge. */
    leftOf(time: number): number {
      const { from, to } = this.span()
      return ((time - from) / (to - from)) * plot.clientWidth
    },
    /** The colour at CSS pixels from the plot's corner, `none` where nothing is painted. */
    colorAt(left: number, top: number): string {
      const ratio = devicePixelRatio
      const { offsetLeft, offsetTop } = plot
      const at = (offset: number, css: number) => Math.round((offset + css) * ratio)
      const { data } = ctx.getImageData(at(offsetLeft, left), at(offsetTop, top), 1, 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = data
      return alpha === 0 ? 'none' : `${red},${green},${blue}`
    },
    /** The colours of a column of pixels from top to foot, each run of one colour once. */
    runsAt(left: number): { color: string; from: number; to: number }[] {
      const runs: { color: string; from: number; to: number }[] = []
      for (let top = 0; top < plot.clientHeight; top++) {
        const color = this.colorAt(left, top)
        const run = runs.at(-1)
        if (run?.color === color) run.to = top
        else runs.push({ color, from: top, to: top })
      }
      return runs
    },
  }
}

export type OpenChart = ReturnType<typeof openChart>
