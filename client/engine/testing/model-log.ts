import type { Notification } from '../../../shared/notification.ts'
import type { Told, ToldStore } from '../notices.ts'
import type { NotificationLog } from '../notification-log.ts'

/** For tests: a user's log on a server that may be out of reach, and what the device remembers of it. */
export interface ModelLog extends NotificationLog {
  readonly notifications: Notification[]
  /** Ids that were confirmed. */
  readonly confirmed: string[]
  reads: number
  isThere: boolean
  store: ToldStore
  kept: Told | undefined
  add(count?: number): Notification
}

export function createModelLog(pageSize = 50): ModelLog {
  const log: ModelLog = {
    notifications: [],
    confirmed: [],
    reads: 0,
    isThere: true,
    kept: undefined,
    store: {
      load: async () => log.kept,
      async save(told) {
        log.kept = told
      },
    },
    add(count = 1) {
      for (let n = 0; n < count; n++) {
        const sequence = log.notifications.length + 1
        const about = { at: 0, readAt: undefined, event: { type: 'test' } as const }
        log.notifications.push({ id: `n${sequence}`, sequence, ...about })
      }
      const newest = log.notifications.at(-1)
      if (newest === undefined) throw new Error('Add one at least.')
      return newest
    },
    async since(sequence) {
      log.reads++
      if (!log.isThere) return undefined
      const rest = log.notifications.filter((each) => each.sequence > sequence)
      const newest = log.notifications.at(-1)?.sequence ?? 0
      return { notifications: rest.slice(0, pageSize), newest, more: rest.length > pageSize }
    },
    received: (id) => log.confirmed.push(id),
  }
  return log
}
