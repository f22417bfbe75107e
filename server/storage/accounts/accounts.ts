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
   * change), alerts, notifications and targets, and how they want to be told where `into` has never
   * said it; then `from` is no more. Nothing is lost. The session that has asked gets a new token at
   * the same time. False, and nothing done, where one of them isn't there.
   */
  merge(users: {
    from: string
    into: string
    session?: { id: string; hash: string }
  }): Promise<boolean>
  /** How they want to be told, as JSON; `undefined` for a user who isn't there. */
  preferences(user: string): Promise<string | undefined>
  setPreferences(user: string, json: string): Promise<void>
  /** With all that is theirs. False where there is no such user. */
  remove(user: string): Promise<boolean>
  /**
   * Removes users without a passkey whose last session was seen before `before`; resolves to how many,
   * at most `limit`.
   */
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
  /**
   * Gives a session a new token, and a new owner where one is named: then what told the old one on
   * this device does so no longer. False where it has ended, or where there is no such owner.
   */
  renew(id: string, change: { hash: string; user?: string }): Promise<boolean>
  /** A session more, for a user who is known otherwise; `undefined` where there is no such user. */
  add(user: string, session: NewSession, now: number): Promise<Session | undefined>
  /**
   * By its user's wish. With the last session of a user without a passkey the user goes too, with all
   * that is theirs: nobody could be them again. `alerts` are those that went with them; `undefined`
   * where the user has no such session.
   */
  end(user: string, id: string): Promise<{ alerts: string[] } | undefined>
  /** Ends those that were last seen before `before`; resolves to how many, at most `limit`. */
  prune(idle: { before: number; limit: number }): Promise<number>
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

export interface PasskeyStore {
  /** `taken` where this credential is known already, `too-many` where its user would have more than `max`. */
  add(
    passkey: Passkey,
    limits: { max: number },
  ): Promise<'added' | 'taken' | 'too-many' | 'no-user'>
  find(id: string): Promise<Passkey | undefined>
  of(user: string): Promise<Passkey[]>
  /** After a login: the new counter, which never goes back. False where a later one is known: it was copied. */
  used(id: string, use: { counter: number; now: number }): Promise<boolean>
  remove(user: string, id: string): Promise<boolean>
  /** What authenticators were asked and have answered, which they may once. */
  readonly challenges: {
    /** False where it was spent before. It is remembered `until` then, epoch ms, at least. */
    spend(answered: { challenge: string; until: number }): Promise<boolean>
    /** Forgets those that are over; resolves to how many, at most `limit`. */
    prune(over: { now: number; limit: number }): Promise<number>
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
   * so that every order comes to the same end. Nothing is written where they would own more than
   * `maxRecords`: `too-many`.
   */
  put(
    user: string,
    records: readonly OwnedRecord[],
    limits: { maxRecords: number },
  ): Promise<PutRecords | 'too-many' | 'no-user'>
}

export interface PutRecords {
  /** The user's newest sequence before, and after. */
  previous: number
  sequence: number
  /** What is there instead of those that lost. */
  winners: OwnedRecord[]
}

export interface RecordPage {
  records: OwnedRecord[]
  /** Up to where this page reaches: pass it next time. */
  sequence: number
  more: boolean
}
