import type { TransportName } from './plan.ts'

const retry = { firstMs: 5 * 60_000, lastMs: 60 * 60_000 }

/** Which transports don't get through at present, and when each is tried again. */
export interface Refusals {
  /** It didn't get through; each time it is left alone for twice as long. */
  add(transport: TransportName, now: number): void
  current(now: number): TransportName[]
  /** When the next one is to be tried again, epoch ms. */
  nextAt(now: number): number | undefined
  /** Another network: nothing is known of it. */
  clear(): void
}

export function createRefusals(): Refusals {
  const refused = new Map<TransportName, { until: number; waitMs: number }>()
  // What would last longer than it was given stems from before the clock was set back.
  const standing = (now: number) =>
    [...refused].filter(([, { until, waitMs }]) => until > now && until - waitMs <= now)
  return {
    add(transport, now) {
      const before = refused.get(transport)
      const waitMs = before ? Math.min(before.waitMs * 2, retry.lastMs) : retry.firstMs
      refused.set(transport, { until: now + waitMs, waitMs })
    },
    current: (now) => standing(now).map(([transport]) => transport),
    nextAt(now) {
      const times = standing(now).map(([, { until }]) => until)
      return times.length > 0 ? Math.min(...times) : undefined
    },
    clear: () => refused.clear(),
  }
}
