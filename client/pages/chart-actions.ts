import type { ChartInterval } from '../../shared/rollup.ts'
import type { Chart } from '../chart/view.ts'
import type { AppState } from '../state/app-state.ts'
import type { ChartState } from '../state/chart/chart.ts'
import { csvOf } from '../state/chart/csv.ts'
import { fileName, offer } from '../state/chart/export.ts'
import { splitSymbol, venueName } from '../state/symbols.ts'
import { words } from '../words/words.ts'

export interface ChartActionsOptions {
  app: AppState
  symbol: string
  chart: ChartState
  drawn(): Chart | undefined
}

/** What is done from the bar and from the sheet alike. */
export function createChartActions(props: ChartActionsOptions) {
  const interval = () => props.chart.candles.state().interval

  async function hand(make: () => Promise<File> | File): Promise<void> {
    const { toast } = props.app
    try {
      const file = await make()
      if ((await offer(file)) === 'saved') toast.show({ text: words().chart.exported(file.name) })
    } catch {
      toast.show({ text: words().chart.exportFailed })
    }
  }

  return {
    chooseInterval(next: ChartInterval): void {
      const isSame = next === interval()
      props.chart.chooseInterval(next)
      // Another interval begins at the newest candles by itself.
      if (isSame) props.drawn()?.reset()
    },
    pickCompared(): void {
      props.app.search.pick(words().chart.compareWith, ({ name }) => {
        if (name !== props.symbol) props.chart.settings.change({ compare: name })
      })
    },
    exportImage: () =>
      hand(async () => {
        const drawn = props.drawn()
        if (!drawn) throw new Error('There is no chart to take a picture of yet. Try again.')
        const { base, quote } = splitSymbol(props.symbol)
        const name = quote === '' ? base : `${base}/${quote}`
        const venue = venueName(props.chart.candles.state().venue) ?? ''
        const detail = [venue, words().chart.intervals[interval()].text].join(' · ')
        const picture = await drawn.image({ name, detail })
        return new File([picture], fileName([props.symbol, interval()], 'png'), {
          type: 'image/png',
        })
      }),
    exportTable: () =>
      hand(() => {
        const { series, decimals } = props.chart.candles.state()
        const text = csvOf(series.columns, decimals)
        return new File([text], fileName([props.symbol, interval()], 'csv'), { type: 'text/csv' })
      }),
  }
}

export type ChartActions = ReturnType<typeof createChartActions>
