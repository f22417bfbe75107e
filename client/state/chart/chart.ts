import { type Accessor, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { type ChartInterval, chartIntervalMs } from '../../../shared/rollup.ts'
import type { ChartView, Span } from '../../chart/view.ts'
import { words } from '../../words/words.ts'
import type { AppState } from '../app-state.ts'
import { type CandleState, createCandles } from '../candles/candles.ts'
import { isConnected } from '../connection/connection.ts'
import { createIndicators } from '../indicators/indicators.ts'
import { intervalFor } from './choose-period.ts'
import { createComparison } from './comparison.ts'
import { type Figures, indicatorName, legendOf, spokenOf } from './legend.ts'
import { type Extent, fittingInterval, isShown, type Period, periodMs, spanOf } from './periods.ts'
import { type Charts, createChartSettings } from './settings.ts'

export interface ChartStateOptions {
  app: AppState
  symbol: Accessor<string>
  /** As the device remembers them. */
  charts: Charts
  /** How wide candles can be drawn, CSS pixels. */
  width(): number
}

/** All that is known of an instrument's chart: how it is looked at, its candles, and what is computed of them. */
export function createChartState({ app, symbol, charts, width }: ChartStateOptions) {
  const settings = createChartSettings({
    store: app.settings,
    charts,
    symbol,
    preset: {
      ...{ kind: 'candles', scale: 'linear', volume: true, indicators: [], compare: undefined },
      ...{ period: '1d', interval: fittingInterval(periodMs['1d'], width()) },
    },
    onTrouble: app.keeping.report,
  })
  const interval = createMemo(() => settings.value().interval)
  const period = createMemo(() => settings.value().period)
  const compared = createMemo(() => settings.value().compare)
  const [cursor, setCursor] = createSignal<number>()
  const [span, setSpan] = createSignal<Span>()
  /** Rises when a period is asked for, also for the one that was left by panning. */
  const [asked, setAsked] = createSignal(0)
  let choice: AbortController | undefined
  onCleanup(() => choice?.abort())

  const spanMs = () => {
    const chosen = period()
    return chosen === undefined ? 0 : periodMs[chosen]
  }
  const candles = createCandles({
    symbol,
    interval,
    span: spanMs,
    row: () => app.market.rows[symbol()],
    connected: () => isConnected(app.status()),
    visible: () => app.conditions().visible,
    fetchCandles: app.fetchCandles,
    cache: app.candleCache,
  })
  const { state } = candles
  const comparison = createComparison({
    app,
    symbol: compared,
    interval,
    span: spanMs,
    main: state,
  })

  const indicators = createIndicators({
    candles: state,
    indicators: createMemo(() => settings.value().indicators),
    nameOf: indicatorName,
    onTrouble: () => app.toast.show({ text: words().chart.indicatorsFailed }),
  })
  const view = createMemo<ChartView>(() => {
    const { series, interval, decimals } = state()
    const { kind, volume, scale } = settings.value()
    const compare = comparison.line()
    return {
      columns: series.columns,
      intervalMs: chartIntervalMs[interval],
      decimals,
      kind,
      volume,
      scale: compare ? 'percent' : scale,
      overlays: indicators().overlays,
      panels: indicators().panels,
      compare,
      levels: [],
    }
  })
  const figures = (): Figures => ({
    candles: state(),
    drawn: indicators().drawn,
    compare: comparison.line(),
    span: span(),
  })

  // Where a period is to be shown: when it is asked for, when its candles come, and when the server's
  // take the place of the device's own.
  const series = createMemo(() => state().series)
  const isThere = createMemo(() => state().version >= 0 && series().columns.time.length > 0)
  const isKept = createMemo(() => state().keptAt !== undefined)
  const placement = createMemo(
    on([period, asked, series, isThere, isKept], ([chosen]) => {
      const extent = extentOf(state())
      return chosen && extent && spanOf(chosen, extent)
    }),
  )

  return {
    settings,
    candles,
    comparison,
    cursor,
    setCursor,
    view,
    placement,
    series,
    isEmpty: () => !isThere(),
    legend: createMemo(() => legendOf(figures(), cursor())),
    describe: (index: number) => spokenOf(figures(), index),
    /** The span in sight: what lies before it is loaded in advance. */
    see(next: Span): void {
      setSpan(next)
      const since = (2 * next.from - next.to) * 1_000
      candles.want(since)
      comparison.want(since)
    },
    /** Whether the oldest candle that can be had is in sight. */
    atEdge: () => {
      const first = series().columns.time[0]
      return state().version >= 0 && first !== undefined && (span()?.from ?? first + 1) <= first
    },
    /** The period that is in sight; panning away from it leaves it. */
    shownPeriod: createMemo((): Period | undefined => {
      const chosen = period()
      const extent = extentOf(state())
      const seen = span()
      if (!chosen || !extent || !seen) return chosen
      return isShown(spanOf(chosen, extent), seen) ? chosen : undefined
    }),
    chooseInterval(next: ChartInterval): void {
      choice?.abort()
      settings.change({ interval: next, period: undefined })
    },
    async choosePeriod(next: Period): Promise<void> {
      choice?.abort()
      const own = new AbortController()
      choice = own
      const { signal } = own
      const { fetchCandles } = app
      const fitting = { symbol: symbol(), width: width(), fetchCandles, now: Date.now(), signal }
      try {
        settings.change({ period: next, interval: await intervalFor(next, fitting) })
        setAsked((times) => times + 1)
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    retry(): void {
      candles.retry()
      comparison.retry()
    },
  }
}

export type ChartState = ReturnType<typeof createChartState>

function extentOf({ series, interval, edge }: CandleState): Extent | undefined {
  const first = series.columns.time[0]
  const last = series.columns.time.at(-1)
  if (first === undefined || last === undefined) return undefined
  return { first, last, intervalMs: chartIntervalMs[interval], isWhole: edge === 'beginning' }
}
