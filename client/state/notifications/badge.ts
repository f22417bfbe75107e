import { createEffect } from 'solid-js'

/**
 * The number on the app's icon, where the system has one, follows what is unread. Once all is read,
 * what the system still shows of it is put away.
 */
export function followUnread(unread: () => number, isKnown: () => boolean): void {
  createEffect(() => {
    if (!isKnown()) return
    const count = unread()
    if (count > 0) return void navigator.setAppBadge?.(count).catch(() => {})
    navigator.clearAppBadge?.().catch(() => {})
    putAway().catch(() => {})
  })
}

async function putAway(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close()
}
