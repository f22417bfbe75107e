import { setTimeout as pause } from 'node:timers/promises'
import type { Outbox, Settled } from '../storage/alerts/alerts.ts'

/**
 * What has become of parcels, on its way back into the outbox: one transaction at a time, whatever
 * comes meanwhile in the next, so that many to one target don't wait for each other in the database.
 * What can't be written is tried again, or all that was just sent would be sent once more. The bound is
 * the courier's: a parcel that isn't settled counts as taken.
 */
export interface Settling {
  /** Resolves once it is kept; rejects where this stops before. */
  write(settled: Settled): Promise<void>
  stop(): void
}

const retryMs = { min: 50, max: 5_000 }

export function makeSettling(
  settle: Outbox['settle'],
  onTrouble: (error: unknown) => void,
): Settling {
  const waiting: { settled: Settled; resolve(): void; reject(why: unknown): void }[] = []
  const ending = new AbortController()
  const { signal } = ending
  let isWorking = false

  async function run(): Promise<void> {
    isWorking = true
    let delayMs = retryMs.min
    while (waiting.length > 0) {
      const batch = [...waiting]
      try {
        await settle(batch.map(({ settled }) => settled))
        waiting.splice(0, batch.length)
        for (const { resolve } of batch) resolve()
        delayMs = retryMs.min
      } catch (error) {
        if (!signal.aborted) onTrouble(error)
        await pause(delayMs, undefined, { signal }).catch(() => {})
        delayMs = Math.min(delayMs * 2, retryMs.max)
        if (signal.aborted) for (const { reject } of waiting.splice(0)) reject(error)
      }
    }
    isWorking = false
  }

  return {
    write: (settled) =>
      new Promise((resolve, reject) => {
        waiting.push({ settled, resolve, reject })
        if (!isWorking) void run()
      }),
    stop: () => ending.abort(),
  }
}
