import { addDays, keptDays, type UsageDay, type UsageStore } from '../engine/usage.ts'
import type { Database } from './database.ts'

/** What the app has used, on the device; relaxed durability: a power cut may cost the last seconds. */
export function createUsageStore(database: Database): UsageStore {
  return {
    load: (day) => database.use((db) => db.get('usage', day)),
    add: (more) =>
      database.use(async (db) => {
        const tx = db.transaction('usage', 'readwrite', { durability: 'relaxed' })
        const before = await tx.store.get(more.day)
        const sum = before === undefined ? more : addDays(before, more)
        const days = before === undefined ? await tx.store.getAllKeys() : []
        const old = days.slice(0, Math.max(0, days.length + 1 - keptDays))
        await Promise.all([tx.store.put(sum), ...old.map((day) => tx.store.delete(day)), tx.done])
        return sum
      }),
    all: () => database.use((db) => db.getAll('usage')),
  }
}

/** Where IndexedDB is refused: the same, for as long as the worker or the page lives. */
export function createMemoryUsageStore(): UsageStore {
  const days = new Map<string, UsageDay>()
  const sorted = () => [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  return {
    async load(day) {
      return structuredClone(days.get(day))
    },
    async add(more) {
      const before = days.get(more.day)
      const sum = structuredClone(before === undefined ? more : addDays(before, more))
      days.set(more.day, sum)
      const old = sorted().slice(0, Math.max(0, days.size - keptDays))
      for (const { day } of old) days.delete(day)
      return structuredClone(sum)
    },
    all: async () => structuredClone(sorted()),
  }
}
