import { type Preferences, quietUntil } from '../../shared/preferences.ts'
import type { Outcome, Parcel } from '../storage/alerts/alerts.ts'

/** What a user's wishes make of a parcel. */
export type Wish =
  | { type: 'deliver'; silently: boolean }
  | Extract<Outcome, { type: 'later' | 'withheld' }>

/** Wishes are about what sounds in a pocket: only pushes. A test is asked for, so it comes at once. */
export function wishFor(
  { notification: { event }, target }: Pick<Parcel, 'notification' | 'target'>,
  { quietHours, push }: Preferences,
  now: number,
): Wish {
  if (target.channel !== 'push' || event.type !== 'alert')
    return { type: 'deliver', silently: false }
  if (!push.alerts) {
    return { type: 'withheld', trouble: { code: 'switched-off' } }
  }
  const until = quietUntil(quietHours, now)
  if (until !== undefined && quietHours?.pushes === 'wait') {
    return { type: 'later', dueAt: until, trouble: { code: 'quiet-hours' } }
  }
  return { type: 'deliver', silently: until !== undefined || !event.rule.sound }
}
