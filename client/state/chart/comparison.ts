import { type Accessor, createEffect, createMemo } from 'solid-js'
import type { ChartInterval } from '../../../shared/rollup.ts'
import type { Line, LineColor } from '../../chart/view.ts'
import type { AppState } from '../app-state.ts'
import { type CandleState, createCandles } from '../candles/candles.ts'
import { isConnected } from '../connection/connection.ts'
import { makeAligned } from './aligned.ts'

export interface ComparisonOptions {
  app: AppState
  /** What it is compared with; absent where with nothing. */
  symbol: Accessor<string | undefined>
  interval: Accessor<ChartInterval>
  span: Accessor<number>
  /** The candles that are compared. */
  main: Accessor<CandleState>
}

const color: LineColor = 'sixth'

/** Another instrument's candles beside those of the chart: as far back, at the same interval, live. */
export function createComparison({ app, symbol, interval, span, main }: ComparisonOptions) {
  const row = () => {
    const name = symbol()
    return name === undefined ? undefined : app.market.rows[name]
  }

  const candles = createMemo(() => {
    const name = symbol()
    if (name === undefined) return undefined
    app.want(() => [name], 'detail')
    return createCandles({
      symbol: () => name,
      interval,
      span,
      row,
      connected: () => isConnected(app.status()),
      visible: () => app.conditions().visible,
      fetchCandles: app.fetchCandles,
      cache: app.candleCache,
    })
  })
  const aligned = createMemo(() => (candles() ? makeAligned() : undefined))

  const line = createMemo((): Line | undefined => {
    const name = symbol()
    const state = candles()?.state()
    const own = aligned()
    if (name === undefined || state === undefined || own === undefined) return undefined
    // Both change in place, and tell so by their states.
    if (state.interval === main().interval) own.update(main().series, state.series)
    // Its live price alone is nothing that it could have moved from.
    return { name, color, values: state.past ? own.values : [] }
  })

  let since = Number.POSITIVE_INFINITY
  createEffect(() => candles()?.want(since))

  return {
    color,
    row,
    line,
    state: () => candles()?.state(),
    /** Its candles from `time` on are wanted, epoch ms. */
    want(time: number): void {
      since = time
      candles()?.want(time)
    },
    retry: () => candles()?.retry(),
  }
}
