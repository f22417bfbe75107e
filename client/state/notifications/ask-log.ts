import type { LoggedNotification, NotificationsResponse } from '../../../shared/user-api.ts'
import { type Answer, askServer } from '../account/ask-server.ts'
import type { AsUser } from './as-user.ts'
import { readNotifications, readPage } from './read-notification.ts'

/** The user's log at the server. */
export interface LogServer {
  /** The newest first; with `before` those below it, with `since` those above it in ascending order. */
  page(range: LogRange): Promise<Answer<NotificationsResponse>>
  /** All up to this sequence are read. */
  read(upTo: number): Promise<Answer<unknown>>
  /** This device's open app has told it: evidence. */
  received(id: string): Promise<Answer<unknown>>
  /** Makes a notification that goes every way an alert goes. */
  test(): Promise<Answer<LoggedNotification>>
}

export interface LogRange {
  before?: number
  since?: number
  limit: number
}

const path = '/api/notifications'
/** An answer that isn't what it should be is as good as none. */
const unreadable = { ok: false, status: 502, problem: {} } as const

/** A page of the log; asks as whoever is a user already, unless told to ask otherwise. */
export async function askPage(
  range: LogRange,
  read: AsUser['read'] = askServer,
): ReturnType<LogServer['page']> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(range)) query.set(name, String(value))
  const answer = await read<unknown>(`${path}?${query}`)
  if (!answer.ok) return answer
  const page = readPage(answer.value)
  return page === undefined ? unreadable : { ok: true, value: page }
}

export function createLogServer(asUser: AsUser): LogServer {
  return {
    page: (range) => askPage(range, asUser.read),
    read: (upTo) => askServer(`${path}/read`, { method: 'POST', body: { upTo } }),
    received(id) {
      const body = { notification: id, channel: 'live' }
      return askServer(`${path}/received`, { method: 'POST', body })
    },
    async test() {
      const question = { method: 'POST', body: {} } as const
      const answer = await asUser.want<{ notification?: unknown }>(`${path}/test`, question)
      if (!answer.ok) return answer
      const [notification] = readNotifications([answer.value.notification])
      return notification === undefined ? unreadable : { ok: true, value: notification }
    },
  }
}
