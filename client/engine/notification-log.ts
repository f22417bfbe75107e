import type { Notification } from '../../shared/notification.ts'
import { parseObject } from './incoming.ts'
import { isNotification } from './read-notice.ts'
import { answerHead, requestBytes, type Traffic } from './traffic.ts'

/** The user's log on the server. */
export interface NotificationLog {
  /** Ascending, after a sequence; `undefined` where it can't be read now. */
  since(sequence: number): Promise<LogPage | undefined>
  /** This device has it: evidence for its user, and no more than that. */
  received(id: string): void
}

export interface LogPage {
  notifications: Notification[]
  newest: number
  more: boolean
}

export function createNotificationLog(options: {
  fetch: typeof fetch
  origin: string
  /** What passed for it. */
  onTraffic(traffic: Traffic): void
}): NotificationLog {
  const { origin, onTraffic } = options

  return {
    async since(sequence) {
      const url = new URL('/api/notifications', origin)
      url.searchParams.set('since', String(sequence))
      try {
        const answer = await options.fetch(url, { cache: 'no-store' })
        const text = await answer.text()
        onTraffic({ bytesDown: answerHead + text.length, bytesUp: requestBytes(url) })
        return answer.ok ? readPage(text) : undefined
      } catch {
        return undefined
      }
    },
    received(id) {
      const url = new URL('/api/notifications/received', origin)
      const body = JSON.stringify({ notification: id, channel: 'live' })
      const headers = { 'content-type': 'application/json' }
      onTraffic({ bytesDown: answerHead, bytesUp: requestBytes(url) + body.length })
      // Evidence that got lost is a delivery without evidence: nothing to be done about it.
      options.fetch(url, { method: 'POST', headers, body, keepalive: true }).catch(() => {})
    },
  }
}

function readPage(text: string): LogPage | undefined {
  const page = parseObject(text)
  if (page === undefined || !Array.isArray(page.notifications)) return undefined
  const { newest, more } = page
  if (typeof newest !== 'number' || typeof more !== 'boolean') return undefined
  return { notifications: page.notifications.filter(isNotification), newest, more }
}
