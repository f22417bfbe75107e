import type { Notification } from '../../../shared/notification.ts'
import type { NotificationStores } from '../notification-stores.ts'
import { type KeptNotifications, maxKeptNotifications } from '../notifications.ts'
import { maxSeen, type SeenNotifications } from '../seen-notifications.ts'

/** What the device keeps of notifications, without a database. */
export function createMemoryNotificationStores(): NotificationStores {
  return { kept: createMemoryKeptNotifications(), seen: createMemorySeenNotifications() }
}

export function createMemoryKeptNotifications(): KeptNotifications {
  let kept: Notification[] = []
  return {
    all: async () => structuredClone(kept),
    async put(notifications) {
      const changed = new Set(notifications.map(({ id }) => id))
      kept = [...structuredClone(notifications), ...kept.filter(({ id }) => !changed.has(id))]
        .sort((a, b) => b.sequence - a.sequence)
        .slice(0, maxKeptNotifications)
    },
    async clear() {
      kept = []
    },
  }
}

export function createMemorySeenNotifications(): SeenNotifications {
  const seen = new Set<string>()
  return {
    async claim(ids) {
      const claimed = [...new Set(ids)].filter((id) => !seen.has(id))
      for (const id of claimed) seen.add(id)
      for (const id of [...seen].slice(0, Math.max(0, seen.size - maxSeen))) seen.delete(id)
      return claimed
    },
  }
}
