import { afterEach, expect, it, vi } from 'vitest'
import { type Chart, makeChart } from './chart.ts'
import { emptyColumns, foldPrice } from './columns.ts'

let chart: Chart | undefined
afterEach(() => {
  chart?.destroy()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

const view = (count: number, kind: 'line' | 'candles' = 'candles') => {
  const columns = emptyColumns()
  for (let i = 0; i < count; i++) {
    foldPrice(columns, { price: 100 + Math.sin(i), start: i * 60_000 })
  }
  return {
    columns,
    intervalMs: 60_000,
    decimals: 2,
    kind,
    volume: true,
    scale: 'linear' as const,
    overlays: [],
    panels: [],
    compare: undefined,
    levels: [],
  }
}

function open(first = view(200)) {
  const host = document.createElement('div')
  host.style.cssText = 'inline-size: 600px; block-size: 300px; --up: #0a0; --down: #a00'
  document.body.append(host)
  chart = makeChart(host, first, {
    label: () => 'Prices',
    formatPrice: (value) => value.toFixed(2),
    formatPercent: (percent) => `${percent.toFixed(1)}%`,
    formatTime: (time) => String(time),
    formatMoment: (time) => `at ${time}`,
    describe: (index) => `candle ${index}`,
    zone: () => 'UTC',
    onSpan: () => {},
    onCursor: () => {},
    requestPaint(paint) {
      const frame = requestAnimationFrame(paint)
      return () => cancelAnimationFrame(frame)
    },
  })
  return { host, chart }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Every paint of uPlot begins by clearing its canvas. */
function countPaints() {
  return vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect')
}

it('paints once in a frame, however many updates there are', async () => {
  const { chart } = open()
  await frame()
  await frame()
  const paints = countPaints()
  for (let round = 1; round <= 5; round++) {
    for (let i = 0; i < 50; i++) chart.show(view(200 + round))
    await frame()
    await frame()
    expect(paints).toHaveBeenCalledTimes(round)
  }
})

it('paints nothing while nothing changes', async () => {
  open()
  await frame()
  await frame()
  const paints = countPaints()
  for (let i = 0; i < 5; i++) await frame()
  expect(paints).not.toHaveBeenCalled()
})

it('follows the size of its host', async () => {
  const { host } = open()
  await frame()
  host.style.inlineSize = '400px'
  await vi.waitFor(() => {
    expect(host.querySelector('canvas')?.width).toBe(Math.round(400 * devicePixelRatio))
  })
})

it('paints candles and lines, of nothing too', async () => {
  const { chart, host } = open(view(0))
  await frame()
  for (const next of [view(1), view(2, 'line'), view(500), view(0), view(3)]) {
    chart.show(next, true)
    await frame()
  }
  await frame()
  const canvas = host.querySelector('canvas')
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
  expect(pixels?.some((value) => value !== 0)).toBe(true)
})

it('shows the last price whole, and no label of the axis that it would half cover', async () => {
  type Tag = { top: number; bottom: number; right: number }
  const labels: number[] = []
  let tag: Tag | undefined
  const canvas = CanvasRenderingContext2D.prototype
  const { fillText, roundRect } = canvas
  vi.spyOn(canvas, 'fillText').mockImplementation(function (this: typeof canvas, text, x, y) {
    if (tag === undefined && text.includes('.')) labels.push(y)
    fillText.call(this, text, x, y)
  })
  vi.spyOn(canvas, 'roundRect').mockImplementation(function (this: typeof canvas, x, y, w, h, r) {
    tag = { top: y, bottom: y + (h ?? 0), right: x + (w ?? 0) }
    roundRect.call(this, x, y, w ?? 0, h ?? 0, r)
  })
  const half = 6 * devicePixelRatio
  let fewest = Number.POSITIVE_INFINITY
  let most = 0
  // Somewhere in this many prices the last one stands close to a label.
  for (let count = 100; count < 130; count++) {
    labels.length = 0
    tag = undefined
    const { host, chart } = open(view(count))
    await frame()
    await frame()
    const box = tag as Tag | undefined
    if (!box) throw new Error('No tag was painted.')
    const edge = host.querySelector('canvas')?.width ?? 0
    expect(box.right).toBeLessThanOrEqual(edge - 4 * devicePixelRatio)
    for (const y of labels) expect(y + half <= box.top || y - half >= box.bottom).toBe(true)
    fewest = Math.min(fewest, labels.length)
    most = Math.max(most, labels.length)
    chart.destroy()
  }
  expect(fewest).toBeGreaterThan(0)
  expect(most).toBeGreaterThan(fewest)
})

it('takes its colours anew when the theme changes', async () => {
  const { host } = open()
  await frame()
  await frame()
  const paints = countPaints()
  const fills: unknown[] = []
  const fill = CanvasRenderingContext2D.prototype.fill
  vi.spyOn(CanvasRenderingContext2D.prototype, 'fill').mockImplementation(function (
    this: CanvasRenderingContext2D,
    path?: unknown,
  ) {
    fills.push(this.fillStyle)
    if (path instanceof Path2D) fill.call(this, path, 'nonzero')
  })
  host.style.setProperty('--up', '#123456')
  document.documentElement.dataset.theme = 'other'
  await vi.waitFor(() => expect(paints).toHaveBeenCalled())
  delete document.documentElement.dataset.theme
  expect(fills).toContain('#123456')
})

it('leaves nothing behind when it is destroyed', async () => {
  const { chart, host } = open()
  await frame()
  chart.show(view(10))
  chart.destroy()
  const paints = countPaints()
  await frame()
  await frame()
  expect(host.querySelector('canvas')).toBeNull()
  expect(paints).not.toHaveBeenCalled()
})
