import type { Database } from './database.ts'

/** What a user has chosen, under names of the page's own; whoever reads checks what they get. */
export interface Settings {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
}

export function createSettings(database: Database): Settings {
  return {
    get: (key) => database.use((db) => db.get('settings', key)),
    set: (key, value) =>
      database.use(async (db) => {
        await db.put('settings', value, key)
      }),
  }
}

export function createMemorySettings(): Settings {
  const values = new Map<string, unknown>()
  return {
    async get(key) {
      return structuredClone(values.get(key))
    },
    async set(key, value) {
      values.set(key, structuredClone(value))
    },
  }
}
