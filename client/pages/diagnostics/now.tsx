import { createMemo } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { createClock } from '../../state/clock.ts'
import { connectionFacts } from '../../state/connection/connection-facts.ts'
import { formatDuration } from '../../state/usage/format.ts'
import { Facts } from '../../ui/facts.tsx'
import { Group } from '../../ui/group.tsx'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'
import { statusWords } from '../../words/late/status.ts'
import { words } from '../../words/words.ts'
import { PlanNow } from '../plan-now.tsx'

/** Nobody notices less. */
const inStepMs = 1_000

/** The plan, why it is so, and how the connection is doing. */
export function DiagnosticsNow(props: { app: AppState }) {
  const said = () => diagnosticsWords()
  const now = createClock(() => true)
  const status = () => props.app.status()
  const clock = () => {
    const ahead = status()?.clockAheadMs
    if (ahead === undefined) return statusWords().facts.unknown
    if (Math.abs(ahead) < inStepMs) return said().clockRight
    const span = formatDuration(Math.round(Math.abs(ahead) / 1_000) * 1_000)
    return ahead > 0 ? said().clockBehind(span) : said().clockAhead(span)
  }
  const facts = createMemo(() => {
    const names = statusWords().facts
    const { phase, cadence, latency, heard, market, unknown } = connectionFacts(status(), now())
    const transport = words().transport[status()?.plan.transport ?? 'none']
    return [
      ...[phase, { name: names.transport, value: transport }, cadence, latency, heard],
      { name: said().clock, value: clock() },
      ...[market, { name: names.cursor, value: status()?.cursor ?? '–' }, ...unknown],
    ]
  })

  return (
    <Group title={said().now}>
      <PlanNow status={status()} />
      <Facts facts={facts()} />
    </Group>
  )
}
