import { makeImmediate } from './immediate.ts'
import { type Guest, type Round, startRound } from './round.ts'

/** How often cadence 0 beats though nothing has changed, so that its heartbeats go out. */
export const idleBeatMs = 500

/** Cadences are rounded up to a multiple of this, so that cohorts can share a timer. */
const cadenceStepMs = 50

export function roundCadence(intervalMs: number): number {
  return Math.ceil(intervalMs / cadenceStepMs) * cadenceStepMs
}

/** Serves all that has the same cadence by one round. A cadence exists while somebody is served by it. */
export interface Cadences {
  /**
   * Adds a guest; the returned stop removes it. One with a cadence of 0 ms is served when `changed`
   * says so.
   */
  add(intervalMs: number, guest: Guest): () => void
  /**
   * Something changed, or a heartbeat may be due: those of cadence 0 are served once the present work
   * is done.
   */
  changed(): void
}

export function makeCadences(now: () => number): Cadences {
  const rounds = new Map<number, Round>()
  const immediate = makeImmediate(now)

  return {
    add(intervalMs, guest) {
      if (intervalMs === 0) return immediate.add(guest)
      const round = rounds.get(intervalMs) ?? startRound({ intervalMs, now })
      rounds.set(intervalMs, round)
      const leave = round.add(guest)
      return () => {
        leave()
        if (!round.isEmpty()) return
        round.stop()
        rounds.delete(intervalMs)
      }
    },
    changed: immediate.changed,
  }
}
