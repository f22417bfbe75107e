import type { Notice } from '../../../../shared/notice.ts'
import type { LoggedNotification } from '../../../../shared/user-api.ts'
import type { LogRange, LogServer } from '../ask-log.ts'

export function logged(
  sequence: number,
  patch: Partial<LoggedNotification> = {},
): LoggedNotification {
  return {
    ...{ id: `n${sequence}`, sequence, at: Date.now(), readAt: undefined, event: { type: 'test' } },
    deliveries: [],
    ...patch,
  }
}

/** A user's log as a server has it, until it is out of reach. */
export function standInLog(user = 'anna') {
  let all: LoggedNotification[] = []
  let upTo = 0
  const asked: LogRange[] = []
  const reads: number[] = []
  const received: string[] = []
  const state = { isReachable: true }
  const unreachable = { ok: false, status: 0, problem: {} } as const
  const newest = () => Math.max(0, ...all.map(({ sequence }) => sequence))
  const unread = () => all.filter(({ sequence }) => sequence > upTo).length

  const server: LogServer = {
    async page(range) {
      asked.push(range)
      if (!state.isReachable) return unreachable
      const { before = Number.POSITIVE_INFINITY, since, limit } = range
      const within = all.filter(({ sequence }) =>
        since === undefined ? sequence < before : sequence > since,
      )
      const way = since === undefined ? -1 : 1
      const sorted = within.sort((a, b) => way * (a.sequence - b.sequence))
      const notifications = sorted.slice(0, limit)
      const more = sorted.length > limit
      return { ok: true, value: { notifications, more, unread: unread(), newest: newest() } }
    },
    async read(to) {
      if (!state.isReachable) return unreachable
      reads.push(to)
      upTo = Math.max(upTo, to)
      return { ok: true, value: undefined }
    },
    async received(id) {
      received.push(id)
      return { ok: true, value: undefined }
    },
    async test() {
      if (!state.isReachable) return unreachable
      const made = logged(newest() + 1)
      all = [...all, made]
      return { ok: true, value: made }
    },
  }

  return {
    server,
    state,
    asked,
    reads,
    received,
    /** What happened, newest last. */
    add(...notifications: LoggedNotification[]): void {
      all = [
        ...all.filter(({ id }) => notifications.every((each) => each.id !== id)),
        ...notifications,
      ]
    },
    standing: (patch: { user?: string } = {}): Notice => ({
      ...{ type: 'standing', user, newest: newest(), unread: unread(), upTo, records: 0 },
      ...patch,
    }),
  }
}
