import { createMemo } from 'solid-js'
import { modes } from '../engine/conditions.ts'
import type { AppState } from '../state/app-state.ts'
import { createClock } from '../state/clock.ts'
import { badgeText, healthOf, latencyText } from '../state/connection/status-words.ts'
import { Dot } from '../ui/badge.tsx'
import { Facts } from '../ui/facts.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { TransitionLog } from '../ui/transition-log.tsx'
import { causeText } from '../words/cause.ts'
import { formatAge, formatClock, formatSpan } from '../words/format.ts'
import { words } from '../words/words.ts'

const shownTransitions = 50

/** What the badge opens: how prices come, why, and what happened to them. */
export function StatusSheet(props: { app: AppState }) {
  const now = createClock(() => true)
  const status = () => props.app.status()
  const why = () => {
    const reason = status()?.plan.reason
    return reason ? words().reason[reason] : words().status.unknown
  }
  const mode = () => props.app.mode.value()

  const facts = createMemo(() => {
    const names = words().status
    const current = status()
    const heardAt = current?.heardAt
    const unknown = current?.unknown ?? []
    const latency = current?.latencyMs
    return [
      { name: names.phase, value: current ? words().phase[current.phase.name] : names.unknown },
      { name: names.transport, value: words().transport[current?.plan.transport ?? 'none'] },
      {
        name: names.cadence,
        value: current?.plan.intervalMs ? words().every(formatSpan(current.plan.intervalMs)) : '–',
      },
      { name: names.latency, value: latency === undefined ? '–' : latencyText(latency) },
      {
        name: names.heard,
        value: heardAt === undefined ? names.never : names.ago(formatAge(now() - heardAt)),
      },
      { name: names.market, value: words().market[current?.market ?? 'connecting'] },
      { name: names.cursor, value: current?.cursor ?? '–' },
      ...(unknown.length > 0 ? [{ name: names.unknownSymbols, value: unknown.join(', ') }] : []),
    ]
  })

  const lines = createMemo(() =>
    props.app.market
      .transitions()
      .slice(-shownTransitions)
      .toReversed()
      .map(({ at, from, to, transport, reason }) => ({
        at,
        clock: formatClock(at),
        headline: `${words().phase[from]} → ${words().phase[to]} · ${words().transport[transport]}`,
        reason: causeText(reason),
      })),
  )

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
        <h2>{words().status.mode}</h2>
        <Segmented
          label={words().status.mode}
          options={modes.map((value) => ({ value, text: words().mode[value] }))}
          value={mode()}
          onChoose={props.app.mode.set}
        />
        <p class="sheet-why">{words().modeMeaning[mode()]}</p>
      </section>
      <section class="sheet-part">
        <Facts facts={facts()} />
      </section>
      <section class="sheet-part">
        <h2>{words().status.transitions}</h2>
        <TransitionLog lines={lines()} empty={words().status.noTransitions} />
      </section>
    </>
  )
}
