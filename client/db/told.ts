import type { Told, ToldStore } from '../engine/notices.ts'
import type { Settings } from './settings.ts'

const key = 'told'

/** How far notifications were told on this device, beside what its user has chosen. */
export function createToldStore(settings: Settings): ToldStore {
  return {
    async load() {
      const kept = await settings.get(key)
      return isTold(kept) ? kept : undefined
    },
    save: (told) => settings.set(key, told),
  }
}

function isTold(value: unknown): value is Told {
  if (typeof value !== 'object' || value === null) return false
  const { user, sequence } = value as Record<string, unknown>
  return typeof user === 'string' && Number.isSafeInteger(sequence)
}
