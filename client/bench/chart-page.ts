import '../chart/chart.css'
import '../ui/tokens.css'
import { makeChart } from '../chart/chart.ts'
import { type Columns, emptyColumns, foldPrice } from '../chart/columns.ts'
import { loadExtras } from '../chart/extras.ts'
import type { ChartKind, ChartView, Values } from '../chart/view.ts'

/** What the driver may ask of the page. */
export interface ChartBench {
  /** Has candles and indicators ready. */
  prepare(shape: Shape): Promise<void>
  /** Makes a chart and paints it without candles, as a page does that waits for them. */
  open(): void
  /** Shows the candles, and paints them. */
  fill(): void
  /** Times of live updates, ms: a price folded in, shown and painted. */
  update(count: number): number[]
  showAll(): void
  startFrames(): void
  /** Times between frames since then, ms. */
  stopFrames(): number[]
  close(): void
}

export interface Shape {
  kind: ChartKind
  candles: number
  indicators: boolean
  scale: ChartView['scale']
}

const intervalMs = 60_000
const format = new Intl.NumberFormat('en', { minimumFractionDigits: 2 })
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function viewOf({ kind, candles, indicators, scale }: Shape): ChartView {
  const columns = randomWalk(candles)
  return {
    columns,
    intervalMs,
    decimals: 2,
    kind,
    volume: true,
    scale,
    overlays: indicators ? overlaysOf(columns) : [],
    panels: indicators ? panelsOf(columns) : [],
    compare: undefined,
    levels: [],
  }
}

function open(view: ChartView) {
  const host = document.querySelector<HTMLElement>('#host')
  if (!host) throw new Error('The page has no host for the chart.')
  const { columns } = view
  const empty: ChartView = { ...view, columns: emptyColumns(), overlays: [], panels: [] }
  let pending: (() => void) | undefined
  let frame = 0
  const run = () => {
    frame = 0
    const paint = pending
    pending = undefined
    paint?.()
  }
  const chart = makeChart(host, empty, {
    label: () => 'Prices',
    formatPrice: (value) => format.format(value),
    formatPercent: (value) => `${value.toFixed(2)}%`,
    formatTime: (time) => clock.format(time * 1_000),
    formatMoment: (time) => clock.format(time * 1_000),
    describe: (index) => format.format(columns.close[index] ?? 0),
    zone: () => undefined,
    onCursor: () => {},
    onSpan: () => {},
    requestPaint(paint) {
      pending = paint
      if (frame === 0) frame = requestAnimationFrame(run)
      return () => {
        pending = undefined
      }
    },
  })
  cancelAnimationFrame(frame)
  run()
  return {
    columns,
    chart,
    fill(): void {
      chart.show(view, true)
      run()
    },
    update(price: number, at: number): number {
      const before = performance.now()
      foldPrice(columns, { price, start: at - (at % intervalMs) })
      chart.show(view)
      run()
      return performance.now() - before
    },
  }
}

let view: ChartView | undefined
let opened: ReturnType<typeof open> | undefined
let frames: number[] = []
let counting = 0

const bench: ChartBench = {
  async prepare(shape) {
    await loadExtras()
    view = viewOf(shape)
    // Formatters are there before a chart is.
    format.format(1)
    clock.format(0)
  },
  open() {
    if (!view) throw new Error('There is nothing to show: call prepare() first.')
    opened = open(view)
  },
  fill: () => need().fill(),
  update(count) {
    const { columns, update } = need()
    let price = columns.close.at(-1) ?? 100
    let at = (columns.time.at(-1) ?? 0) * 1_000
    return Array.from({ length: count }, (_, index) => {
      price += Math.sin(index) * 0.02
      // A candle a second, ten prices each.
      at += intervalMs / 10
      return update(price, at)
    })
  },
  showAll() {
    const { chart, columns } = need()
    chart.setSpan({ from: columns.time[0] ?? 0, to: (columns.time.at(-1) ?? 0) + 600 })
  },
  startFrames() {
    frames = []
    let before = 0
    const count = (now: number) => {
      if (before > 0) frames.push(now - before)
      before = now
      counting = requestAnimationFrame(count)
    }
    counting = requestAnimationFrame(count)
  },
  stopFrames() {
    cancelAnimationFrame(counting)
    return frames
  },
  close: () => need().chart.destroy(),
}

function need() {
  if (!opened) throw new Error('No chart is open: call prepare() and open() first.')
  return opened
}

function randomWalk(count: number): Columns {
  const columns = emptyColumns()
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  let price = 100
  for (let index = 0; index < count; index++) {
    const open = price
    price *= 1 + (random() - 0.5) * 0.01
    columns.time.push(1_790_000_000 - (1_790_000_000 % 60) + index * 60)
    columns.open.push(open)
    columns.high.push(Math.max(open, price) * (1 + random() * 0.002))
    columns.low.push(Math.min(open, price) * (1 - random() * 0.002))
    columns.close.push(price)
    columns.volume.push(random() * 100)
  }
  return columns
}

function mean(values: readonly number[], length: number): (number | null)[] {
  let sum = 0
  return values.map((value, index) => {
    sum += value - (index >= length ? (values[index - length] ?? 0) : 0)
    return index < length - 1 ? null : sum / length
  })
}

const shift = (values: Values, factor: number) =>
  values.map((value) => (value === null ? null : value * factor))

function overlaysOf({ close }: Columns): ChartView['overlays'] {
  const middle = mean(close, 20)
  return [
    { band: false, lines: [{ name: 'SMA 50', color: 'second', values: mean(close, 50) }] },
    {
      band: true,
      lines: [
        { name: 'upper', color: 'third', values: shift(middle, 1.01) },
        { name: 'middle', color: 'third', values: middle },
        { name: 'lower', color: 'third', values: shift(middle, 0.99) },
      ],
    },
  ]
}

function panelsOf({ close }: Columns): ChartView['panels'] {
  const fast = mean(close, 12)
  const slow = mean(close, 26)
  const macd = fast.map((value, index) => {
    const other = slow[index]
    return value === null || other === null || other === undefined ? null : value - other
  })
  const rsi = macd.map((value) => (value === null ? null : 50 + 50 * Math.tanh(value / 1.5)))
  return [
    {
      name: 'RSI 14',
      lines: [{ name: 'RSI', color: 'second', values: rsi }],
      histogram: undefined,
      marks: [30, 70],
      range: [0, 100],
    },
    {
      name: 'MACD 12 26 9',
      lines: [
        { name: 'MACD', color: 'first', values: macd },
        { name: 'signal', color: 'second', values: shift(macd, 0.8) },
      ],
      histogram: shift(macd, 0.4),
      marks: [],
      range: undefined,
    },
  ]
}

Object.assign(window, { bench })
