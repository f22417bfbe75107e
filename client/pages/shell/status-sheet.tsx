import { createMemo } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import { modes } from '../../engine/conditions.ts'
import type { AppState } from '../../state/app-state.ts'
import { createClock } from '../../state/clock.ts'
import { connectionFacts, planReason } from '../../state/connection/connection-facts.ts'
import { badgeText, healthOf } from '../../state/connection/status-words.ts'
import { Dot } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { LinkLine } from '../../ui/group.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { statusWords } from '../../words/late/status.ts'

/** What the badge opens: how prices come and why, the mode, and the ways to more. */
export function StatusSheet(props: { app: AppState }) {
  const now = createClock(() => true)
  const status = () => props.app.status()
  const mode = () => props.app.mode.value()

  const facts = createMemo(() => {
    const { phase, cadence, latency, heard, market, unknown } = connectionFacts(status(), now())
    return [phase, cadence, latency, heard, market, ...unknown]
  })

  return (
    <>
      <section class="sheet-part">
        <h2 class="sheet-head">
          <Dot health={healthOf(status())} />
          {badgeText(status())}
        </h2>
        <p class="sheet-why">{planReason(status())}</p>
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
