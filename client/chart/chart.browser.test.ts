import { afterEach, expect, it, vi } from 'vitest'
import { type Chart, makeChart } from './chart.ts'
import { emptyColumns, foldPrice } from './columns.ts'

let chart: Chart | undefined
let cursor: number | undefined

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
    formatPrice: (value) => value.toFixed(2),
    formatTime: (time) => String(time),
    onCursor: (index) => {
      cursor = index
    },
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

it('shows the last price whole, and half covers no label of the axis', async () => {
  type Box = { top: number; bottom: number }
  const labels: number[] = []
  const cleared: Box[] = []
  let tag: (Box & { right: number }) | undefined
  const canvas = CanvasRenderingContext2D.prototype
  const fillText = canvas.fillText
  const fillRect = canvas.fillRect
  const roundRect = canvas.roundRect
  vi.spyOn(canvas, 'fillText').mockImplementation(function (this: typeof canvas, text, x, y) {
    if (tag === undefined && text.includes('.')) labels.push(y)
    fillText.call(this, text, x, y)
  })
  vi.spyOn(canvas, 'fillRect').mockImplementation(function (this: typeof canvas, x, y, w, h) {
    cleared.push({ top: y, bottom: y + h })
    fillRect.call(this, x, y, w, h)
  })
  vi.spyOn(canvas, 'roundRect').mockImplementation(function (this: typeof canvas, x, y, w, h, r) {
    tag = { top: y, bottom: y + (h ?? 0), right: x + (w ?? 0) }
    roundRect.call(this, x, y, w ?? 0, h ?? 0, r)
  })
  // Somewhere in this many prices the last one stands close to a label.
  const half = 6 * devicePixelRatio
  let near = 0
  for (let count = 100; count < 130; count++) {
    labels.length = 0
    cleared.length = 0
    tag = undefined
    const { host, chart } = open(view(count))
    await frame()
    await frame()
    const box = tag as (Box & { right: number }) | undefined
    if (!box) throw new Error('No tag was painted.')
    const edge = host.querySelector('canvas')?.width ?? 0
    expect(box.right).toBeLessThanOrEqual(edge - 4 * devicePixelRatio)
    for (const y of labels) {
      if (y + half <= box.top || y - half >= box.bottom) continue
      near++
      expect(cleared.some(({ top, bottom }) => top <= y - half && bottom >= y + half)).toBe(true)
    }
    chart.destroy()
  }
  expect(near).toBeGreaterThan(0)
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

it('tells which candle is under the cursor, and when there is none', async () => {
  const { host } = open()
  await frame()
  const over = host.querySelector('.u-over')
  const box = over?.getBoundingClientRect()
  if (!over || !box) throw new Error('The chart has no plot.')
  const at = (type: string, x: number) =>
    over.dispatchEvent(
      new PointerEvent(type, {
        pointerType: 'touch',
        clientX: box.left + x,
        clientY: box.top + 50,
      }),
    )
  at('pointermove', 200)
  await vi.waitFor(() => expect(cursor).toBeTypeOf('number'))
  at('pointerup', 200)
  await vi.waitFor(() => expect(cursor).toBeUndefined())
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
