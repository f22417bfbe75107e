/*
 * What a user owns, on all of their devices. Each device has all of it and changes it offline; the
 * server keeps the newest change of each record and counts them: a user's `sequence`.
 *
 *   device                                            server
 *     │  an edit: changedAt = max(now, before + 1)       │
 *     │                                                  │
 *     ├── GET /api/records?since=<cursor> ──────────────▶│ what has changed after it, the oldest
 *     │◀────────── records, sequence, hasMore ───────────┤ change first, tombstones too
 *     │  keeps those that win here; cursor = sequence,   │
 *     │  in one transaction; again while hasMore         │
 *     │                                                  │
 *     ├── POST /api/records { records } ────────────────▶│ keeps those that win there, in one
 *     │◀─────── records, previous, sequence ─────────────┤ transaction, under sequences of their own
 *     │  those answered replace what was sent, all sent  │
 *     │  are known there; cursor = sequence where it     │
 *     │  was `previous`: nothing came in between         ├── standing.records ─▶ the user's other
 *     │                                                  │                    devices, which pull
 *
 * Of a record the newer change wins; of two of the same instant a deletion does, then the greater
 * value (its JSON, compared as text by the server). So every order of the same changes comes to the
 * same end, whatever is sent again changes nothing, and a deletion stays one: its tombstone is kept.
 *
 * A clock that is ahead would win for as long as it is. So a change of later than `maxAheadMs` from
 * now becomes one of just then, and the answer says so: a device takes what it is answered even where
 * that is older than what it sent, unless it has changed the record again meanwhile.
 *
 * A cursor belongs to one user. A device that becomes another's (a passkey, a new session) begins
 * with 0, and with everything it has to send: what is known there already wins nothing.
 */

/** As a device keeps it; see the diagram. */
export interface SyncedRecord {
  /** What it is: `list`, `entry` … A kind that the server doesn't know is kept all the same. */
  kind: string
  /** For ever. */
  id: string
  /** Epoch ms of the device that changed it. */
  changedAt: number
  deleted: boolean
  /** JSON, as its kind has it; absent of what was deleted. */
  value?: unknown
}

/** What a push may hold. Whatever is more is refused as a whole. */
export const syncLimits = {
  /** Of a push, and of a page that is pulled. */
  records: 500,
  /** Of a push, its JSON. */
  bodyBytes: 524_288,
  /** Of a value, its JSON. */
  valueBytes: 16_384,
  /** Arrays and objects within each other. */
  valueDepth: 16,
  kindPattern: /^[a-z][a-z0-9-]{0,31}$/,
  idChars: 200,
  /** Of a user, tombstones included. */
  perUser: 25_000,
  /** How far ahead of the server's a clock may be. */
  maxAheadMs: 300_000,
} as const

/** `GET /api/records?since=&limit=`. */
export interface RecordsResponse {
  records: SyncedRecord[]
  /** Up to where this page reaches: the next `since`. */
  sequence: number
  hasMore: boolean
}

/** `POST /api/records` takes `{ records }`, of each at most one change, and answers this. */
export interface PushedResponse {
  /**
   * What is there now of those that didn't come to be as they were sent: something newer, or another
   * instant.
   */
  records: SyncedRecord[]
  /** The user's newest sequence before this push, and after it. */
  previous: number
  sequence: number
}
