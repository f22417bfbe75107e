import type { Notification } from './notification.ts'

/*
 * What the open connections of somebody with a session are told, beside prices or alone:
 *
 *   connection                                    server
 *     │  opens, with a session's cookie              │
 *     │   standing: how far their log has come       │
 *     │◀─────────────────────────────────────────────┤  behind `newest`? GET /api/notifications?since=
 *     │   notification … as each is claimed          │
 *     │◀─────────────────────────────────────────────┤
 *     │   standing, again after whatever changes it  │
 *     │◀─────────────────────────────────────────────┤
 *     │   session-ended: prices go on, the rest ends │
 *     │◀─────────────────────────────────────────────┤
 *
 * A standing is a state: the newest replaces those before it, and whoever has missed some has missed
 * nothing. Notifications are events: at least once, in order, with an id to drop the second copy by.
 * A reader who is slower than they come finds out by `newest` that there are more.
 */
export type Notice =
  | { type: 'notification'; notification: Notification }
  | ({ type: 'standing' } & Standing)
  /** Told to the session that has ended: whoever needs one begins another. */
  | { type: 'session-ended' }

export interface Standing {
  /** Whose: it changes when a login has made this device somebody else's. */
  user: string
  /** Sequence of the newest notification; 0 where there was none yet. */
  newest: number
  unread: number
  /** All up to here are read, those above are not. */
  upTo: number
  /** Sequence of the newest change to what they own: above one's own, there is something to fetch. */
  records: number
}
