/*
 * Who people are. A device is a user from its first visit; a passkey makes two devices one user.
 *
 *   user ─┬─ sessions    one a device, known by the hash of its token
 *         ├─ passkeys    what carries the user to another device
 *         ├─ records     what they own: lists, holdings, settings
 *         └─ alerts, notifications, targets (see ../alerts)
 *
 * All of these reject with a StorageError. Instants are epoch ms.
 */
export interface Accounts {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly passkeys: PasskeyStore
  readonly records: RecordStore
}

export interface UserStore {
  /** A new user and their first session. */
  create(user: { id: string; session: NewSession; now: number }): Promise<Session>
  /**
   * Makes `from` part of `into`, in one transaction: sessions, passkeys, records (of each the newest
   * change), alerts, notifications and targets; then `from` is no more. Nothing is lost.
   */
  merge(users: { from: string; into: string }): Promise<void>
  /** How they want to be told, as JSON; `undefined` for a user who isn't there. */
  preferences(user: string): Promise<string | undefined>
  setPreferences(user: string, json: string): Promise<void>
  /** With all that is theirs. False where there is no such user. */
  remove(user: string): Promise<boolean>
  /** Removes users without a passkey whose last session was seen before `before`; resolves to how many, at most `limit`. */
  forget(idle: { before: number; limit: number }): Promise<number>
}

export interface NewSession {
  id: string
  /** SHA-256 of its token, base64url. */
  hash: string
  device: string
}

export interface Session {
  id: string
  user: string
  createdAt: number
  seenAt: number
  device: string
}

export interface SessionStore {
  find(hash: string): Promise<Session | undefined>
  /** Newest first. */
  of(user: string): Promise<Session[]>
  seen(id: string, now: number): Promise<void>
  /** Gives a session a new token, and a new owner where one is named; false where it has ended. */
  renew(id: string, change: { hash: string; user?: string }): Promise<boolean>
  /** A session more, for a user who is known otherwise. */
  add(user: string, session: NewSession, now: number): Promise<Session>
  /** False where the user has no such session. */
  end(user: string, id: string): Promise<boolean>
}

export interface Passkey {
  /** The credential's id, base64url. */
  id: string
  user: string
  /** COSE key, base64url. */
  publicKey: string
  counter: number
  transports: readonly string[]
  device: string
  createdAt: number
  usedAt: number | undefined
}

export interface Challenge {
  challenge: string
  /** What it is for: an answer to another question counts for nothing. */
  purpose: string
  user: string | undefined
  expiresAt: number
}

export interface PasskeyStore {
  /** False where this credential is known already. */
  add(passkey: Passkey): Promise<boolean>
  find(id: string): Promise<Passkey | undefined>
  of(user: string): Promise<Passkey[]>
  /** After a login: the new counter, which never goes back. False where a later one is known: it was copied. */
  used(id: string, use: { counter: number; now: number }): Promise<boolean>
  remove(user: string, id: string): Promise<boolean>
  /** What authenticators are asked, each answered at most once. */
  readonly challenges: {
    put(challenge: Challenge): Promise<void>
    /** Takes it away. `undefined` where it was never put, is over, was taken, or is for something else. */
    take(what: { challenge: string; purpose: string; now: number }): Promise<Challenge | undefined>
  }
}

/** As the client keeps it. */
export interface OwnedRecord {
  kind: string
  id: string
  changedAt: number
  deleted: boolean
  /** JSON; `undefined` of a tombstone. */
  value: string | undefined
}

export interface RecordStore {
  /** What has changed after `sequence`, oldest change first; tombstones included. */
  since(user: string, after: { sequence: number; limit: number }): Promise<RecordPage>
  /**
   * Of each the newer change wins; of two of the same instant a deletion does, then the greater value,
   * so that every order comes to the same end. Resolves to the user's newest sequence, or to
   * `too-many` where they would own more than `maxRecords`, and then nothing is written.
   */
  put(
    user: string,
    records: readonly OwnedRecord[],
    limits: { maxRecords: number },
  ): Promise<number | 'too-many'>
}

export interface RecordPage {
  records: OwnedRecord[]
  /** Up to where this page reaches: pass it next time. */
  sequence: number
  more: boolean
}
