import { createEffect, createSignal, getOwner, onCleanup, runWithOwner } from 'solid-js'
import type { Notices } from '../notices.ts'
import { whenIdle } from '../when-idle.ts'
import type { NotificationCentre } from './centre.ts'

/**
 * The way to the notifications, in the first script. The rest is loaded for those alone who have a
 * session, with the first standing or once there is nothing else to do; or when it is looked at.
 */
export function createNotificationsDoor(options: {
  onStanding: Notices['onStanding']
  hasSession(): boolean
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

  const openQuietly = () => void open().catch(() => {})
  onCleanup(options.onStanding(openQuietly))
  createEffect(() => {
    if (options.hasSession()) onCleanup(whenIdle(openQuietly))
  })
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
