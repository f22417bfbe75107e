import { Match, Show, Switch } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import { createPatience } from '../../state/chart/patience.ts'
import { Problem } from '../../ui/problem.tsx'
import { formatAge } from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import { words } from '../../words/words.ts'

/** What is said over the chart: why nothing is there, how old it is, what is missing at its edge. */
export function ChartNotes(props: {
  app: AppState
  chart: ChartState
  /** Why there are no candles where nothing is wrong with how they were asked for. */
  nothing: string
}) {
  const state = () => props.chart.candles.state()
  const isSlow = createPatience(() => state().loading)
  return (
    <Show
      when={props.chart.isEmpty()}
      fallback={<ChartNote app={props.app} chart={props.chart} isSlow={isSlow()} />}
    >
      <Switch>
        <Match when={state().loading}>
          <p class="chart-message">{isSlow() ? chartWords().loading : ''}</p>
        </Match>
        <Match when={state().problem}>
          {(problem) => (
            <Problem
              text={chartWords().failed}
              advice={chartWords().problem[problem()]}
              action={words().retry}
              onRetry={props.chart.retry}
            />
          )}
        </Match>
        <Match when={true}>
          <p class="chart-message">{props.nothing}</p>
        </Match>
      </Switch>
    </Show>
  )
}

/** One note at a time, the gravest first. */
function ChartNote(props: { app: AppState; chart: ChartState; isSlow: boolean }) {
  const state = () => props.chart.candles.state()
  const edge = () => {
    const { edge } = state()
    return edge !== 'open' && props.chart.atEdge() ? edge : undefined
  }
  /** Of what only the device knows: told once the server keeps us waiting. */
  const age = () => {
    const { keptAt, loading } = state()
    if (keptAt === undefined || (loading && !props.isSlow)) return undefined
    return chartWords().kept(formatAge(Math.max(0, props.app.now() - keptAt)))
  }
  const trouble = () => {
    if (state().problem) return chartWords().outdated
    return edge() === 'failed' ? chartWords().edges.failed : undefined
  }
  const quiet = () => {
    const known = edge()
    if (props.isSlow && !state().past) return chartWords().loading
    return known && chartWords().edges[known]
  }
  return (
    <Show
      when={trouble() ?? age()}
      fallback={
        <Show when={quiet()}>
          <p class="chart-note" role="status">
            {quiet()}
          </p>
        </Show>
      }
    >
      <p class="chart-note" data-tone="warning" role="status">
        {age() ?? trouble()}
        <Show when={trouble()}>
          <button type="button" class="chart-note-button" onClick={() => props.chart.retry()}>
            {words().retry}
          </button>
        </Show>
      </p>
    </Show>
  )
}
