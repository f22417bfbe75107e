import type { Notice } from '../../shared/notice.ts'
import type { Notification } from '../../shared/notification.ts'
import type { Audience, Send } from './audience.ts'
import type { NotificationLog } from './notification-log.ts'
import type { Timers } from './timers.ts'

/** How far the pages of this device were told, and of whose log. */
export interface Told {
  user: string
  sequence: number
}

/** Where that outlives the worker. Both may reject, and then it is as if nothing had been kept. */
export interface ToldStore {
  load(): Promise<Told | undefined>
  save(told: Told): Promise<void>
}

/** What the server tells of the user, on its way to the pages. */
export interface Notices {
  /** Reads what was kept; never rejects. */
  recalled: Promise<void>
  take(notice: Notice): void
  /** What a page that comes must know. */
  greet(send: Send): void
  stop(): void
}

/** Between two tries to read the log; after the last one, the next standing or connection asks again. */
const retriesMs = [5_000, 20_000, 80_000]
/** Of many that were missed only the newest are confirmed one by one. */
const maxConfirmed = 5

/*
 * Notifications reach the pages in the order of the log, each once for all tabs:
 *
 *   standing ──── its newest is beyond what was told ──▶ read the log from there on ─┐
 *   notification ─ the next one ──────────────────────────────────────────────────▶ tell, remember
 *               └─ one beyond the next: something was missed ──▶ read the log ───────┘
 *
 * It is remembered after it was told: who dies in between tells it again, and pages know it by its id.
 * While no page is there nothing is told, and what was missed is read when one comes.
 */
export function createNotices(options: {
  audience: Pick<Audience, 'size' | 'tell'>
  log: NotificationLog
  store: ToldStore
  timers: Timers
}): Notices {
  const { audience, log, store, timers } = options
  let told: Told | undefined
  /** The newest that the server has spoken of. */
  let newest = 0
  let last: Notice | undefined
  let reading = false
  let failures = 0
  let stopped = false

  function remember(next: Told): void {
    told = next
    store.save(next).catch(() => {})
  }

  function tell(notification: Notification, { user }: Told): void {
    audience.tell({ type: 'notice', notice: { type: 'notification', notification } })
    remember({ user, sequence: notification.sequence })
  }

  /** Reads on until the pages know what the server does. */
  async function catchUp(): Promise<void> {
    if (reading) return
    reading = true
    timers.clear('notices')
    while (told !== undefined && told.sequence < newest && audience.size > 0) {
      const from: Told = told
      const asked = newest
      const page = await log.since(from.sequence)
      if (stopped) return
      // Somebody else's meanwhile: what came is no concern of theirs.
      if (told?.user !== from.user) continue
      if (page === undefined) {
        tryLater()
        break
      }
      failures = 0
      const news = page.notifications.filter(({ sequence }) => sequence > from.sequence)
      for (const notification of news) tell(notification, from)
      for (const { id } of news.slice(-maxConfirmed)) log.received(id)
      if (page.more && news.length > 0) continue
      // Sequences that are missing were removed. What came while this was read is read next.
      const end = Math.max(page.newest, asked)
      if (told.sequence < end) remember({ user: from.user, sequence: end })
    }
    reading = false
  }

  function tryLater(): void {
    const waitMs = retriesMs[failures++]
    if (waitMs !== undefined) timers.set('notices', waitMs, () => void catchUp())
  }

  function takeNotification(notification: Notification): void {
    const { sequence } = notification
    newest = Math.max(newest, sequence)
    if (told === undefined || sequence <= told.sequence || audience.size === 0) return
    if (reading || sequence > told.sequence + 1) {
      void catchUp()
      return
    }
    tell(notification, told)
    log.received(notification.id)
  }

  return {
    recalled: store.load().then(
      (kept) => {
        told ??= kept
      },
      () => {},
    ),
    take(notice) {
      switch (notice.type) {
        case 'notification':
          takeNotification(notice.notification)
          break
        case 'standing': {
          last = notice
          newest = notice.newest
          failures = 0
          const { user } = notice
          // What happened before this device was theirs, or was first told of it, is no news.
          const isFirst = told?.user !== user || told.sequence > newest
          if (isFirst) remember({ user, sequence: newest })
          audience.tell({ type: 'notice', notice })
          void catchUp()
          break
        }
        case 'session-ended':
          last = notice
          audience.tell({ type: 'notice', notice })
      }
    },
    greet(send) {
      if (last !== undefined) send({ type: 'notice', notice: last })
    },
    stop() {
      stopped = true
    },
  }
}
