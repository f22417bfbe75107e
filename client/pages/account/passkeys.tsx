import { createSignal, For, Show } from 'solid-js'
import type { FoundPasskey } from '../../../shared/user-api.ts'
import { removePasskey } from '../../state/account/own-data.ts'
import type { AppState } from '../../state/app-state.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Group } from '../../ui/group.tsx'
import { formatMinute } from '../../words/format.ts'
import { accountWords } from '../../words/late/account.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { agoText } from './ago.ts'

/** What opens the account; none, and nothing stands here. */
export function AccountPasskeys(props: {
  app: AppState
  passkeys: readonly FoundPasskey[]
  onChange(): void
}) {
  const said = () => accountWords().passkeys
  const [chosen, setChosen] = createSignal<FoundPasskey>()
  const [isAsked, setAsked] = createSignal(false)

  async function remove(passkey: FoundPasskey): Promise<void> {
    const done = await removePasskey(passkey.id)
    if (done === 'ended') props.app.account.ended()
    props.app.toast.show({ text: done === 'done' ? said().removed : accountWords().failed })
    props.onChange()
  }
  const hint = ({ createdAt, usedAt }: FoundPasskey) => {
    const made = said().made(formatMinute(createdAt))
    return usedAt === null ? made : `${made} · ${said().used(agoText(usedAt, Date.now()))}`
  }

  return (
    <Show when={props.passkeys.length > 0}>
      <Group title={said().title}>
        <For each={props.passkeys}>
          {(passkey) => (
            <ActionLine text={passkey.device} hint={hint(passkey)}>
              <Button
                label={said().removeOf(passkey.device)}
                onPress={() => {
                  setChosen(passkey)
                  setAsked(true)
                }}
              >
                {said().remove}
              </Button>
            </ActionLine>
          )}
        </For>
      </Group>
      <ConfirmDialog
        open={isAsked()}
        title={said().removeTitle}
        text={
          <>
            <p>{said().removeText}</p>
            <Show when={props.passkeys.length === 1}>
              <p>{said().removeLast}</p>
            </Show>
          </>
        }
        confirm={said().remove}
        cancel={settingsWords().cancel}
        onConfirm={() => {
          const passkey = chosen()
          if (passkey) void remove(passkey)
        }}
        onClose={() => setAsked(false)}
      />
    </Show>
  )
}
