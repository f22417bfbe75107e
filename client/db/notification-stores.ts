import type { Database } from './database.ts'
import {
  createKeptNotifications,
  createMemoryKeptNotifications,
  type KeptNotifications,
} from './notifications.ts'
import {
  createMemorySeenNotifications,
  createSeenNotifications,
  type SeenNotifications,
} from './seen-notifications.ts'

/** What the device keeps of notifications. */
export interface NotificationStores {
  kept: KeptNotifications
  seen: SeenNotifications
}

export function createNotificationStores(database: Database): NotificationStores {
  return { kept: createKeptNotifications(database), seen: createSeenNotifications(database) }
}

export function createMemoryNotificationStores(): NotificationStores {
  return { kept: createMemoryKeptNotifications(), seen: createMemorySeenNotifications() }
}
