import { createSignal, Match, Show, Switch } from 'solid-js'
import type { Details } from '../../state/account/details.ts'
import type { Membership } from '../../state/account/membership.ts'
import { passkeyObstacle } from '../../state/account/passkeys.ts'
import type { AppState } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { accountWords } from '../../words/late/account.ts'
import { AccountChoice } from './choice.tsx'
import { AccountSync } from './sync.tsx'

/** Whether what the user makes goes along to their other devices, and how it can. */
export function AccountKeep(props: {
  app: AppState
  membership: Membership
  details: Details | undefined
}) {
  const said = () => accountWords().keep
  const phase = () => props.app.account.phase()
  const hasPasskey = () => (props.details?.passkeys.length ?? 0) > 0
  const isBusy = () => props.membership.state().name === 'busy'
  const obstacle = passkeyObstacle()
  const [isChoosing, setChoosing] = createSignal(false)

  async function enter(): Promise<void> {
    if (await props.membership.hasOther()) setChoosing(true)
    else await props.membership.enter()
  }

  const state = () => {
    if (phase() === 'ended') return said().ended
    if (phase() === 'none') return said().none
    return hasPasskey() ? said().everywhere : said().alone
  }

  return (
    <Group title={said().title}>
      <div class="account-keep">
        <p>{state()}</p>
        <Show when={obstacle}>{(why) => <p>{accountWords().obstacle[why()]}</p>}</Show>
        <Show when={!obstacle}>
          <div class="account-ways">
            <Switch
              fallback={
                <>
                  <Button
                    kind="primary"
                    disabled={isBusy()}
                    onPress={() => void props.membership.add()}
                  >
                    {said().add}
                  </Button>
                  <Button disabled={isBusy()} onPress={() => void enter()}>
                    {said().enter}
                  </Button>
                  <small>{said().enterHint}</small>
                </>
              }
            >
              <Match when={phase() === 'ended'}>
                <Button kind="primary" disabled={isBusy()} onPress={() => void enter()}>
                  {said().signIn}
                </Button>
                <Button disabled={isBusy()} onPress={() => void goOn(props.app)}>
                  {said().goOn}
                </Button>
              </Match>
              <Match when={hasPasskey()}>
                <Button disabled={isBusy()} onPress={() => void props.membership.add()}>
                  {said().addAnother}
                </Button>
                <Button disabled={isBusy()} onPress={() => void enter()}>
                  {said().other}
                </Button>
              </Match>
            </Switch>
          </div>
        </Show>
        <Show when={obstacle && phase() === 'ended'}>
          <Button onPress={() => void goOn(props.app)}>{said().goOn}</Button>
        </Show>
        <Outcome membership={props.membership} />
      </div>
      <Show when={props.app.account.sync()}>{(sync) => <AccountSync sync={sync()} />}</Show>
      <AccountChoice
        open={isChoosing()}
        onChoose={(belongings) => void props.membership.enter(belongings)}
        onClose={() => setChoosing(false)}
      />
    </Group>
  )
}

async function goOn(app: AppState): Promise<void> {
  if (!(await app.account.begin())) app.toast.show({ text: accountWords().failed })
}

/** What has come of it, for those who hear too. */
function Outcome(props: { membership: Membership }) {
  const said = () => accountWords()
  const text = () => {
    const state = props.membership.state()
    if (state.name === 'busy') return said().busy[state.with]
    if (state.name === 'failed') return said().trouble[state.why]
    return state.name === 'done' ? said().done[state.what] : ''
  }
  return (
    <p
      class="account-outcome"
      role="status"
      data-failed={props.membership.state().name === 'failed'}
    >
      {text()}
    </p>
  )
}
