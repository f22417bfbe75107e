import { expect } from 'vitest'
import type { Alert } from '../../../shared/alert.ts'
import type {
  AlertsResponse,
  LoggedNotification,
  NotificationsResponse,
} from '../../../shared/user-api.ts'
import type { TestServer } from './server.ts'

/** Somebody who asks a server without a page. */
export interface ApiUser {
  addWebhook(url: string): Promise<void>
  /** Makes an alert. */
  make(symbol: string, above: number): Promise<Alert>
  alerts(): Promise<Alert[]>
  /** All of them, the oldest first. */
  notifications(): Promise<LoggedNotification[]>
}

/** A new user, each request of whom comes from another address: there is a limit for each. */
export async function visitApi(server: TestServer): Promise<ApiUser> {
  const begun = await fetch(`${server.origin}/api/session`, { method: 'POST' })
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  let requests = 0

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const address = `10.0.${Math.floor(++requests / 250)}.${1 + (requests % 250)}`
    const headers = { cookie, 'content-type': 'application/json', 'x-forwarded-for': address }
    return fetch(`${server.origin}${path}`, { ...init, headers })
  }

  const post = (path: string, body: object) =>
    ask(path, { method: 'POST', body: JSON.stringify(body) })

  return {
    async addWebhook(url) {
      const answer = await post('/api/channels', { channel: 'webhook', url })
      expect(answer.status).toBe(201)
    },
    async make(symbol, above) {
      const rule = { symbol, condition: { type: 'above', price: above.toFixed(2) } }
      const answer = await post('/api/alerts', { rule })
      expect(answer.status).toBe(201)
      return answer.json()
    },
    async alerts() {
      const { alerts }: AlertsResponse = await (await ask('/api/alerts')).json()
      return alerts
    },
    async notifications() {
      const all: LoggedNotification[] = []
      for (let more = true; more; ) {
        const since = all.at(-1)?.sequence ?? 0
        const answer = await ask(`/api/notifications?since=${since}&limit=100`)
        const page: NotificationsResponse = await answer.json()
        all.push(...page.notifications)
        more = page.more
      }
      return all
    },
  }
}
