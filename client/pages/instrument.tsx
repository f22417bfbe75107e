import { createMemo, createSignal, ErrorBoundary, lazy, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { AppState } from '../state/app-state.ts'
import { createAge } from '../state/connection/connection.ts'
import type { Route } from '../state/route.ts'
import { describe, splitSymbol, venueName } from '../state/symbols.ts'
import { Change } from '../ui/change.tsx'
import { InstrumentHead } from '../ui/instrument-head.tsx'
import { Price } from '../ui/price.tsx'
import { Problem } from '../ui/problem.tsx'
import { directionOf, formatChange, formatPrice } from '../words/format.ts'
import { words } from '../words/words.ts'

// uPlot and all that draws come only when a chart is wanted.
const loadChart = () =>
  lazy(async () => ({ default: (await import('./chart-pane.tsx')).ChartPane }))

const [ChartPane, setChartPane] = createSignal(loadChart())

/** One instrument: its price, its quote, its chart. */
export function Instrument(props: { app: AppState; route: Route; symbol: string; alone: boolean }) {
  props.app.want(() => [props.symbol])
  const row = () => props.app.market.rows[props.symbol]
  const name = createMemo(() => splitSymbol(props.symbol))
  const age = createAge(row, props.app)
  const detail = createMemo(() => {
    const told = age()
    if (told !== undefined) return words().old(told)
    const unknown = props.app.status()?.unknown ?? []
    if (unknown.includes(props.symbol)) return words().unlisted
    return describe(name().base, { venue: row()?.venue ?? '', now: Date.now() })
  })
  const price = (units: number | undefined) => {
    const current = row()
    return current && units !== undefined ? formatPrice(units, current.decimals) : '–'
  }
  const spread = () => {
    const { bid, ask } = row() ?? {}
    return bid === undefined || ask === undefined ? '–' : price(ask - bid)
  }
  const change = () => {
    const basisPoints = row()?.change24h
    return basisPoints === undefined ? undefined : formatChange(basisPoints)
  }

  return (
    <article class="instrument" classList={{ 'is-old': age() !== undefined }}>
      <InstrumentHead
        base={name().base}
        quote={name().quote}
        detail={detail()}
        old={age() !== undefined}
        back={props.alone ? words().back : undefined}
        onBack={() => props.route.back()}
        takesFocus={props.route.hasMoved()}
        known={row() !== undefined}
        price={<Price text={price(row()?.price)} flash={row()?.flash} />}
        change={<Change way={directionOf(row()?.change24h)} text={change()} />}
        facts={[
          { name: words().instrument.bid, value: () => price(row()?.bid) },
          { name: words().instrument.ask, value: () => price(row()?.ask) },
          { name: words().instrument.spread, value: spread },
          { name: words().instrument.venue, value: () => venueName(row()?.venue) ?? '–' },
        ]}
      />
      <ErrorBoundary
        fallback={(_, reset) => (
          <Problem
            text={words().chart.failed}
            action={words().retry}
            onRetry={() => {
              // A component that failed to load stays failed: only a new one asks again.
              setChartPane(loadChart)
              reset()
            }}
          />
        )}
      >
        <Suspense fallback={<div class="chart-pane" />}>
          <Dynamic component={ChartPane()} app={props.app} symbol={props.symbol} />
        </Suspense>
      </ErrorBoundary>
    </article>
  )
}
