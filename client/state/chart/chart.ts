import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { type ChartInterval, chartIntervalMs } from '../../../shared/rollup.ts'
import type { ChartView, Span } from '../../chart/view.ts'
import { chartWords } from '../../words/late/chart.ts'
import type { AppState } from '../app-state.ts'
import { createCandles } from '../candles/candles.ts'
import { isConnected } from '../connection/connection.ts'
import { createIndicators } from '../indicators/indicators.ts'
import { createSetting } from '../setting.ts'
import { intervalFor } from './choose-period.ts'
import { createComparison } from './comparison.ts'
import { type Figures, indicatorName, legendOf, spokenOf } from './legend.ts'
import { fittingInterval, type Period, periodMs } from './periods.ts'
import { createPlacing } from './placing.ts'
import { type Charts, createChartSettings } from './settings.ts'

export interface ChartStateOptions {
  app: AppState
  symbol: Accessor<string>
  /** As the device remembers them. */
  charts: Charts
  /** How wide candles can be drawn, CSS pixels. */
  width(): number
}

/**
 * All that is known of an instrument's chart: how it is looked at, its candles, and what is computed of
 * them.
 */
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
  /** Buttons that move and zoom, below every chart. */
  const steps = createSetting({
    key: 'chart-steps',
    values: ['hidden', 'shown'] as const,
    fallback: 'hidden',
  })
  const [asked, setAsked] = createSignal(0)
  let choice: AbortController | undefined
  // What was chosen for one instrument is not for the next.
  createEffect(on(symbol, () => onCleanup(() => choice?.abort())))

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
  const placing = createPlacing({ candles: state, period, asked })
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
    onTrouble: () => app.toast.show({ text: chartWords().indicatorsFailed }),
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
      levels: app.alerts()?.line.levels(symbol()) ?? [],
    }
  })
  const figures = (): Figures => ({
    candles: state(),
    drawn: indicators().drawn,
    compare: comparison.line(),
    span: placing.seen(),
  })

  return {
    settings,
    steps,
    candles,
    comparison,
    cursor,
    setCursor,
    view,
    placement: placing.place,
    series: placing.series,
    isEmpty: () => !placing.isThere(),
    legend: createMemo(() => legendOf(figures(), cursor())),
    describe: (index: number) => spokenOf(figures(), index),
    /** The span in sight: what lies before it is loaded in advance. */
    see(next: Span): void {
      placing.see(next)
      const since = (2 * next.from - next.to) * 1_000
      candles.want(since)
      comparison.want(since)
    },
    /** Whether the oldest candle that can be had is in sight. */
    atEdge: () => {
      const first = state().series.columns.time[0]
      const from = placing.seen()?.from
      return first !== undefined && from !== undefined && from <= first
    },
    /** The period that is in sight; panning away from it leaves it. */
    shownPeriod: placing.marked,
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
