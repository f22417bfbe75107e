import { createEffect } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { createUsage } from '../../state/usage/usage.ts'
import { Disclosure } from '../../ui/energy-disclosure.tsx'
import { Group } from '../../ui/group.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { energyWords } from '../../words/late/energy.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { words } from '../../words/words.ts'
import { PlanNow } from '../plan-now.tsx'
import { EnergyBudget } from './budget.tsx'
import { EnergyDays } from './days.tsx'
import { EnergyRadios } from './radios.tsx'
import { EnergyToday } from './today.tsx'
import { EnergyUses } from './uses.tsx'

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
          <Group title={said().plan}>
            <PlanNow status={props.app.status()} />
          </Group>
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
