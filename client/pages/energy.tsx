import { createEffect } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { badgeText, healthOf } from '../state/connection/status-words.ts'
import { paths } from '../state/paths.ts'
import type { Route } from '../state/route.ts'
import { createUsage } from '../state/usage/usage.ts'
import { Dot } from '../ui/badge.tsx'
import { Disclosure } from '../ui/energy-disclosure.tsx'
import { Group } from '../ui/group.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { energyWords } from '../words/late/energy.ts'
import { settingsWords } from '../words/late/settings.ts'
import { statusWords } from '../words/late/status.ts'
import { words } from '../words/words.ts'
import { EnergyBudget } from './energy-budget.tsx'
import { EnergyDays } from './energy-days.tsx'
import { EnergyRadios } from './energy-radios.tsx'
import { EnergyToday } from './energy-today.tsx'
import { EnergyUses } from './energy-uses.tsx'

/** What the app has used, modelled in joules too, and how much data it may use. */
export function Energy(props: { app: AppState; route: Route }) {
  const said = () => energyWords()
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })
  // Prices go on as they do on the watchlist, so that the plan is the one that is asked about.
  props.app.want(() => props.app.lists.symbols())
  props.app.diagnosis.inspect()
  const usage = createUsage({
    store: props.app.usage,
    today: () => props.app.diagnosis.insight()?.usage,
  })

  return (
    <article class="page">
      <PageHead
        title={said().title}
        back={{ label: settingsWords().back, go: () => props.route.back(paths.settings) }}
      />
      <div class="page-columns">
        <div>
          <EnergyToday usage={usage} />
          <PlanNow app={props.app} />
          <EnergyBudget app={props.app} usage={usage} />
        </div>
        <div>
          <EnergyDays usage={usage} />
          <EnergyUses usage={usage} />
          <EnergyRadios usage={usage} />
        </div>
      </div>
      <How />
    </article>
  )
}

function PlanNow(props: { app: AppState }) {
  const status = () => props.app.status()
  const why = () => {
    const reason = status()?.plan.reason
    return reason ? statusWords().reason[reason] : statusWords().facts.unknown
  }
  return (
    <Group title={energyWords().plan}>
      <div class="plan-now">
        <p class="plan-state">
          <Dot health={healthOf(status())} />
          {badgeText(status())}
        </p>
        <p>{why()}</p>
      </div>
    </Group>
  )
}

function How() {
  const said = () => energyWords()
  return (
    <section class="group how">
      <div class="group-card">
        <Disclosure title={said().how}>
          <p>{said().counted}</p>
          <p>{said().estimated}</p>
          <p>{said().modelled}</p>
          <p>{said().uncertain}</p>
          <p>{said().kept}</p>
        </Disclosure>
      </div>
    </section>
  )
}
