import '../../ui/alerts.css'
import { createEffect, For, Match, Show, Switch } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AlertDesk } from '../../state/alerts/desk.ts'
import { createAlertGroups } from '../../state/alerts/groups.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { alertWords } from '../../words/late/alerts.ts'
import { words } from '../../words/words.ts'
import { NotificationHistory } from '../notifications/history-host.tsx'
import { PushOffer } from '../push/offer.tsx'
import { AlertGroup } from './group.tsx'
import { AlertNotes } from './notes.tsx'
import { AlertSheet } from './sheet.tsx'

/** What the person waits for, how each stands, and what they were told. */
export function Alerts(props: { app: AppState; route: Route }) {
  const part = () => (props.route.path().startsWith(paths.history) ? 'history' : 'alerts')
  createEffect(() => {
    document.title = `${alertWords().title} · ${words().appName}`
  })
  const add = () =>
    props.app.search.pick(
      alertWords().addLabel,
      ({ name }) =>
        void props.app.alerts.use((desk) =>
          desk.open({ type: 'add', symbol: name, price: undefined }),
        ),
    )

  return (
    <article class="page alerts">
      <PageHead title={alertWords().title}>
        <Show when={props.app.alerts()?.alerts.items().length}>
          <Button kind="primary" icon="add" label={alertWords().addLabel} onPress={add}>
            {alertWords().add}
          </Button>
        </Show>
      </PageHead>
      <div class="alert-parts">
        <Segmented
          label={alertWords().parts.label}
          options={[
            { value: 'alerts', text: alertWords().parts.alerts },
            { value: 'history', text: alertWords().parts.history },
          ]}
          value={part()}
          onChoose={(next) => props.route.go(paths[next])}
        />
      </div>
      <Show when={part() === 'history'}>
        <NotificationHistory app={props.app} />
      </Show>
      <Show when={props.app.alerts()}>
        {(desk) => (
          <>
            <Show when={part() === 'alerts'}>
              <AlertList app={props.app} route={props.route} desk={desk()} onAdd={add} />
            </Show>
            <AlertSheet app={props.app} route={props.route} desk={desk()} />
          </>
        )}
      </Show>
    </article>
  )
}

function AlertList(props: { app: AppState; route: Route; desk: AlertDesk; onAdd(): void }) {
  const groups = createAlertGroups(props.desk.alerts)
  // The prices of what is listed are wanted for as long as it is on the screen.
  // Rules may watch bids and asks.
  props.app.want(() => groups().map(({ symbol }) => symbol), 'detail')
  void props.desk.alerts.refresh()
  createEffect(() => {
    if (props.app.conditions().visible) props.app.push()?.look()
  })
  const isUnknown = () => {
    const { readAt, ready, problem } = props.desk.alerts
    return ready() && readAt() === undefined && problem() === undefined
  }
  return (
    <>
      <AlertNotes app={props.app} desk={props.desk} />
      <Show when={props.app.push()}>
        {(push) => <PushOffer push={push()} alerts={groups().length} />}
      </Show>
      <Switch>
        <Match when={groups().length > 0}>
          <For each={groups()}>
            {(group) => (
              <AlertGroup
                app={props.app}
                route={props.route}
                desk={props.desk}
                symbol={group.symbol}
              />
            )}
          </For>
        </Match>
        <Match when={isUnknown() && props.app.conditions().online}>
          <p class="alert-loading">{alertWords().loading}</p>
        </Match>
        <Match when={true}>
          <Empty icon="bell" title={alertWords().empty.title} text={alertWords().empty.text}>
            <Button kind="primary" icon="add" onPress={props.onAdd}>
              {alertWords().addLabel}
            </Button>
          </Empty>
        </Match>
      </Switch>
    </>
  )
}
