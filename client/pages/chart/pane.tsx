import '../../chart/chart.css'
import { createSignal, onMount, Show } from 'solid-js'
import type { Chart } from '../../chart/view.ts'
import type { AppState } from '../../state/app-state.ts'
import { createChartState } from '../../state/chart/chart.ts'
import { createFill, type Fill } from '../../state/chart/fill.ts'
import { type Charts, readCharts } from '../../state/chart/settings.ts'
import { loadIndicators } from '../../state/indicators/indicators.ts'
import { nameOf, splitSymbol } from '../../state/symbols.ts'
import { chartWords } from '../../words/late/chart.ts'
import { ChartAlertBar } from './alert-host.tsx'
import { ChartCanvas } from './canvas.tsx'
import { ChartHead } from './head.tsx'
import { ChartNotes } from './notes.tsx'
import { ChartReading } from './reading.tsx'
import { ChartStepsHost } from './steps-host.tsx'
import { ChartToolbar } from './toolbar.tsx'

/** Beside the plot: the axis of prices, CSS pixels. */
const axisWidth = 70

/** The chart of an instrument with all that is done to it; loaded only when one is looked at. */
export function ChartPane(props: {
  app: AppState
  symbol: string
  /** What is said where there are no candles. */
  nothing: string
  /** The page's way back; absent where the list stands beside. */
  onBack: (() => void) | undefined
}) {
  const [charts, setCharts] = createSignal<Charts>()
  const fill = createFill()
  let frame: HTMLDivElement | undefined
  // Before anything is shown, so that no kind or interval is shown that is not to stay.
  onMount(async () => {
    const read = await readCharts(props.app.settings)
    const isPlain = (read.get(props.symbol)?.indicators.length ?? 0) === 0
    // Where they can't be had, the chart is drawn without them and says so.
    if (!isPlain) await loadIndicators().catch(() => {})
    setCharts(read)
  })
  return (
    <div class="chart" classList={{ 'is-filled': fill.filled() }} ref={frame}>
      <Show when={charts()} fallback={<div class="chart-pane" />}>
        {(known) => (
          <ChartOf
            app={props.app}
            symbol={props.symbol}
            nothing={props.nothing}
            charts={known()}
            fill={fill}
            onBack={props.onBack}
            width={() => (frame?.clientWidth ?? 0) - axisWidth}
          />
        )}
      </Show>
    </div>
  )
}

function ChartOf(props: {
  app: AppState
  symbol: string
  nothing: string
  charts: Charts
  fill: Fill
  onBack: (() => void) | undefined
  width(): number
}) {
  let drawn: Chart | undefined
  const chart = createChartState({
    app: props.app,
    symbol: () => props.symbol,
    charts: props.charts,
    width: props.width,
  })
  const label = () => chartWords().label(nameOf(splitSymbol(props.symbol).base))
  const back = () => (props.fill.byItself() ? props.onBack : undefined)

  return (
    <>
      <Show when={props.fill.filled()}>
        <ChartHead
          app={props.app}
          symbol={props.symbol}
          onBack={back()}
          onLeave={props.fill.leave}
        />
      </Show>
      <ChartToolbar
        app={props.app}
        symbol={props.symbol}
        chart={chart}
        drawn={() => drawn}
        fill={props.fill}
      />
      <section class="chart-pane" aria-label={label()}>
        <ChartReading app={props.app} chart={chart} />
        <ChartCanvas
          app={props.app}
          chart={chart}
          label={label()}
          onDrawn={(next) => {
            drawn = next
          }}
        />
        <ChartNotes app={props.app} chart={chart} nothing={props.nothing} />
        <ChartAlertBar app={props.app} symbol={props.symbol} />
      </section>
      <Show when={chart.steps.value() === 'shown'}>
        <ChartStepsHost drawn={() => drawn} />
      </Show>
    </>
  )
}
