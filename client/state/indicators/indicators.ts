import { type Accessor, createEffect, createMemo, createSignal } from 'solid-js'
import type { CandleState } from '../candles/candles.ts'
import type { makeIndicators } from './drawn.ts'
import type { Indicator } from './indicator.ts'

type Compute = ReturnType<typeof makeIndicators>
type Computed = ReturnType<Compute>

const none: Computed = { drawn: [], overlays: [], panels: [] }

/** What computes them is loaded when the first one is wanted. Most charts want none. */
export const loadIndicators = () => import('./drawn.ts')

export interface IndicatorsOptions {
  candles: Accessor<CandleState>
  /** Those that are on. */
  indicators: Accessor<readonly Indicator[]>
  nameOf(indicator: Indicator): string
  onTrouble(error: unknown): void
}

/** The indicators that are on, as they are drawn. */
export function createIndicators(options: IndicatorsOptions): Accessor<Computed> {
  const { candles, indicators, nameOf, onTrouble } = options
  const [compute, setCompute] = createSignal<Compute>()
  const isWanted = createMemo(() => indicators().length > 0)
  createEffect(() => {
    if (!isWanted() || compute()) return
    loadIndicators().then((loaded) => setCompute(() => loaded.makeIndicators(nameOf)), onTrouble)
  })
  return createMemo(() => {
    const wanted = indicators()
    return wanted.length === 0 ? none : (compute()?.(candles(), wanted) ?? none)
  })
}
