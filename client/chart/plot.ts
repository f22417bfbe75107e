import uPlot from 'uplot'
import { readColors } from './colors.ts'
import { tagRoom } from './paint/tag.ts'
import { makeTextWidths } from './paint/text-width.ts'
import { paintPicture } from './picture.ts'
import { paddingTop, plotOptions, timeAxisHeight } from './plot-options.ts'
import { makeOffset } from './scale/zone.ts'
import { type Scene, type Subject, sceneOf } from './scene.ts'
import { makeSubjects } from './subject.ts'
import type { ChartOptions, ChartView, Span } from './view.ts'

interface Size {
  width: number
  height: number
}

/** The canvas: uPlot with its axes, and our painters. It paints when it is told to, and only then. */
export function makePlot(host: HTMLElement, options: ChartOptions) {
  let colors = readColors(host)
  let size = sizeOf(host)
  let subject: Subject | undefined
  let scene: Scene | undefined
  let axisWidth = 0
  const subjects = makeSubjects()
  const offset = makeOffset()
  let measure: ((text: string) => number) | undefined
  const textWidth = (text: string) => {
    measure ??= makeTextWidths(u.ctx)
    return measure(text)
  }
  const tools = { textWidth, format: options }

  const widen = (width: number) => {
    axisWidth = Math.max(axisWidth, width)
    return axisWidth
  }
  const source = {
    ...tools,
    widen,
    subject: () => subject,
    colors: () => colors,
    // Days and weeks are the market's, which counts them in UTC.
    offset: () => offset((subject?.view.intervalMs ?? 0) < dayMs ? options.zone() : 'UTC'),
    paint: (u: uPlot) => {
      scene = subject && sceneOf(u, subject, tools)
      if (scene) paintPicture(scene)
    },
  }
  // uPlot would paint an empty canvas first; begun with the first data, it paints once.
  let begin: (() => void) | undefined
  const u: uPlot = new uPlot(plotOptions(source, size), [[], []], (self, init) => {
    host.append(self.root)
    begin = () => init()
  })

  return {
    u,
    scene: () => scene,
    /** Width that the candles have, CSS pixels; before the first paint, that they will have most likely. */
    width({ columns }: ChartView): number {
      const price = options.formatPrice(columns.close.at(-1) ?? 0)
      const axis = Math.max(axisWidth, Math.ceil(textWidth(price)) + tagRoom)
      return Math.max(1, size.width - axis)
    },
    draw(view: ChartView, span: Span | undefined): void {
      const height = size.height - paddingTop - timeAxisHeight
      subject = span && subjects(view, { span, height, colors })
      u.batch(() => {
        begin?.()
        begin = undefined
        if (u.width !== size.width || u.height !== size.height) u.setSize(size)
        u.setData([view.columns.time, view.columns.close], false)
        if (span) u.setScale('x', { min: span.from, max: span.to })
        if (subject) u.setScale('y', { min: subject.scale.min, max: subject.scale.max })
        // Labels may be others where the scales are not: another language, zone or base of per cents.
        u.redraw(false, true)
      })
    },
    /** Whether the host has another size now. */
    resize(): boolean {
      const next = sizeOf(host)
      if (next.width === size.width && next.height === size.height) return false
      size = next
      return true
    },
    restyle(): void {
      colors = readColors(host)
    },
    colors: () => colors,
    /** Another instrument's prices may be shorter. */
    forgetWidth(): void {
      axisWidth = 0
    },
  }
}

const dayMs = 86_400_000

function sizeOf(host: HTMLElement): Size {
  return { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) }
}
