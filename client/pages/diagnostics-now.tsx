import { createMemo } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { createClock } from '../state/clock.ts'
import { badgeText, healthOf, latencyText } from '../state/connection/status-words.ts'
import { formatDuration } from '../state/usage/format.ts'
import { Dot } from '../ui/badge.tsx'
import { Facts } from '../ui/facts.tsx'
import { Group } from '../ui/group.tsx'
import { formatAge, formatSpan } from '../words/format.ts'
import { diagnosticsWords } from '../words/late/diagnostics.ts'
import { statusWords } from '../words/late/status.ts'
import { words } from '../words/words.ts'

/** Nobody notices less. */
const inStepMs = 1_000

/** The plan, why it is so, and how the connection is doing. */
export function DiagnosticsNow(props: { app: AppState }) {
  const said = () => diagnosticsWords()
  const now = createClock(() => true)
  const status = () => props.app.status()
  const why = () => {
    const reason = status()?.plan.reason
    return reason ? statusWords().reason[reason] : statusWords().facts.unknown
  }
  const clock = () => {
    const ahead = status()?.clockAheadMs
    if (ahead === undefined) return statusWords().facts.unknown
    if (Math.abs(ahead) < inStepMs) return said().clockRight
    const span = formatDuration(Math.round(Math.abs(ahead) / 1_000) * 1_000)
    return ahead > 0 ? said().clockBehind(span) : said().clockAhead(span)
  }
  const facts = createMemo(() => {
    const names = statusWords().facts
    const current = status()
    const { heardAt, latencyMs: latency } = current ?? {}
    const unknown = current?.unknown ?? []
    return [
      { name: names.phase, value: current ? words().phase[current.phase.name] : names.unknown },
      { name: names.transport, value: words().transport[current?.plan.transport ?? 'none'] },
      {
        name: names.cadence,
        value: current?.plan.intervalMs
          ? statusWords().every(formatSpan(current.plan.intervalMs))
          : '–',
      },
      { name: names.latency, value: latency === undefined ? '–' : latencyText(latency) },
      {
        name: names.heard,
        value: heardAt === undefined ? names.never : names.ago(formatAge(now() - heardAt)),
      },
      { name: said().clock, value: clock() },
      { name: names.market, value: statusWords().market[current?.market ?? 'connecting'] },
      { name: names.cursor, value: current?.cursor ?? '–' },
      ...(unknown.length > 0 ? [{ name: names.unknownSymbols, value: unknown.join(', ') }] : []),
    ]
  })

  return (
    <Group title={said().now}>
      <div class="plan-now">
        <p class="plan-state">
          <Dot health={healthOf(status())} />
          {badgeText(status())}
        </p>
        <p>{why()}</p>
      </div>
      <Facts facts={facts()} />
    </Group>
  )
}
