import { createEffect, createMemo } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { Group } from '../../ui/group.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { TransitionLog } from '../../ui/transition-log.tsx'
import { causeText } from '../../words/cause.ts'
import { formatMoment } from '../../words/format.ts'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { statusWords } from '../../words/late/status.ts'
import { words } from '../../words/words.ts'
import { DiagnosticsLatency } from './latency.tsx'
import { DiagnosticsNow } from './now.tsx'
import { DiagnosticsReport } from './report.tsx'
import { DiagnosticsTrials } from './trials.tsx'
import { DiagnosticsCounts, DiagnosticsWorker } from './worker.tsx'

/** How prices come, what happened on the way, and how to try it: here a fault is proved. */
export function Diagnostics(props: { app: AppState; route: Route }) {
  const said = () => diagnosticsWords()
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })
  // There is nothing to diagnose unless prices come.
  props.app.want(() => props.app.lists.symbols())
  props.app.diagnosis.inspect()

  return (
    <article class="page">
      <PageHead
        title={said().title}
        back={{ label: settingsWords().back, go: () => props.route.back(paths.settings) }}
      />
      <div class="page-columns">
        <div>
          <DiagnosticsNow app={props.app} />
          <DiagnosticsTrials app={props.app} />
          <DiagnosticsReport app={props.app} />
          <DiagnosticsWorker app={props.app} />
        </div>
        <div>
          <DiagnosticsLatency insight={props.app.diagnosis.insight()} />
          <DiagnosticsCounts app={props.app} />
          <WhatHappened app={props.app} />
        </div>
      </div>
    </article>
  )
}

function WhatHappened(props: { app: AppState }) {
  const lines = createMemo(() =>
    props.app.market
      .transitions()
      .toReversed()
      .map(({ at, from, to, transport, reason }) => ({
        at,
        clock: formatMoment(at),
        headline: `${words().phase[from]} → ${words().phase[to]} · ${words().transport[transport]}`,
        reason: causeText(reason),
      })),
  )
  return (
    <Group title={statusWords().facts.transitions}>
      <TransitionLog lines={lines()} empty={statusWords().facts.noTransitions} />
    </Group>
  )
}
