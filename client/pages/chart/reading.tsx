import { createMemo, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import { createPatience } from '../../state/chart/patience.ts'
import { createAge } from '../../state/connection/connection.ts'
import { splitSymbol, venueName } from '../../state/symbols.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChartLegend, LegendEntry } from '../../ui/chart-legend.tsx'
import { formatAge } from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import { words } from '../../words/words.ts'

/** What the chart says at the crosshair, in figures. */
export function ChartReading(props: { app: AppState; chart: ChartState }) {
  const compared = () => props.chart.settings.value().compare
  const hasLines = () =>
    compared() !== undefined || props.chart.settings.value().indicators.length > 0
  return (
    <ChartLegend
      legend={props.chart.legend()}
      lines={hasLines() ? chartWords().indicators : undefined}
      compare={
        <Show when={compared()}>
          {(symbol) => <Compared app={props.app} chart={props.chart} symbol={symbol()} />}
        </Show>
      }
    />
  )
}

/** The second instrument: where its prices come from, and how old they are where they aren't fresh. */
function Compared(props: { app: AppState; chart: ChartState; symbol: string }) {
  const { comparison, settings, legend } = props.chart
  const age = createAge(comparison.row, props.app)
  const name = createMemo(() => {
    const { base, quote } = splitSymbol(props.symbol)
    const venue = venueName(comparison.row()?.venue)
    return [quote === '' ? base : `${base}/${quote}`, venue].filter(Boolean).join(' · ')
  })
  const isSlow = createPatience(() => comparison.state()?.loading === true)
  const note = () => {
    const { past, keptAt, loading, problem } = comparison.state() ?? {}
    if (problem && !past) return chartWords().compareProblem
    // What only the device knows is as old as it was kept: told once the server keeps us waiting.
    const isKept = keptAt !== undefined && (!loading || isSlow())
    const old = isKept ? formatAge(Math.max(0, props.app.now() - keptAt)) : age()
    if (old !== undefined) return words().old(old)
    return problem && chartWords().compareProblem
  }
  return (
    <LegendEntry color={comparison.color} name={name()}>
      <b>{legend()?.compare ?? '–'}</b>
      <Show when={note()}>
        <small>{note()}</small>
      </Show>
      <IconButton
        icon="close"
        label={chartWords().stopComparing(name())}
        onPress={() => settings.change({ compare: undefined })}
      />
    </LegendEntry>
  )
}
