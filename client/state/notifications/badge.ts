import { createEffect } from 'solid-js'

/** What the system shows of a push, as much of it as is asked for here. */
export type ShownPush = Pick<Notification, 'data' | 'close'>

export interface UnreadOptions {
  unread(): number
  /** Whether it is known how far the log has come. */
  isKnown(): boolean
  /** Those that are known and read. */
  readIds(): ReadonlySet<string>
  /** All that the system shows of ours. */
  shown?: () => Promise<readonly ShownPush[]>
}

/**
 * The number on the app's icon, where the system has one, follows what is unread. What the system
 * still shows of what was read, here or on another device, is put away; nothing else is, for a page
 * that has just opened doesn't know yet what has happened since it was last told.
 */
export function followUnread({ unread, isKnown, readIds, shown = ask }: UnreadOptions): void {
  createEffect(() => {
    if (!isKnown()) return
    const count = unread()
    const told = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
    told?.catch(() => {})
  })
  createEffect(() => {
    const ids = readIds()
    if (ids.size > 0) putAway(ids, shown).catch(() => {})
  })
}

async function putAway(
  ids: ReadonlySet<string>,
  shown: () => Promise<readonly ShownPush[]>,
): Promise<void> {
  for (const push of await shown()) {
    const data: unknown = push.data
    if (typeof data !== 'object' || data === null || !('id' in data)) continue
    if (typeof data.id === 'string' && ids.has(data.id)) push.close()
  }
}

async function ask(): Promise<readonly ShownPush[]> {
  const registration = await navigator.serviceWorker?.getRegistration()
  return registration?.getNotifications() ?? []
}
