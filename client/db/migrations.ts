/** On the browser's own database: idb's knows only the stores that are left in the end. */
type Migration = (database: IDBDatabase) => void

/** The one at index n leads from version n to n + 1. Never changed once released, only added to. */
const migrations: readonly Migration[] = [
  (database) => {
    database.createObjectStore('prices', { keyPath: 'index' })
    database.createObjectStore('meta')
    const points = database.createObjectStore('points', { keyPath: ['id', 'start'] })
    points.createIndex('start', 'start')
    const candles = database.createObjectStore('candles', { keyPath: 'key' })
    candles.createIndex('savedAt', 'savedAt')
    database.createObjectStore('settings')
  },
  (database) => {
    const records = database.createObjectStore('records', { keyPath: ['kind', 'id'] })
    records.createIndex('kind', 'kind')
    database.createObjectStore('usage', { keyPath: 'day' })
  },
  (database) => {
    const notifications = database.createObjectStore('notifications', { keyPath: 'id' })
    notifications.createIndex('sequence', 'sequence')
    const seen = database.createObjectStore('seenNotifications', { keyPath: 'id' })
    seen.createIndex('at', 'at')
  },
  (database) => database.deleteObjectStore('points'),
]

export function migrate(database: IDBDatabase, from: number): void {
  for (const migration of migrations.slice(from)) migration(database)
}
