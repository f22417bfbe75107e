import { createMemo, Show } from 'solid-js'
import type { Insight } from '../../engine/insight.ts'
import { type Latency, latencyOf } from '../../state/connection/latency.ts'
import { Bars } from '../../ui/energy-bars.tsx'
import { Disclosure } from '../../ui/energy-disclosure.tsx'
import { Figures } from '../../ui/energy-figures.tsx'
import { Table } from '../../ui/energy-table.tsx'
import { Group } from '../../ui/group.tsx'
import { formatCount, formatSpan } from '../../words/format.ts'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'
import { energyWords } from '../../words/late/energy.ts'

/** How late prices come: not the newest alone, but all of them. */
export function DiagnosticsLatency(props: { insight: Insight | undefined }) {
  const said = () => diagnosticsWords()
  const latency = createMemo(() => {
    const histogram = props.insight?.counts.latency
    return histogram && latencyOf(histogram)
  })
  return (
    <Group title={said().latency} note={said().latencyNote}>
      <Show when={latency()} fallback={<p class="card-note">{said().latencyNone}</p>}>
        {(latency) => <Distribution latency={latency()} />}
      </Show>
    </Group>
  )
}

function Distribution(props: { latency: Latency }) {
  const said = () => diagnosticsWords()
  const edge = (ms: number) => (Number.isFinite(ms) ? formatSpan(ms) : '∞')
  const bars = () =>
    props.latency.bars.map(({ upToMs, frames }) => ({
      // Below a second the number alone, so that all of them fit on a phone.
      name: upToMs < 1_000 ? formatCount(upToMs) : edge(upToMs),
      title: `${said().upTo} ${edge(upToMs)}: ${formatCount(frames)}`,
      low: frames,
      high: frames,
    }))
  const rows = () =>
    props.latency.bars.map(({ upToMs, frames }) => ({
      name: edge(upToMs),
      cells: [{ text: formatCount(frames) }],
    }))
  return (
    <>
      <div class="figures-row">
        <Figures
          figures={[
            { name: said().half, value: formatSpan(props.latency.half) },
            { name: said().ninety, value: formatSpan(props.latency.ninety) },
            { name: said().ninetyNine, value: formatSpan(props.latency.ninetyNine) },
          ]}
        />
      </div>
      <Bars
        label={said().latencyChart(
          formatSpan(props.latency.half),
          formatSpan(props.latency.ninetyNine),
        )}
        peak={formatCount(Math.max(...props.latency.bars.map(({ frames }) => frames)))}
        bars={bars()}
      />
      <Disclosure title={energyWords().asTable}>
        <Table caption={said().latency} heads={[said().upTo, said().frames]} rows={rows()} />
      </Disclosure>
    </>
  )
}
