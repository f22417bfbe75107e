import '../../ui/notification.css'
import { createEffect, createMemo, createSignal, For, Show, untrack } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { dayName, groupByDay } from '../../state/notifications/days.ts'
import type { NotificationLog } from '../../state/notifications/log.ts'
import { Problem } from '../../ui/problem.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'
import { words } from '../../words/words.ts'
import { HistoryEnd, NoHistory } from './end.tsx'
import { NotificationEntry } from './entry.tsx'

/** What has fired, by day, the newest first; whoever looks at it has read it. */
export function NotificationHistory(props: { app: AppState }) {
  const [isMissing, setMissing] = createSignal(false)
  const open = () => {
    setMissing(false)
    props.app.notifications.open().catch(() => setMissing(true))
  }
  open()
  return (
    <section class="notification-history" aria-label={notificationsWords().history.title}>
      <Show when={isMissing()}>
        <Problem text={words().failed} action={words().retry} onRetry={open} />
      </Show>
      <Show when={props.app.notifications.centre()}>
        {(centre) => <History app={props.app} log={centre().log} />}
      </Show>
    </section>
  )
}

function History(props: { app: AppState; log: NotificationLog }) {
  /** Those that were unread when they came in sight stay marked until the page is left. */
  const [marked, setMarked] = createSignal<ReadonlySet<string>>(new Set())
  const days = createMemo(() => groupByDay(props.log.list()))
  void props.log.load()

  createEffect(() => {
    if (!props.app.conditions().visible) return
    const unread = props.log.list().filter(props.log.isUnread)
    if (unread.length === 0) return
    setMarked((before) => new Set([...before, ...unread.map(({ id }) => id)]))
    untrack(() => void props.log.read())
  })

  return (
    <>
      <Trouble log={props.log} />
      <For each={[...days().keys()]}>
        {(date) => (
          <section class="notification-day">
            <h3>{dayName(date, props.app.now())}</h3>
            <ul>
              <For each={days().get(date)}>
                {(id) => (
                  <Show when={props.log.get(id)}>
                    {(notification) => (
                      <NotificationEntry
                        notification={notification()}
                        isNew={marked().has(id)}
                        onLook={() => void props.log.look(notification())}
                      />
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
      <Show when={days().size > 0} fallback={<NoHistory log={props.log} />}>
        <HistoryEnd log={props.log} />
      </Show>
    </>
  )
}

/** That what is shown is only what the device keeps. */
function Trouble(props: { log: NotificationLog }) {
  const text = () => {
    const phase = props.log.phase()
    if (phase.name !== 'failed' || props.log.list().length === 0) return undefined
    const { kept, failed } = notificationsWords().history
    return phase.isOffline ? kept : failed
  }
  return (
    <Show when={text()}>
      {(text) => (
        <div class="notification-end" role="status">
          <p>{text()}</p>
        </div>
      )}
    </Show>
  )
}
