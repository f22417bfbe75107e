import { chartWords } from '../../words/late/chart.ts'
import { makeLate } from '../late.tsx'

/** The chart: uPlot and all that draws come only when one is wanted. */
export const InstrumentChart = makeLate({
  load: async () => (await import('../chart/pane.tsx')).ChartPane,
  failed: () => chartWords().failed,
  place: 'chart-pane',
})
