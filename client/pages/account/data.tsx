import { createSignal } from 'solid-js'
import { deleteAccount, exportEverything } from '../../state/account/own-data.ts'
import type { AppState } from '../../state/app-state.ts'
import { saveFile } from '../../state/save-file.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Group } from '../../ui/group.tsx'
import { accountWords } from '../../words/late/account.ts'
import { settingsWords } from '../../words/late/settings.ts'

/** All of it in a file, and the end of all of it. */
export function AccountData(props: { app: AppState }) {
  const said = () => accountWords().data
  const [asked, setAsked] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const tell = (text: string) => props.app.toast.show({ text })

  async function save(): Promise<void> {
    setBusy(true)
    const file = await exportEverything(props.app, Date.now()).catch(() => undefined)
    if (file === undefined) tell(said().saveFailed)
    else await saveFile(file)
    setBusy(false)
  }

  async function erase(): Promise<void> {
    setBusy(true)
    const done = await deleteAccount(props.app.account)
    tell(done === 'done' ? said().erased : accountWords().failed)
    setBusy(false)
  }

  return (
    <Group title={said().title}>
      <ActionLine text={said().save} hint={said().saveHint}>
        <Button icon="download" disabled={isBusy()} onPress={() => void save()}>
          {said().saveButton}
        </Button>
      </ActionLine>
      <ActionLine text={said().erase} hint={said().eraseHint}>
        <Button disabled={isBusy()} onPress={() => setAsked(true)}>
          {said().eraseButton}
        </Button>
      </ActionLine>
      <ConfirmDialog
        open={asked()}
        title={said().eraseTitle}
        text={
          <>
            <p>{said().eraseText}</p>
            <p>{said().eraseStays}</p>
          </>
        }
        confirm={said().eraseConfirm}
        cancel={settingsWords().cancel}
        onConfirm={() => void erase()}
        onClose={() => setAsked(false)}
      />
    </Group>
  )
}
