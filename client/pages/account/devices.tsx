import { createSignal, For, Show } from 'solid-js'
import type { SessionsResponse } from '../../../shared/user-api.ts'
import type { Membership } from '../../state/account/membership.ts'
import { endSession } from '../../state/account/own-data.ts'
import type { AppState } from '../../state/app-state.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Group } from '../../ui/group.tsx'
import { formatMinute } from '../../words/format.ts'
import { accountWords } from '../../words/late/account.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { agoText } from './ago.ts'

type Session = SessionsResponse['sessions'][number]

/** Where the user is signed in. Leaving here is offered only to whom a passkey lets in again. */
export function AccountDevices(props: {
  app: AppState
  sessions: readonly Session[]
  canReturn: boolean
  membership: Membership
  onChange(): void
}) {
  const said = () => accountWords().devices
  const [isLeaving, setLeaving] = createSignal(false)

  async function end({ id }: Session): Promise<void> {
    const done = await endSession(id)
    if (done === 'ended') props.app.account.ended()
    props.app.toast.show({ text: done === 'done' ? said().ended : accountWords().failed })
    props.onChange()
  }
  const hint = ({ current, seen_at: seenAt, created_at: createdAt }: Session) =>
    current
      ? `${said().here} · ${said().since(formatMinute(createdAt))}`
      : said().seen(agoText(seenAt, Date.now()))

  return (
    <Group title={said().title}>
      <For each={props.sessions}>
        {(session) => (
          <ActionLine text={session.device} hint={hint(session)}>
            <Show
              when={session.current}
              fallback={
                <Button label={said().endOf(session.device)} onPress={() => void end(session)}>
                  {said().end}
                </Button>
              }
            >
              <Show when={props.canReturn}>
                <Button onPress={() => setLeaving(true)}>{said().leave}</Button>
              </Show>
            </Show>
          </ActionLine>
        )}
      </For>
      <ConfirmDialog
        open={isLeaving()}
        title={said().leaveTitle}
        text={<p>{said().leaveText}</p>}
        confirm={said().leave}
        cancel={settingsWords().cancel}
        onConfirm={() => void props.membership.leave()}
        onClose={() => setLeaving(false)}
      />
    </Group>
  )
}
