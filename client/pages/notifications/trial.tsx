import { Match, Show, Switch } from 'solid-js'
import { deliveryLines } from '../../state/notifications/delivery-lines.ts'
import type { NotificationTrial as Trial } from '../../state/notifications/trial.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { Deliveries } from '../../ui/notification-item.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'

/** "Send me a test": goes every way, and tells how far it really got on each. */
export function NotificationTrial(props: { trial: Trial }) {
  const said = () => notificationsWords().settings.trial
  const is = (name: string) => props.trial.phase().name === name
  const failed = () => {
    const phase = props.trial.phase()
    if (phase.name !== 'failed') return undefined
    return phase.isLimited ? said().limited : said().failed
  }
  return (
    <Group title={notificationsWords().settings.groups.test}>
      <ActionLine text={said().text} hint={said().hint}>
        <Button disabled={is('sending')} onPress={() => void props.trial.send()}>
          {is('sending') ? said().sending : said().send}
        </Button>
      </ActionLine>
      <Switch>
        <Match when={failed()}>
          {(text) => (
            <p class="group-warning" role="alert">
              {text()}
            </p>
          )}
        </Match>
        <Match when={props.trial.notification()}>
          {(notification) => (
            <div class="setting" role="status" aria-busy={is('underway')}>
              <Deliveries
                lines={deliveryLines(notification())}
                none={is('over') ? notificationsWords().delivery.none : said().arriving}
              />
              <Show
                when={is('over') && notification().deliveries.some(({ state }) => state === 'sent')}
              >
                <p>{said().over}</p>
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </Group>
  )
}
