import { createSignal, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { saveFile } from '../../state/save-file.ts'
import { fileOf, makeBackup } from '../../state/settings/backup.ts'
import { backupChecks } from '../../state/settings/checks.ts'
import { resetEverything } from '../../state/settings/reset.ts'
import { createRestoring } from '../../state/settings/restoring.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Group } from '../../ui/group.tsx'
import { installWords } from '../../words/late/install.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { InstallButton } from '../install/button.tsx'
import { RestoreDialog } from './restore.tsx'

/** Everything in a file and back, the installation, and the way to start over. */
export function DataSettings(props: { app: AppState }) {
  const restoring = createRestoring({
    records: props.app.records,
    openArchive: props.app.openArchive,
    checks: backupChecks,
    onTrouble: props.app.keeping.report,
  })
  const said = () => settingsWords().backup

  async function save(): Promise<void> {
    try {
      await saveFile(fileOf(await makeBackup(props.app, Date.now())))
    } catch {
      props.app.toast.show({ text: said().saveFailed })
    }
  }

  return (
    <Group title={settingsWords().groups.yours}>
      <ActionLine text={said().save} hint={said().saveHint}>
        <Button icon="download" onPress={() => void save()}>
          {said().saveButton}
        </Button>
      </ActionLine>
      <ActionLine text={said().load} hint={said().loadHint}>
        <FileButton accept=".json,application/json" onChoose={(file) => void restoring.read(file)}>
          {said().loadButton}
        </FileButton>
      </ActionLine>
      <Show when={props.app.install()}>
        {(install) => (
          <Show when={install().way()}>
            <ActionLine text={installWords().line} hint={installWords().hint}>
              <InstallButton install={install()} />
            </ActionLine>
          </Show>
        )}
      </Show>
      <ResetLine app={props.app} />
      <RestoreDialog app={props.app} restoring={restoring} />
    </Group>
  )
}

function ResetLine(props: { app: AppState }) {
  const [asked, setAsked] = createSignal(false)
  const [isRunning, setRunning] = createSignal(false)
  const said = () => settingsWords().reset

  async function reset(): Promise<void> {
    setRunning(true)
    try {
      await resetEverything(props.app.reset, props.app.openArchive)
    } catch {
      props.app.toast.show({ text: said().failed })
      setRunning(false)
    }
  }

  return (
    <>
      <ActionLine text={said().label} hint={said().hint}>
        <Button disabled={isRunning()} onPress={() => setAsked(true)}>
          {isRunning() ? said().running : said().button}
        </Button>
      </ActionLine>
      <ConfirmDialog
        open={asked()}
        title={said().title}
        text={
          <>
            <p>{said().text}</p>
            <Show when={props.app.account.phase() === 'begun'}>
              <p>{said().account}</p>
            </Show>
            <p>{said().advice}</p>
          </>
        }
        confirm={said().confirm}
        cancel={settingsWords().cancel}
        onConfirm={() => void reset()}
        onClose={() => setAsked(false)}
      />
    </>
  )
}
