import type { Alert, AlertPhase, Evaluation } from '../../../shared/alert.ts'
import type { Standing } from '../../../shared/notice.ts'
import type { Delivery, Notification, NotificationEvent } from '../../../shared/notification.ts'
import type { Trouble } from '../../../shared/trouble.ts'

/*
 * What people wait for, and how they are told:
 *
 *   rules ── claim: the rule's new phase, a notification and an outbox row for each target,
 *            in ONE transaction ──▶ notifications ──▶ outbox ──▶ targets
 *
 * A firing that was claimed is told although everything dies a moment later; one that wasn't has
 * not happened, and whoever watches sees it again. Nobody ever sees one in parts, though SQLite has it
 * in a log first: see claim-log.js. All of these reject with a StorageError.
 */
export interface Alerts {
  readonly rules: AlertStore
  readonly notifications: NotificationStore
  readonly targets: TargetStore
  readonly outbox: Outbox
}

export interface StoredAlert extends Alert {
  user: string
  /** What the watcher must remember over a restart; its own JSON. */
  memory: string
}

/** What becomes of an alert whose version is still the one that was looked at. */
export interface Turn {
  id: string
  /** The one that was looked at; it rises by one. */
  version: number
  phase: AlertPhase
  since: number
  memory: string
  /** What it was looked at against last; `undefined`: what is kept already. */
  evaluated: Evaluation | undefined
}

export interface Firing extends Turn {
  evaluated: Evaluation
  notification: { id: string; at: number; event: NotificationEvent }
}

/** A firing that is this server's, and nobody else's. */
export interface Claimed {
  alert: string
  user: string
  notification: Notification
}

export interface AlertStore {
  of(user: string): Promise<StoredAlert[]>
  /** Those that may fire, in the order of their ids, after one of them: page by page. */
  watched(page: { after: string; limit: number }): Promise<StoredAlert[]>
  /**
   * A new alert, or a new rule of the one whose version is `replaces`. False where that version is no
   * longer the newest, where somebody else's has this id, or where the user would have more than `max`.
   */
  put(
    alert: StoredAlert,
    when: { replaces: number | undefined; max: number; now: number },
  ): Promise<boolean>
  /**
   * Those that were put at `since` or later, epoch ms, in the order of their ids, after one of them:
   * what has become of them since is no matter.
   */
  putSince(page: { since: number; after: string; limit: number }): Promise<StoredAlert[]>
  remove(user: string, id: string): Promise<boolean>
  /** Whoever's they are; those that aren't there are left out. */
  find(ids: readonly string[]): Promise<StoredAlert[]>
  /**
   * Claims firings, all in one transaction, and in the order of asking; resolves to those whose version
   * was still the newest, and those that were claimed under the same notification before: it may be
   * tried again when its answer was lost.
   */
  claim(firings: readonly Firing[]): Promise<Claimed[]>
  /**
   * Changes of phase that nobody is told of; resolves to the ids of those turned. Durable soon: one that
   * was lost without power is seen again.
   */
  settle(turns: readonly Turn[]): Promise<string[]>
  /** Prices that were looked at, without a change. */
  look(looks: readonly { id: string; evaluated: Evaluation }[]): Promise<void>
}

export interface NotificationStore {
  /** Ascending by sequence, after it. */
  since(user: string, after: { sequence: number; limit: number }): Promise<Notification[]>
  /** Descending by sequence, before it; `undefined`: the newest. */
  before(
    user: string,
    before: { sequence: number | undefined; limit: number },
  ): Promise<Notification[]>
  unread(user: string): Promise<number>
  /** Marks those up to a sequence as read. */
  read(user: string, upTo: { sequence: number; now: number }): Promise<void>
  /** How the logs of these sessions' users stand, by session; one that has ended is left out. */
  standings(sessions: readonly string[]): Promise<Map<string, Standing>>
  /** One that no alert has made; `undefined` where the user is no more. */
  add(
    user: string,
    notification: { id: string; at: number; event: NotificationEvent },
  ): Promise<Notification | undefined>
  /** Removes those before `before`, at most `limit`; resolves to how many. */
  prune(what: { before: number; limit: number }): Promise<number>
}

export interface Target {
  id: string
  user: string
  /** Whose browser it is; `undefined` of what is no browser's. */
  session: string | undefined
  channel: 'push' | 'webhook' | 'email'
  /** An URL or an e-mail address. */
  address: string
  /** The sender's own JSON: what encrypts or signs. */
  keys: string
  language: string
  /** As its user knows it: `Firefox on Linux`. */
  label: string
  createdAt: number
  takenAt: number | undefined
  failingSince: number | undefined
}

export interface TargetStore {
  of(user: string): Promise<Target[]>
  /**
   * Adds or renews by (user, channel, address). A push subscription belongs to one user, others lose
   * it; a session has one at most: a new one takes the place of the old, and with it what waits there.
   * `full` where the user would have more than `max`. `ended` where it only `renews`, by itself, what
   * its user has removed from another device: that stays so until somebody there wants it again.
   */
  put(
    target: Target,
    how: { max: number; renews?: boolean },
  ): Promise<{ id: string } | 'full' | 'ended'>
  /**
   * What waits for it will never be delivered: `gone`. `by` is the session that asks; what it removes
   * of another session's stays removed, see `put`.
   */
  remove(user: string, id: string, what: { now: number; by?: string }): Promise<boolean>
}

/** One notification on its way to one target. */
export interface Parcel {
  user: string
  notification: Notification
  target: Target
  /** This one included. */
  attempts: number
}

export type Outcome =
  | { type: 'sent' }
  | { type: 'retry'; dueAt: number; trouble: Trouble }
  | { type: 'failed'; trouble: Trouble }
  /** It wasn't tried, which says nothing of the target: it waits, */
  | { type: 'later'; dueAt: number; trouble: Trouble }
  /** or won't be tried, by its user's wish. */
  | { type: 'withheld'; trouble: Trouble }
  /** The target is no more: it is removed, and what waits for it. */
  | { type: 'gone'; trouble: Trouble }

/** What has become of a parcel that was taken. */
export interface Settled {
  notification: string
  target: string
  outcome: Outcome
  at: number
}

export interface Outbox {
  /**
   * Those that are due, the longest due first, for `leaseMs`; and what somebody had taken who has
   * died since, at once where that can be seen (`Holder`), else when the lease is over. No two servers
   * take the same.
   */
  take(lease: { now: number; leaseMs: number; limit: number }): Promise<Parcel[]>
  /** All in one transaction, in the order in which it came about. */
  settle(settled: readonly Settled[]): Promise<void>
  /** The device says that it has shown it. */
  received(user: string, what: { notification: string; target: string; now: number }): Promise<void>
  /** An open page says that it has it: told live, which takes no parcel. */
  heard(
    user: string,
    what: { notification: string; session: string; device: string; now: number },
  ): Promise<void>
  /** When the next is due, epoch ms, if nobody dies before; `undefined` where nothing waits. */
  nextDueAt(): Promise<number | undefined>
  /** By notification id. */
  deliveries(user: string, notifications: readonly string[]): Promise<Map<string, Delivery[]>>
}
