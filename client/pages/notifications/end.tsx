import { Match, onCleanup, Show, Switch } from 'solid-js'
import type { NotificationLog } from '../../state/notifications/log.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { notificationsWords } from '../../words/late/notifications.ts'
import { words } from '../../words/words.ts'

/** Older ones are asked for so far before the end is in sight. */
const aheadPx = 600

/** What stands under the last one: older ones as they are scrolled to, or that there are none. */
export function HistoryEnd(props: { log: NotificationLog }) {
  const said = () => notificationsWords().history
  const ready = () => {
    const phase = props.log.phase()
    return phase.name === 'ready' ? phase : undefined
  }
  return (
    <Show when={ready()}>
      {(phase) => (
        <div class="notification-end">
          <Show when={phase().more} fallback={<p>{said().all}</p>}>
            <Show when={phase().older === 'failed'}>
              <p role="alert">{said().olderFailed}</p>
            </Show>
            <div ref={(end) => whenNear(end, () => void props.log.older())}>
              <Button disabled={phase().older === 'loading'} onPress={() => void props.log.older()}>
                {phase().older === 'loading' ? said().loading : said().older}
              </Button>
            </div>
          </Show>
        </div>
      )}
    </Show>
  )
}

/** Where there is none to show. */
export function NoHistory(props: { log: NotificationLog }) {
  const said = () => notificationsWords().history
  const isIn = (name: string) => props.log.phase().name === name
  return (
    <Switch
      fallback={
        <p class="notification-end" aria-busy="true">
          {said().loading}
        </p>
      }
    >
      <Match when={isIn('ready')}>
        <Empty icon="bell" title={said().empty.title} text={said().empty.text} />
      </Match>
      <Match when={isIn('failed')}>
        <div class="notification-end">
          <p>{said().unknown}</p>
          <Button onPress={() => void props.log.load()}>{words().retry}</Button>
        </div>
      </Match>
    </Switch>
  )
}

function whenNear(element: Element, run: () => void): void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting) run()
    },
    { rootMargin: `${aheadPx}px` },
  )
  observer.observe(element)
  onCleanup(() => observer.disconnect())
}
