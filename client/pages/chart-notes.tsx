import { Match, Show, Switch } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import type { ChartState } from '../state/chart/chart.ts'
import { Problem } from '../ui/problem.tsx'
import { formatAge } from '../words/format.ts'
import { words } from '../words/words.ts'

/** What is said over the chart: why nothing is there, how old it is, what is missing at its edge. */
export function ChartNotes(props: { app: AppState; chart: ChartState }) {
  const state = () => props.chart.candles.state()
  return (
    <Show when={props.chart.isEmpty()} fallback={<ChartNote app={props.app} chart={props.chart} />}>
      <Show
        when={!state().loading && state().problem}
        fallback={
          <p class="chart-message">
            {state().loading ? words().chart.loading : words().chart.empty}
          </p>
        }
      >
        {(problem) => (
          <Problem
            text={words().chart.failed}
            advice={words().chart.problem[problem()]}
            action={words().retry}
            onRetry={props.chart.retry}
          />
        )}
      </Show>
    </Show>
  )
}

/** One note at a time, the gravest first. */
function ChartNote(props: { app: AppState; chart: ChartState }) {
  const state = () => props.chart.candles.state()
  const edge = () => {
    const { edge } = state()
    return edge !== 'open' && props.chart.atEdge() ? edge : undefined
  }
  const age = () => {
    const { keptAt } = state()
    return keptAt === undefined ? undefined : Math.max(0, props.app.now() - keptAt)
  }
  return (
    <Switch>
      <Match when={state().problem || edge() === 'failed'}>
        <p class="chart-note" data-tone="warning" role="status">
          {noteText(age(), state().problem ? words().chart.outdated : words().chart.edges.failed)}
          <button type="button" class="chart-note-button" onClick={() => props.chart.retry()}>
            {words().retry}
          </button>
        </p>
      </Match>
      <Match when={age() !== undefined}>
        <p class="chart-note" data-tone="warning" role="status">
          {noteText(age(), '')}
        </p>
      </Match>
      <Match when={edge()}>
        {(known) => (
          <p class="chart-note" role="status">
            {words().chart.edges[known()]}
          </p>
        )}
      </Match>
    </Switch>
  )
}

/** What is shown is told by its age where only the device knows it. */
function noteText(age: number | undefined, otherwise: string): string {
  return age === undefined ? otherwise : words().chart.kept(formatAge(age))
}
