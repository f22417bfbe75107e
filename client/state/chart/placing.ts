import { type Accessor, createComputed, createMemo, createSignal, on } from 'solid-js'
import { chartIntervalMs } from '../../../shared/rollup.ts'
import type { Span } from '../../chart/view.ts'
import type { CandleState } from '../candles/candles.ts'
import { isShown, type Period, spanOf } from './periods.ts'

export interface PlacingOptions {
  candles: Accessor<CandleState>
  /** The period that was chosen; absent where an interval was. */
  period: Accessor<Period | undefined>
  /** Rises when one is asked for, also when it is the same. */
  asked: Accessor<number>
}

/**
 * Where a period is to be shown, and whether it still is.
 *
 * asked for ──(on its way: marked)──▶ in sight ──panned or zoomed away──▶ left ──asked for again──▶ …
 */
export function createPlacing({ candles, period, asked }: PlacingOptions) {
  const [seen, setSeen] = createSignal<Span>()
  const [arrived, setArrived] = createSignal(false)
  const series = createMemo(() => candles().series)
  const isThere = createMemo(() => candles().version >= 0 && series().columns.time.length > 0)
  const isKept = createMemo(() => candles().keptAt !== undefined)

  function wanted(): Span | undefined {
    const chosen = period()
    const extent = extentOf(candles())
    return chosen && extent && spanOf(chosen, extent)
  }

  function isInSight(span: Span | undefined): boolean {
    const place = wanted()
    return place !== undefined && span !== undefined && isShown(place, span)
  }

  createComputed(on([period, asked, series], () => setArrived(isInSight(seen()))))

  return {
    series,
    isThere,
    /** The span in sight. */
    seen,
    see(span: Span): void {
      setSeen(span)
      if (isInSight(span)) setArrived(true)
    },
    /**
     * To be shown: when a period is asked for, when its candles come, and when the server's take the
     * place of the device's own.
     */
    place: createMemo(on([period, asked, series, isThere, isKept], wanted)),
    /** The period that is marked. */
    marked: createMemo(() => (!arrived() || isInSight(seen()) ? period() : undefined)),
  }
}

function extentOf({ series, interval, edge }: CandleState) {
  const first = series.columns.time[0]
  const last = series.columns.time.at(-1)
  if (first === undefined || last === undefined) return undefined
  return { first, last, intervalMs: chartIntervalMs[interval], isWhole: edge === 'beginning' }
}
