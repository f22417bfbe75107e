import { createSignal, Show } from 'solid-js'
import type { OwnChannel } from '../../../shared/user-api.ts'
import type { AppState } from '../../state/app-state.ts'
import type { NotificationChannels } from '../../state/notifications/channels.ts'
import { refusalText } from '../../state/notifications/trouble-text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'

/** Adds an address; nothing but a code is sent there before that has come back. */
export function AddEmail(props: { channels: NotificationChannels }) {
  const [isOpen, setOpen] = createSignal(false)
  const said = () => notificationsWords().settings.channels
  return (
    <Show
      when={isOpen()}
      fallback={
        <div class="buttons">
          <Button icon="add" onPress={() => setOpen(true)}>
            {said().addEmail}
          </Button>
        </div>
      }
    >
      <OneField
        label={said().address}
        action={said().add}
        check={(text) => (/^\S+@\S+\.\S+$/.test(text) ? undefined : said().addressWrong)}
        send={async (text) => {
          const answer = await props.channels.addEmail(text)
          if (answer.ok) setOpen(false)
          return answer.ok ? undefined : refusalText(answer)
        }}
      />
    </Show>
  )
}

/** Takes the code that was sent. */
export function ConfirmEmail(props: {
  app: AppState
  channels: NotificationChannels
  channel: OwnChannel
}) {
  const said = () => notificationsWords().settings.channels
  return (
    <OneField
      label={said().code}
      hint={said().codeHint(props.channel.address)}
      action={said().confirm}
      isCode
      check={(text) => (text === '' ? said().codeMissing : undefined)}
      send={async (text) => {
        const answer = await props.channels.confirm(props.channel.id, text)
        if (answer.ok) props.app.toast.show({ text: said().confirmed })
        return answer.ok ? undefined : refusalText(answer)
      }}
    />
  )
}

/** One thing to write and to send; what is wrong with it stands below it. */
function OneField(props: {
  label: string
  hint?: string
  action: string
  isCode?: boolean
  check(text: string): string | undefined
  /** Resolves to what went wrong. */
  send(text: string): Promise<string | undefined>
}) {
  const [text, setText] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [isSending, setSending] = createSignal(false)

  async function send(): Promise<void> {
    const written = text().trim()
    const wrong = props.check(written)
    if (wrong !== undefined || isSending()) return void setProblem(wrong)
    setSending(true)
    setProblem(await props.send(written))
    setSending(false)
  }

  return (
    <form
      class="notification-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextField
        label={props.label}
        {...(props.hint !== undefined && { hint: props.hint })}
        {...(props.isCode && { keys: 'numeric' as const, maxLength: 6 })}
        value={text()}
        problem={problem()}
        onInput={(next) => {
          setText(next)
          setProblem(undefined)
        }}
      />
      <div class="buttons">
        <Button submits disabled={isSending()}>
          {props.action}
        </Button>
      </div>
    </form>
  )
}
