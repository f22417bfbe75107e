import '../chart/chart.css'
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { chartIntervalMs, chartIntervals } from '../../shared/rollup.ts'
import { makeChart } from '../chart/chart.ts'
import type { Chart, ChartView } from '../chart/view.ts'
import type { AppState } from '../state/app-state.ts'
import { createCandles } from '../state/candles/candles.ts'
import type { CandleProblem } from '../state/candles/fetch-candles.ts'
import { legendOf } from '../state/candles/legend.ts'
import { isConnected } from '../state/connection/connection.ts'
import { createSetting } from '../state/setting.ts'
import { nameOf, splitSymbol } from '../state/symbols.ts'
import { ChartLegend, type Legend } from '../ui/chart-legend.tsx'
import { Problem } from '../ui/problem.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { formatAxisTime, formatCandleTime, formatChange, formatDecimal } from '../words/format.ts'
import { zoneOf } from '../words/formats.ts'
import { words } from '../words/words.ts'

const kinds = ['line', 'candles'] as const

/** The chart of an instrument with its switches; loaded only when one is looked at. */
export function ChartPane(props: { app: AppState; symbol: string }) {
  const kind = createSetting({ key: 'chart.kind', values: kinds, fallback: 'candles' })
  const interval = createSetting({ key: 'chart.interval', values: chartIntervals, fallback: '1m' })
  const [cursor, setCursor] = createSignal<number>()
  let host: HTMLDivElement | undefined
  let chart: Chart | undefined

  const { state, retry } = createCandles({
    symbol: () => props.symbol,
    interval: interval.value,
    span: () => 0,
    row: () => props.app.market.rows[props.symbol],
    connected: () => isConnected(props.app.status()),
    visible: () => props.app.conditions().visible,
    fetchCandles: props.app.fetchCandles,
    cache: props.app.candleCache,
  })
  const view = createMemo<ChartView>(() => ({
    columns: state().series.columns,
    decimals: state().decimals,
    kind: kind.value(),
    intervalMs: chartIntervalMs[state().interval],
    volume: true,
    scale: 'linear',
    overlays: [],
    panels: [],
    compare: undefined,
    levels: [],
  }))
  const isEmpty = () => state().version >= 0 && state().series.columns.time.length === 0
  const label = () => words().chart.label(nameOf(splitSymbol(props.symbol).base))
  const legend = createMemo(() => legendOf(state(), { at: cursor() }))

  onMount(() => {
    if (!host) return
    chart = makeChart(host, view(), {
      label,
      formatPrice: (value) => formatDecimal(value, state().decimals),
      formatTime: (time, before) => formatAxisTime(time, { before, interval: interval.value() }),
      formatPercent: (percent) => formatChange(Math.round(percent * 100)),
      formatMoment: (time) => formatCandleTime(time * 1_000, state().interval),
      describe: (index) => spoken(legendOf(state(), { at: index })),
      zone: zoneOf,
      onCursor: setCursor,
      onSpan: () => {},
      requestPaint: props.app.frames.paint,
    })
    createEffect<unknown>((series) => {
      const next = state().series
      chart?.show(view(), next !== series)
      return next
    }, state().series)
  })
  onCleanup(() => chart?.destroy())

  return (
    <>
      <div class="chart-bar">
        <Segmented
          label={words().chart.kind}
          options={kinds.map((value) => ({ value, text: words().chart[value] }))}
          value={kind.value()}
          onChoose={kind.set}
        />
        <Segmented
          label={words().chart.interval}
          options={chartIntervals.map((value) => ({ value, ...words().chart.intervals[value] }))}
          value={interval.value()}
          onChoose={interval.set}
        />
      </div>
      <section class="chart-pane" aria-label={label()}>
        <ChartLegend legend={legend()} />
        <div class="chart-host" ref={host} />
        <ChartMessage
          empty={isEmpty()}
          loading={state().loading}
          problem={state().problem}
          onRetry={retry}
        />
      </section>
    </>
  )
}

function spoken(legend: Legend | undefined): string {
  const figures = legend?.figures.map(({ name, value }) => `${name} ${value}`) ?? []
  return [legend?.time ?? '', ...figures].join(', ')
}

function ChartMessage(props: {
  empty: boolean
  loading: boolean
  problem: CandleProblem | undefined
  onRetry(): void
}) {
  const advice = () => (props.problem ? words().chart.problem[props.problem] : undefined)
  return (
    <Show
      when={props.empty}
      fallback={
        <Show when={props.problem}>
          <p class="chart-note" role="status">
            {words().chart.outdated}
            <button type="button" class="button" onClick={() => props.onRetry()}>
              {words().retry}
            </button>
          </p>
        </Show>
      }
    >
      <Show
        when={props.problem && !props.loading}
        fallback={
          <p class="chart-message">{props.loading ? words().chart.loading : words().chart.empty}</p>
        }
      >
        <Problem
          text={words().chart.failed}
          advice={advice()}
          action={words().retry}
          onRetry={props.onRetry}
        />
      </Show>
    </Show>
  )
}
