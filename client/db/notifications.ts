import type { Notification } from '../../shared/notification.ts'
import type { Database } from './database.ts'

/** The newest notifications as the device knew them last, for a page that opens without the network. */
export interface KeptNotifications {
  /** The newest first. */
  all(): Promise<Notification[]>
  /** Adds them, or puts them in the place of what was known of the same; the oldest beyond the bound go. */
  put(notifications: readonly Notification[]): Promise<void>
  clear(): Promise<void>
}

/** So many are kept. */
export const maxKeptNotifications = 200

export function createKeptNotifications(database: Database): KeptNotifications {
  return {
    all: () =>
      database.use(async (db) =>
        (await db.getAllFromIndex('notifications', 'sequence')).toReversed(),
      ),
    put: (notifications) =>
      database.use(async (db) => {
        const transaction = db.transaction('notifications', 'readwrite')
        const { store } = transaction
        for (const notification of notifications) await store.put(notification)
        let surplus = (await store.count()) - maxKeptNotifications
        let oldest = surplus > 0 ? await store.index('sequence').openCursor() : null
        while (oldest !== null && surplus > 0) {
          await oldest.delete()
          surplus -= 1
          oldest = await oldest.continue()
        }
        await transaction.done
      }),
    clear: () => database.use((db) => db.clear('notifications')),
  }
}
