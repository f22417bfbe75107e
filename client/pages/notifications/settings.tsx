import '../../ui/notification.css'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { NotificationCentre } from '../../state/notifications/centre.ts'
import type { Route } from '../../state/route.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Problem } from '../../ui/problem.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'
import { settingsWords } from '../../words/late/settings.ts'
import { words } from '../../words/words.ts'
import { ChannelSettings } from './channels.tsx'
import { InAppSettings } from './in-app.tsx'
import { QuietSettings } from './quiet.tsx'
import { NotificationTrial } from './trial.tsx'

/** How the user is told when an alert fires. */
export function NotificationSettings(props: { app: AppState; route: Route }) {
  const [isMissing, setMissing] = createSignal(false)
  const said = () => notificationsWords().settings
  createEffect(() => {
    document.title = `${said().title} · ${words().appName}`
  })
  const open = () => {
    setMissing(false)
    props.app.notifications.open().catch(() => setMissing(true))
  }
  open()
  return (
    <article class="page">
      <PageHead
        title={said().title}
        back={{ label: settingsWords().back, go: () => props.route.back(paths.settings) }}
      />
      <Show when={isMissing()}>
        <Problem text={said().unread} action={words().retry} onRetry={open} />
      </Show>
      <Show when={props.app.notifications.centre()}>
        {(centre) => <All app={props.app} centre={centre()} />}
      </Show>
    </article>
  )
}

function All(props: { app: AppState; centre: NotificationCentre }) {
  const trouble = () => props.app.toast.show({ text: notificationsWords().settings.unsaved })
  const change: NotificationCentre['choices']['change'] = async (patch) => {
    const isSaved = await props.centre.choices.change(patch)
    if (!isSaved) trouble()
    return isSaved
  }
  const channels = props.centre.channels()
  // Turned on or off here, this device is among the others or isn't any more.
  const pushes = () => props.app.push()?.state().type
  createEffect(on(pushes, () => void channels.load(), { defer: true }))
  const trial = props.centre.trial()
  void props.centre.choices.load()
  return (
    <div class="page-columns">
      <div>
        <ChannelSettings
          app={props.app}
          channels={channels}
          choices={props.centre.choices.value()}
          onChange={(patch) => void change(patch)}
        />
        <NotificationTrial trial={trial} />
      </div>
      <div>
        <InAppSettings
          sound={props.app.sound}
          choices={props.centre.choices.value()}
          onChange={(patch) => void change(patch)}
        />
        <QuietSettings
          choices={props.centre.choices.value()}
          onChange={(patch) => void change(patch)}
        />
      </div>
    </div>
  )
}
