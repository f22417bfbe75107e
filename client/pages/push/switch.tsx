import { createSignal, Match, Show, Switch } from 'solid-js'
import { allowingOf } from '../../state/push/allowing.ts'
import type { Push, PushState } from '../../state/push/push.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { StepList } from '../../ui/step-list.tsx'
import { pushWords } from '../../words/late/push.ts'
import { PushReason } from './reason.tsx'

/** Whether alerts come to this device while the app is closed, and the way to change that. */
export function PushSwitch(props: { push: Push }) {
  const [asks, setAsks] = createSignal(false)
  const said = pushWords
  const is = <T extends PushState['type']>(type: T) => only(props.push.state(), type)
  const isOn = () => is('on') !== undefined
  const canTurnOn = () => is('off') ?? is('failed') ?? is('lost') ?? is('turning-on')

  return (
    <div class="push-switch" aria-live="polite">
      <ActionLine text={said().title} hint={said().hint}>
        <Show when={isOn()}>
          <Button onPress={() => void props.push.turnOff()}>{said().turnOff}</Button>
        </Show>
        <Show when={canTurnOn()}>
          <Button
            kind="primary"
            disabled={is('turning-on') !== undefined}
            onPress={() => (is('off') ? setAsks(true) : void props.push.turnOn())}
          >
            {is('turning-on') ? said().turningOn : is('failed') ? said().again : said().turnOn}
          </Button>
        </Show>
      </ActionLine>
      <Switch>
        <Match when={is('on')}>
          {(on) => <p class="group-line">{on().known ? said().on : said().onUnconfirmed}</p>}
        </Match>
        <Match when={is('failed')}>
          {(failed) => <p class="group-warning">{said().failed[failed().problem]}</p>}
        </Match>
        <Match when={is('lacking')}>
          {(lacking) => <p class="group-line">{said().lacking[lacking().lack]}</p>}
        </Match>
        <Match when={is('lost')}>
          <p class="group-warning">{said().lost.text}</p>
        </Match>
        <Match when={is('blocked')}>{(blocked) => <Blocked wasOn={blocked().wasOn} />}</Match>
      </Switch>
      <PushReason push={props.push} open={asks()} onClose={() => setAsks(false)} />
    </div>
  )
}

/** Its user must allow it in the browser; where that is, differs. */
export function Blocked(props: { wasOn: boolean }) {
  const said = () => pushWords().blocked
  return (
    <div class="setting">
      <p class="group-warning">{props.wasOn ? said().wasOn : said().never}</p>
      <StepList steps={said().how[allowingOf(navigator)].map((text) => ({ text }))} />
    </div>
  )
}

function only<T extends PushState['type']>(
  state: PushState,
  type: T,
): Extract<PushState, { type: T }> | undefined {
  return isOf(state, type) ? state : undefined
}

function isOf<T extends PushState['type']>(
  state: PushState,
  type: T,
): state is Extract<PushState, { type: T }> {
  return state.type === type
}
