import type { Standing } from '../../shared/notice.ts'
import type { Notification } from '../../shared/notification.ts'
import type { NoticeListener, Notices } from '../http/notices.ts'
import type { NotificationStore } from '../storage/alerts/alerts.ts'

export interface FollowingOptions {
  notifications: Pick<NotificationStore, 'standings' | 'since'>
  /**
   * All are looked at so often, ms, whether stirred or not: what another server with the same database
   * has done is seen by then. A claim that a dying server has not told of is seen so too.
   */
  everyMs: number
  /** What could not be read; it is tried again. */
  onTrouble(err: unknown): void
}

/** Somebody who is told, and how far they have been. */
interface Follower {
  readonly session: string
  readonly listener: NoticeListener
  user: string
  /** Up to here they have been told; `undefined` before the first look. */
  sequence: number | undefined
  /** The standing as they were told it last. */
  told: string
}

/** So many are looked at by one statement, and so many notifications read at once. */
const atOnce = 500
const pageSize = 50
/** Who has not read what there was is looked at again after so long. */
const behindMs = 1_000

/*
 * Nobody's notifications are queued here. A follower is a place in their log, and the log is in the
 * database:
 *
 *   stirred, or time to look ──▶ one statement: how do the logs of these sessions stand?
 *        │ session is no more ──▶ session-ended, and out
 *        │ newest > place ──────▶ read on from there, tell while the reader keeps up
 *        └ standing is another ─▶ tell it
 *
 * So a slow reader costs a number, a server that was killed has lost nothing, and several servers need
 * nothing but the database they share. LISTEN/NOTIFY would save a look by primary keys every two
 * seconds, and need a second way beside it for what is sent while its connection is down.
 */
export function makeFollowing(
  options: FollowingOptions,
): Pick<Notices, 'follow' | 'stir' | 'stop'> {
  const { notifications, everyMs, onTrouble } = options
  const followers = new Set<Follower>()
  const byUser = new Map<string, Set<Follower>>()
  const dirty = new Set<Follower>()
  const behind = new Set<Follower>()
  let looking = false
  let clock: ReturnType<typeof setInterval> | undefined
  let sinceAll = 0

  function look(which: Iterable<Follower>): void {
    for (const follower of which) dirty.add(follower)
    if (!looking) void lookAll()
  }

  async function lookAll(): Promise<void> {
    looking = true
    while (dirty.size > 0) {
      const batch = [...dirty].slice(0, atOnce)
      for (const follower of batch) dirty.delete(follower)
      try {
        await lookAt(batch)
      } catch (err) {
        for (const follower of batch) if (followers.has(follower)) behind.add(follower)
        onTrouble(err)
      }
    }
    looking = false
  }

  async function lookAt(batch: readonly Follower[]): Promise<void> {
    const standings = await notifications.standings([...new Set(batch.map((each) => each.session))])
    /** Two devices of a user mostly stand at the same place: it is read once. */
    const pages = new Map<string, Promise<Notification[]>>()
    const read = (user: string, sequence: number) => {
      const key = `${user} ${sequence}`
      const page = pages.get(key) ?? notifications.since(user, { sequence, limit: pageSize })
      pages.set(key, page)
      return page
    }
    for (const follower of batch) {
      const standing = standings.get(follower.session)
      if (!followers.has(follower)) continue
      behind.delete(follower)
      if (!follower.listener.ready()) behind.add(follower)
      else if (standing === undefined) end(follower)
      else await bringUp(follower, standing, read)
    }
  }

  async function bringUp(
    follower: Follower,
    standing: Standing,
    read: (user: string, sequence: number) => Promise<Notification[]>,
  ): Promise<void> {
    const { listener } = follower
    const isNew = follower.told === ''
    // A login has made them another: the place was one in another log.
    if (follower.user !== standing.user) {
      unlist(follower)
      follower.user = standing.user
      follower.sequence = undefined
      list(follower)
    }
    follower.sequence = Math.min(follower.sequence ?? standing.newest, standing.newest)
    if (isNew) tellStanding(follower, standing)
    while (follower.sequence < standing.newest) {
      const page = await read(standing.user, follower.sequence)
      for (const notification of page) {
        // What has come since that standing is told with the next: a standing never goes back.
        if (notification.sequence > standing.newest) break
        if (!followers.has(follower)) return
        if (!listener.ready()) {
          behind.add(follower)
          return
        }
        listener.tell({ type: 'notification', notification })
        follower.sequence = notification.sequence
      }
      // Those that are missing in between were pruned; those beyond are told by the next look.
      const reach = page.at(-1)?.sequence ?? 0
      if (page.length < pageSize || reach > standing.newest)
        follower.sequence = Math.max(follower.sequence, standing.newest)
    }
    if (followers.has(follower)) tellStanding(follower, standing)
  }

  function tellStanding(follower: Follower, standing: Standing): void {
    const text = JSON.stringify(standing)
    if (text === follower.told) return
    follower.told = text
    follower.listener.tell({ type: 'standing', ...standing })
  }

  function end(follower: Follower): void {
    leave(follower)
    follower.listener.tell({ type: 'session-ended' })
  }

  function leave(follower: Follower): void {
    followers.delete(follower)
    unlist(follower)
    dirty.delete(follower)
    behind.delete(follower)
    if (followers.size > 0) return
    clearInterval(clock)
    clock = undefined
  }

  function tick(): void {
    sinceAll += behindMs
    if (sinceAll >= everyMs) {
      sinceAll = 0
      look(followers)
    } else if (behind.size > 0) look(behind)
  }

  /** Under whose name they are found when that user is stirred. */
  function list(follower: Follower): void {
    const theirs = byUser.get(follower.user) ?? new Set()
    byUser.set(follower.user, theirs.add(follower))
  }

  function unlist(follower: Follower): void {
    const theirs = byUser.get(follower.user)
    theirs?.delete(follower)
    if (theirs?.size === 0) byUser.delete(follower.user)
  }

  return {
    follow({ id, user }, listener, since) {
      const follower: Follower = { session: id, listener, user, sequence: since, told: '' }
      followers.add(follower)
      list(follower)
      clock ??= setInterval(tick, behindMs)
      look([follower])
      return () => leave(follower)
    },
    stir: (user) => look(byUser.get(user) ?? []),
    stop() {
      for (const follower of [...followers]) leave(follower)
    },
  }
}
