import type { ChartInterval } from '../../../shared/rollup.ts'
import type { Chart } from '../../chart/view.ts'
import type { AppState } from '../../state/app-state.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import { chartWords } from '../../words/late/chart.ts'

/** What makes files comes when one is wanted. */
const loadFiles = () => import('../../state/chart/files.ts')
type Files = Awaited<ReturnType<typeof loadFiles>>

export interface ChartActionsOptions {
  app: AppState
  symbol: string
  chart: ChartState
  drawn(): Chart | undefined
}

/** What is done from the bar and from the sheet alike. */
export function createChartActions(props: ChartActionsOptions) {
  const candles = () => props.chart.candles.state()

  async function hand(make: (files: Files) => Promise<File> | File): Promise<void> {
    const { toast } = props.app
    try {
      const files = await loadFiles()
      const file = await make(files)
      const isSaved = await files.handOver(file)
      if (isSaved) toast.show({ text: files.savedText(file) })
    } catch {
      toast.show({ text: chartWords().exportFailed })
    }
  }

  return {
    chooseInterval(next: ChartInterval): void {
      const isSame = next === candles().interval
      props.chart.chooseInterval(next)
      // Another interval begins at the newest candles by itself.
      if (isSame) props.drawn()?.reset()
    },
    pickCompared(): void {
      props.app.search.pick(chartWords().compareWith, ({ name }) => {
        if (name !== props.symbol) props.chart.settings.change({ compare: name })
      })
    },
    exportImage: () =>
      hand((files) => {
        const drawn = props.drawn()
        if (!drawn) throw new Error('There is no chart to take a picture of yet. Try again.')
        return files.pictureFile(drawn, { symbol: props.symbol, candles: candles() })
      }),
    exportTable: () =>
      hand((files) => files.tableFile({ symbol: props.symbol, candles: candles() })),
  }
}

export type ChartActions = ReturnType<typeof createChartActions>
