import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import { foldPrice, mergeCandles } from './columns.ts'
import { candles, viewOf, wave } from './testing/columns.ts'
import { type OpenChart, openChart } from './testing/open-chart.ts'

let chart: OpenChart | undefined

beforeEach(() => document.body.replaceChildren())
afterEach(() => {
  chart?.chart.destroy()
  vi.restoreAllMocks()
})

function open(...args: Parameters<typeof openChart>): OpenChart {
  chart = openChart(...args)
  return chart
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Every paint of uPlot begins by clearing its canvas. */
function countPaints(chart: OpenChart) {
  const ctx = chart.canvas.getContext('2d')
  if (!ctx) throw new Error('The canvas has no context.')
  return vi.spyOn(ctx, 'clearRect')
}

it('paints once in a frame, however much changes', () => {
  const chart = open()
  const paints = countPaints(chart)
  for (let round = 1; round <= 5; round++) {
    for (let count = 0; count < 50; count++) chart.chart.show(viewOf())
    chart.chart.setSpan({ from: round * 600, to: 12_000 })
    expect(chart.paint()).toBe(true)
    expect(paints).toHaveBeenCalledTimes(round)
  }
})

it('paints nothing while nothing changes', async () => {
  const chart = open()
  const paints = countPaints(chart)
  for (let i = 0; i < 3; i++) await frame()
  expect(chart.paint()).toBe(false)
  expect(paints).not.toHaveBeenCalled()
})

it('follows the size of its host', async () => {
  const chart = open()
  chart.host.style.inlineSize = '300px'
  await waitFor(() => {
    chart.paint()
    expect(chart.canvas.width).toBe(Math.round(300 * devicePixelRatio))
  })
})

it('waits for a host that has no size yet', async () => {
  const chart = open({ volume: true, levels: [{ id: 'a', price: 100, text: 'a' }] })
  chart.host.style.display = 'none'
  await waitFor(() => expect(chart.paint()).toBe(true))
  chart.host.style.removeProperty('display')
  await waitFor(() => {
    chart.paint()
    expect(chart.canvas.width).toBe(Math.round(400 * devicePixelRatio))
  })
})

it('shows every kind, on every scale, of nothing too', () => {
  const chart = open({ columns: candles() })
  for (const kind of ['candles', 'hollow', 'heikin-ashi', 'line', 'area'] as const) {
    for (const scale of ['linear', 'log', 'percent'] as const) {
      for (const count of [1, 2, 500, 0, 3]) {
        chart.show({ columns: wave(count), kind, scale, volume: true }, true)
        const { data } = chart.canvas
          .getContext('2d')
          ?.getImageData(0, 0, chart.canvas.width, chart.canvas.height) ?? { data: [] }
        expect(data.some((value) => value !== 0)).toBe(count > 0)
      }
    }
  }
})

it('shows the last price whole, and no label of the axis that it would half cover', () => {
  let tag = { top: 0, foot: 0, right: 0 }
  const { roundRect } = CanvasRenderingContext2D.prototype
  vi.spyOn(CanvasRenderingContext2D.prototype, 'roundRect').mockImplementation(function (
    this: CanvasRenderingContext2D,
    x,
    y,
    width,
    height,
    radius,
  ) {
    tag = { top: y, foot: y + (height ?? 0), right: x + (width ?? 0) }
    roundRect.call(this, x, y, width ?? 0, height ?? 0, radius)
  })
  const half = 6 * devicePixelRatio
  let fewest = Number.POSITIVE_INFINITY
  let most = 0
  // Somewhere in this many prices the last one stands close to a label.
  for (let count = 100; count < 130; count++) {
    const chart = open({ columns: wave(count) })
    const ctx = chart.canvas.getContext('2d')
    if (!ctx) throw new Error('The canvas has no context.')
    const labels: number[] = []
    const fillText = vi.spyOn(ctx, 'fillText').mockImplementation((text, x, y) => {
      if (text.includes('.') && x > chart.plot.clientWidth * devicePixelRatio) labels.push(y)
    })
    chart.show({})
    // The last one written is the tag's own.
    labels.pop()
    expect(tag.right).toBeLessThanOrEqual(chart.canvas.width - 4 * devicePixelRatio)
    for (const y of labels) expect(y + half <= tag.top || y - half >= tag.foot).toBe(true)
    fewest = Math.min(fewest, labels.length)
    most = Math.max(most, labels.length)
    fillText.mockRestore()
    chart.chart.destroy()
  }
  expect(fewest).toBeGreaterThan(0)
  expect(most).toBeGreaterThan(fewest)
})

it('takes its colours anew when the theme changes', async () => {
  const chart = open({ columns: candles([10, 14, 8, 12]) })
  const color = () =>
    chart.runsAt(Math.round(chart.leftOf(0))).find(({ color }) => color !== 'none')?.color
  expect(color()).toBe('0,255,0')
  chart.host.style.setProperty('--up', '#123456')
  document.documentElement.dataset.theme = 'other'
  await waitFor(() => expect(chart.paint()).toBe(true))
  delete document.documentElement.dataset.theme
  expect(color()).toBe('18,52,86')
})

it('goes on with new candles while the newest is in sight, and stays where it was panned back to', () => {
  const columns = wave(600)
  const chart = open({ columns })
  const first = chart.span()
  foldPrice(columns, { price: 100, start: 600 * 60_000 })
  chart.show({})
  expect(chart.span()).toEqual({ from: first.from + 60, to: first.to + 60 })
  chart.chart.setSpan({ from: 6_000, to: 9_000 })
  chart.paint()
  foldPrice(columns, { price: 100, start: 601 * 60_000 })
  chart.show({})
  expect(chart.span()).toEqual({ from: 6_000, to: 9_000 })
  expect(chart.chart.isFollowing()).toBe(false)
  chart.chart.reset()
  chart.paint()
  expect(chart.span()).toEqual({ from: first.from + 120, to: first.to + 120 })
})

it('keeps its place, and the candle under the crosshair, when older candles come', () => {
  const columns = wave(600)
  columns.time = columns.time.map((time) => time + 60_000)
  const chart = open({ columns })
  chart.chart.setSpan({ from: 66_000, to: 69_000 })
  chart.paint()
  chart.host.focus()
  chart.host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }))
  chart.paint()
  expect(chart.cursor()).toBe(100)
  const { open: o, high, low, close } = wave(50)
  const time = o.map((_, index) => (30_000 + index * 60) * 1_000)
  mergeCandles(columns, { time, open: o, high, low, close, volume: o })
  chart.show({})
  expect(chart.cursor()).toBe(150)
  expect(chart.span()).toEqual({ from: 66_000, to: 69_000 })
})

