import { createEffect, createSignal, on, onCleanup, onMount } from 'solid-js'
import { makeChart } from '../../chart/chart.ts'
import type { Chart } from '../../chart/view.ts'
import type { AppState } from '../../state/app-state.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import {
  formatAxisTime,
  formatCandleTime,
  formatChange,
  formatDecimal,
} from '../../words/format.ts'
import { zoneOf } from '../../words/formats.ts'
import { words } from '../../words/words.ts'

/** Where the chart is painted. What breaks while it is painted breaks this component, and no other. */
export function ChartCanvas(props: {
  app: AppState
  chart: ChartState
  label: string
  onDrawn(drawn: Chart): void
}) {
  const { state } = props.chart.candles
  const [broken, setBroken] = createSignal<{ error: unknown }>()
  let host: HTMLDivElement | undefined
  let layer: HTMLDivElement | undefined
  let drawn: Chart | undefined

  onMount(() => {
    if (!host || !layer) return
    const { view, series, placement } = props.chart
    const own = makeChart(host, view(), {
      label: () => props.label,
      formatPrice: (value) => formatDecimal(value, state().decimals),
      formatPercent: (percent) => formatChange(Math.round(percent * 100)),
      formatTime: (time, before) => formatAxisTime(time, { before, interval: state().interval }),
      formatMoment: (time) => formatCandleTime(time * 1_000, state().interval),
      describe: props.chart.describe,
      zone: zoneOf,
      onCursor: props.chart.setCursor,
      onSpan: props.chart.see,
      levels: {
        layer,
        move: (id, price) => props.app.alerts()?.line.move(id, price),
        confirm: () => void props.app.alerts()?.line.confirm(),
        cancel: () => props.app.alerts()?.line.cancel(),
      },
      requestPaint: (paint) =>
        props.app.frames.paint(() => {
          try {
            paint()
          } catch (error) {
            setBroken({ error })
          }
        }),
    })
    drawn = own
    props.onDrawn(own)
    createEffect<unknown>((before) => {
      const next = series()
      own.show(view(), next !== before)
      return next
    }, series())
    // After what is to be placed is shown.
    createEffect(() => {
      const span = placement()
      if (span) own.setSpan(span)
    })
    // Texts on the canvas are in the language of the page, and its numbers and times too.
    createEffect(on([words, zoneOf], () => own.show(view()), { defer: true }))
  })
  onCleanup(() => drawn?.destroy())

  createEffect(() => {
    const trouble = broken()
    if (trouble) throw trouble.error
  })
  return (
    <>
      <div class="chart-host" ref={host} />
      <div class="chart-grips" ref={layer} />
    </>
  )
}
