import type { Outcome, Parcel } from '../storage/alerts/alerts.ts'
import type { Attempt } from './attempt.ts'

/** Nobody is told later than that of what has happened. */
export const lifeMs = 24 * 3_600_000

const firstRetryMs = 2_000
const maxRetryMs = 30 * 60_000

/** When a notification is given up, epoch ms. */
export function endOf({ notification }: Pick<Parcel, 'notification'>): number {
  return notification.at + lifeMs
}

/** What a try means for its parcel. `random` is from 0 to below 1. */
export function outcomeOf(
  attempt: Attempt,
  { parcel, now, random }: { parcel: Parcel; now: number; random: number },
): Outcome {
  if (attempt.type !== 'retry') return attempt
  const { trouble, afterMs } = attempt
  const dueAt = now + Math.max(backoffMs(parcel.attempts, random), afterMs ?? 0)
  if (dueAt < endOf(parcel)) return { type: 'retry', dueAt, trouble }
  return { type: 'failed', trouble: { ...trouble, givenUp: true } }
}

/** Twice as long each time; half of it is chance, so that what failed together doesn't come together. */
export function backoffMs(attempts: number, random: number): number {
  const whole = Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(20, attempts - 1))
  return Math.round(whole * (0.5 + random / 2))
}
