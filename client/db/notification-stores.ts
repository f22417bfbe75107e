import type { Database } from './database.ts'
import { createKeptNotifications, type KeptNotifications } from './notifications.ts'
import { createSeenNotifications, type SeenNotifications } from './seen-notifications.ts'

/** What the device keeps of notifications. */
export interface NotificationStores {
  kept: KeptNotifications
  seen: SeenNotifications
}

export function createNotificationStores(database: Database): NotificationStores {
  return { kept: createKeptNotifications(database), seen: createSeenNotifications(database) }
}
