import { vi } from 'vitest'

/** As `vi.waitFor`, whose second is too short where two cores are busy with something else. */
export function waitFor<T>(condition: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(condition, { timeout: 15_000 })
}
