import { createSignal, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { NotificationChannels } from '../../state/notifications/channels.ts'
import { refusalText } from '../../state/notifications/trouble-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'

/** Adds a webhook; its secret is shown once, to be copied. */
export function AddWebhook(props: { app: AppState; channels: NotificationChannels }) {
  const [isOpen, setOpen] = createSignal(false)
  const [url, setUrl] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [isSending, setSending] = createSignal(false)
  const [secret, setSecret] = createSignal<string>()
  const said = () => notificationsWords().settings.channels

  async function add(): Promise<void> {
    if (isSending()) return
    const text = url().trim()
    if (!URL.canParse(text) || !/^https?:/i.test(text)) {
      setProblem(said().urlWrong)
      return
    }
    setSending(true)
    const answer = await props.channels.addWebhook(text)
    setSending(false)
    if (!answer.ok) return void setProblem(refusalText(answer))
    setOpen(false)
    setUrl('')
    setSecret(answer.value.secret)
  }

  return (
    <>
      <div class="buttons">
        <Button icon="add" onPress={() => setOpen(true)}>
          {said().addWebhook}
        </Button>
      </div>
      <Dialog
        open={isOpen()}
        title={said().addWebhook}
        closeLabel={said().cancel}
        onClose={() => setOpen(false)}
      >
        <form
          class="notification-form"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <TextField
            label={said().url}
            hint={said().urlHint}
            placeholder="https://"
            value={url()}
            maxLength={2_048}
            problem={problem()}
            onInput={(text) => {
              setUrl(text)
              setProblem(undefined)
            }}
          />
          <div class="buttons dialog-buttons">
            <Button kind="primary" submits disabled={isSending()}>
              {said().add}
            </Button>
          </div>
        </form>
      </Dialog>
      <Dialog
        open={secret() !== undefined}
        title={said().secretTitle}
        closeLabel={said().done}
        onClose={() => setSecret(undefined)}
      >
        <Show when={secret()}>
          {(secret) => (
            <Secret app={props.app} secret={secret()} onDone={() => setSecret(undefined)} />
          )}
        </Show>
      </Dialog>
    </>
  )
}

function Secret(props: { app: AppState; secret: string; onDone(): void }) {
  const said = () => notificationsWords().settings.channels
  const copy = () =>
    // Absent where the page came over plain HTTP from another machine.
    (navigator.clipboard?.writeText(props.secret) ?? Promise.reject()).then(
      () => props.app.toast.show({ text: said().copied }),
      () => props.app.toast.show({ text: said().copyFailed }),
    )
  return (
    <div class="notification-form">
      <p>{said().secretText}</p>
      <output class="notification-secret" aria-label={said().secret}>
        {props.secret}
      </output>
      <div class="buttons dialog-buttons">
        <Button icon="copy" onPress={() => void copy()}>
          {said().copy}
        </Button>
        <Button kind="primary" onPress={props.onDone}>
          {said().done}
        </Button>
      </div>
    </div>
  )
}
