import { createMemo } from 'solid-js'
import { modes } from '../engine/conditions.ts'
import type { AppState } from '../state/app-state.ts'
import { createClock } from '../state/clock.ts'
import { badgeText, healthOf, latencyText } from '../state/connection/status-words.ts'
import { paths } from '../state/paths.ts'
import { Dot } from '../ui/badge.tsx'
import { Facts } from '../ui/facts.tsx'
import { LinkLine } from '../ui/group.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { formatAge, formatSpan } from '../words/format.ts'
import { statusWords } from '../words/late/status.ts'
import { words } from '../words/words.ts'

/** What the badge opens: how prices come and why, the mode, and the ways to more. */
export function StatusSheet(props: { app: AppState }) {
  const now = createClock(() => true)
  const status = () => props.app.status()
  const why = () => {
    const reason = status()?.plan.reason
    return reason ? statusWords().reason[reason] : statusWords().facts.unknown
  }
  const mode = () => props.app.mode.value()

  const facts = createMemo(() => {
    const names = statusWords().facts
    const current = status()
    const heardAt = current?.heardAt
    const unknown = current?.unknown ?? []
    const latency = current?.latencyMs
    return [
      { name: names.phase, value: current ? words().phase[current.phase.name] : names.unknown },
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
      { name: names.market, value: statusWords().market[current?.market ?? 'connecting'] },
      ...(unknown.length > 0 ? [{ name: names.unknownSymbols, value: unknown.join(', ') }] : []),
    ]
  })

  return (
    <>
      <section class="sheet-part">
        <h2 class="sheet-head">
          <Dot health={healthOf(status())} />
          {badgeText(status())}
        </h2>
        <p class="sheet-why">{why()}</p>
      </section>
      <section class="sheet-part">
        <h2>{statusWords().facts.mode}</h2>
        <Segmented
          label={statusWords().facts.mode}
          options={modes.map((value) => ({ value, text: statusWords().mode[value] }))}
          value={mode()}
          onChoose={props.app.mode.set}
        />
        <p class="sheet-why">{statusWords().modeMeaning[mode()]}</p>
      </section>
      <section class="sheet-part">
        <Facts facts={facts()} />
      </section>
      <nav class="sheet-links" aria-label={statusWords().facts.more}>
        <LinkLine href={paths.energy} text={statusWords().facts.energy} />
        <LinkLine href={paths.diagnostics} text={statusWords().facts.diagnostics} />
      </nav>
    </>
  )
}
