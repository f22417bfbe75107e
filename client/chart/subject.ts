import type { ChartColors } from './colors.ts'
import { type Columns, firstAtOrAfter, reachOf } from './columns.ts'
import { extras } from './extras.ts'
import type { Drawn } from './heikin-ashi.ts'
import { layOut } from './scale/layout.ts'
import { measurePrices } from './scale/price-range.ts'
import { fitPrices } from './scale/price-scale.ts'
import type { Subject } from './scene.ts'
import type { ChartView, Span } from './view.ts'

/** What a span of a view looks like; it looks at no candle that isn't in sight. */
export function makeSubjects() {
  let heikinAshi: ((columns: Columns) => Drawn) | undefined
  return (
    view: ChartView,
    { span, height, colors }: { span: Span; height: number; colors: ChartColors },
  ): Subject | undefined => {
    const { columns, decimals, volume } = view
    heikinAshi ??= extras()?.makeHeikinAshi()
    // Until what makes them has come, a chart of Heikin-Ashi shows the candles themselves.
    const drawn = view.kind === 'heikin-ashi' && heikinAshi ? heikinAshi(columns) : columns
    const reach = reachOf(columns.time, span)
    const first = firstAtOrAfter(columns.time, span.from)
    const measured = measurePrices(view, { drawn, reach, first })
    if (!measured) return undefined
    const layout = layOut(height, view.panels.length)
    const scale = fitPrices(measured, { kind: view.scale, decimals, volume, area: layout.prices })
    const { compareFactor } = measured
    return { view, drawn, reach, span, scale, compareFactor, layout, colors }
  }
}
