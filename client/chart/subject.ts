import type { ChartColors } from './colors.ts'
import { firstAtOrAfter, reachOf } from './columns.ts'
import { makeHeikinAshi } from './heikin-ashi.ts'
import { layOut } from './scale/layout.ts'
import { measurePrices } from './scale/price-range.ts'
import { fitPrices } from './scale/price-scale.ts'
import type { Subject } from './scene.ts'
import type { ChartView, Span } from './view.ts'

/** What a span of a view looks like; it looks at no candle that isn't in sight. */
export function makeSubjects() {
  const heikinAshi = makeHeikinAshi()
  return (
    view: ChartView,
    { span, height, colors }: { span: Span; height: number; colors: ChartColors },
  ): Subject | undefined => {
    const { columns, decimals, volume } = view
    const drawn = view.kind === 'heikin-ashi' ? heikinAshi(columns) : columns
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
