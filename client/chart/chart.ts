import { makeCrosshair } from './crosshair.ts'
import { lacksExtras, loadExtras } from './extras.ts'
import { followKeyboard } from './gestures/keyboard.ts'
import { followMouse } from './gestures/mouse.ts'
import type { Stage } from './gestures/stage.ts'
import { followTouch } from './gestures/touch.ts'
import type { makeGrips } from './grips.ts'
import { makePlot } from './plot.ts'
import { watchStyle } from './restyle.ts'
import { makeViewport } from './scale/viewport.ts'
import type { Chart, ChartOptions, ChartView, Span } from './view.ts'

/**
 * The one owner of a uPlot instance. Whatever changes only marks the chart; it is painted at most
 * once a frame, and a crosshair that moves paints no canvas. It follows its host's size and the
 * colours of the page, and `destroy` ends all of it.
 */
export function makeChart(host: HTMLElement, first: ChartView, options: ChartOptions): Chart {
  let view = first
  let viewport = makeViewport()
  let isStale = true
  let told: Span | undefined
  let motion: ((now: number) => boolean) | undefined
  let callOff: (() => void) | undefined
  let isDestroyed = false
  let grips: ReturnType<typeof makeGrips> | undefined
  const plot = makePlot(host, options)

  function paint(): void {
    callOff = undefined
    if (motion && !motion(performance.now())) motion = undefined
    const span = isStale ? draw() : see()
    isStale = false
    crosshair.place()
    grips?.place()
    if (motion) wake()
    if (span === undefined || (span.from === told?.from && span.to === told.to)) return
    told = { ...span }
    options.onSpan(told)
  }

  function draw(): Span | undefined {
    const width = plot.width(view)
    const span = see()
    plot.draw(view, span)
    // Wider prices have taken some of the candles' room: how many are legible is another number.
    if (plot.width(view) === width) return span
    const narrower = see()
    plot.draw(view, narrower)
    return narrower
  }

  /** The next frame has something to do. */
  function wake(): void {
    callOff ??= options.requestPaint(paint)
  }
  function invalidate(): void {
    isStale = true
    wake()
  }
  /** Without what draws them indicators are missing until it has come; where it can't, they stay so. */
  function complete(): void {
    if (view.levels.some(({ movable }) => movable)) void takeHold()
    if (!lacksExtras(view)) return
    loadExtras().then(
      () => !isDestroyed && invalidate(),
      () => {},
    )
  }

  /** Grips come with the first level that can be moved; where they can't, the form moves it. */
  async function takeHold(): Promise<void> {
    const { levels } = options
    const loaded = levels && (await import('./grips.ts').catch(() => undefined))
    if (!loaded || isDestroyed || grips) return
    grips = loaded.makeGrips(levels, { scene: plot.scene, formatPrice: options.formatPrice })
    wake()
  }

  const see = () =>
    viewport.see(view.columns.time, { intervalMs: view.intervalMs, width: plot.width(view) })

  const crosshair = makeCrosshair(
    plot.u,
    { scene: plot.scene, invalidate: wake },
    {
      formatMoment: options.formatMoment,
      onCursor: (index) => {
        options.onCursor(index)
        if (host === document.activeElement) keyboard.say()
      },
    },
  )

  const stage: Stage = {
    crosshair,
    sight() {
      const span = see()
      return span && { span, width: plot.width(view) }
    },
    hold(time, left, seconds) {
      const span = see()
      if (!span) return true
      const isStopped = viewport.hold({ time, at: left / plot.width(view), seconds }, span)
      invalidate()
      return isStopped
    },
    reset() {
      viewport.reset()
      invalidate()
    },
    move(next) {
      motion = next
      if (motion) wake()
    },
  }
  const keyboard = followKeyboard(host, stage, {
    times: () => view.columns.time,
    describe: options.describe,
    label: options.label,
  })
  const stops = [
    keyboard.stop,
    followTouch(plot.u.over, stage),
    followMouse(plot.u.over, stage),
    watchStyle(() => {
      plot.restyle()
      invalidate()
    }),
  ]
  const observer = new ResizeObserver(() => {
    if (plot.resize()) invalidate()
  })
  observer.observe(host)
  complete()
  wake()

  return {
    show(next, anew = false) {
      view = next
      if (anew) {
        viewport = makeViewport()
        motion = undefined
        crosshair.hide()
        plot.forgetWidth()
      }
      keyboard.name()
      complete()
      invalidate()
    },
    setSpan(span) {
      motion = undefined
      viewport.choose(span)
      invalidate()
    },
    reset: stage.reset,
    stage,
    isFollowing: () => viewport.isFollowing(),
    async image(heading) {
      if (callOff) {
        callOff()
        paint()
      }
      // Comes only when a picture is wanted.
      const { imageOf } = await import('./image.ts')
      return await imageOf(plot.u.ctx.canvas, heading, plot.colors())
    },
    destroy() {
      isDestroyed = true
      callOff?.()
      observer.disconnect()
      for (const stop of stops) stop()
      grips?.stop()
      plot.u.destroy()
    },
  }
}
