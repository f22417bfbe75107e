import { createSignal, ErrorBoundary, lazy, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { ChartState } from '../state/chart/chart.ts'
import { Problem } from '../ui/problem.tsx'
import { words } from '../words/words.ts'
import type { ChartActions } from './chart-actions.ts'

const load = () => lazy(async () => ({ default: (await import('./chart-sheet.tsx')).ChartSheet }))
const [ChartSheet, setChartSheet] = createSignal(load())

/** Loads the sheet's content before it is opened, so that it doesn't grow once it is seen. */
export function preloadChartSheet(): void {
  // What fails now is tried again, and told, when it is opened.
  ChartSheet()
    .preload()
    .catch(() => setChartSheet(load))
}

/** What the chart's sheet holds, which is loaded for itself. */
export function ChartSheetHost(props: { chart: ChartState; actions: ChartActions }) {
  return (
    <ErrorBoundary
      fallback={(_, reset) => (
        <Problem
          text={words().failed}
          action={words().retry}
          onRetry={() => {
            setChartSheet(load)
            reset()
          }}
        />
      )}
    >
      <Suspense>
        <Dynamic component={ChartSheet()} chart={props.chart} actions={props.actions} />
      </Suspense>
    </ErrorBoundary>
  )
}
