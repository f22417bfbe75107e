import { createSignal, getOwner, onCleanup, runWithOwner } from 'solid-js'
import type { Notices } from '../notices.ts'
import type { NotificationCentre } from './centre.ts'

/**
 * The way to the notifications, in the first script. The rest is loaded with the first standing, which
 * is told to those alone who have a session, or when their history is opened.
 */
export function createNotificationsDoor(options: {
  onStanding: Notices['onStanding']
  load(go: (path: string) => void): Promise<() => NotificationCentre>
}) {
  const [centre, setCentre] = createSignal<NotificationCentre>()
  const owner = getOwner()
  let go: (path: string) => void = () => {}
  let loading: Promise<void> | undefined

  /** Rejects where it can't be loaded; whoever asks next tries again. */
  function open(): Promise<void> {
    loading ??= options
      .load((path) => go(path))
      .then(
        (make) => {
          setCentre(() => runWithOwner(owner, make))
        },
        (error) => {
          loading = undefined
          throw error
        },
      )
    return loading
  }

  onCleanup(options.onStanding(() => void open().catch(() => {})))
  return {
    open,
    centre,
    unread: () => centre()?.log.unread() ?? 0,
    /** How a notification leads to its instrument: known once there is a router. */
    goBy(way: (path: string) => void): void {
      go = way
    },
  }
}