it('tells the span in sight when it is another, once a frame', () => {
  const chart = open()
  expect(chart.told.spans.length).toBe(1)
  chart.show({})
  expect(chart.told.spans.length).toBe(1)
  chart.chart.setSpan({ from: 0, to: 600 })
  chart.chart.setSpan({ from: 0, to: 1_200 })
  chart.paint()
  expect(chart.told.spans.slice(1)).toEqual([{ from: 0, to: 1_200 }])
})

it('shows a span that is asked for before its candles are here', () => {
  const chart = open({ columns: candles() })
  chart.chart.setSpan({ from: 0, to: 1_200 })
  chart.paint()
  expect(chart.span()).toEqual({ from: 0, to: 1_200 })
  chart.show({ columns: wave(600) })
  expect(chart.span()).toEqual({ from: 0, to: 1_200 })
})

it('forgets where the user was when another instrument is shown', () => {
  const chart = open()
  const newest = chart.span()
  chart.chart.setSpan({ from: 0, to: 600 })
  chart.paint()
  chart.show({ columns: wave(600) }, true)
  expect(chart.span()).toEqual(newest)
})

it('stands its times on the full hours of the zone, and days on those of UTC', () => {
  const chart = open({}, { zone: () => 'Asia/Kolkata' })
  chart.chart.setSpan({ from: 0, to: 6 * 3_600 })
  chart.paint()
  expect(chart.texts).toContain('t1800')
  chart.show({ intervalMs: 86_400_000 })
  chart.chart.setSpan({ from: 0, to: 30 * 86_400 })
  chart.paint()
  const times = chart.texts
    .filter((text) => /^t\d+$/.test(text))
    .map((text) => Number(text.slice(1)))
  expect(times.length).toBeGreaterThan(2)
  expect(times.every((time) => time % 86_400 === 0)).toBe(true)
})

it('makes a picture of what is painted, on the palette’s ground and under its name', async () => {
  const chart = open()
  const blob = await chart.chart.image({ name: 'BTC', detail: '14:03' })
  expect(blob.type).toBe('image/png')
  const picture = await createImageBitmap(blob)
  expect(picture.width).toBe(chart.canvas.width)
  expect(picture.height).toBe(chart.canvas.height + Math.round(40 * devicePixelRatio))
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const ctx = canvas.getContext('2d')
  ctx?.drawImage(picture, 0, 0)
  const { data } = ctx?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] }
  expect([...data.slice(0, 4)]).toEqual([255, 255, 255, 255])
  expect(data.some((value, index) => index % 4 === 3 && value < 255)).toBe(false)
  const heading = data.slice(0, picture.width * 40 * 4)
  expect(heading.some((value, index) => index % 4 === 0 && value < 50)).toBe(true)
})

it('leaves nothing behind when it is destroyed', () => {
  const chart = open()
  chart.chart.show(viewOf({ columns: wave(10) }))
  const paints = countPaints(chart)
  chart.chart.destroy()
  chart.paint()
  expect(chart.host.childElementCount).toBe(0)
  expect(paints).not.toHaveBeenCalled()
})
