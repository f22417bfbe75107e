import { vi } from 'vitest'

/** Looks until it holds; patiently, for a machine that is busy with something else. */
export function until(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 30_000, interval: 5 })
}
