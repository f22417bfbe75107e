import { createHmac, randomBytes } from 'node:crypto'
import type { Notification } from '../../shared/notification.ts'
import { notificationText } from '../../shared/notification-text.ts'
import { attemptOf, type Meanings } from './attempt.ts'
import type { Carrier } from './courier.ts'
import { pageFor } from './page-address.ts'
import type { Poster } from './post.ts'
import { readWebhookKeys, type WebhookKeys } from './target-keys.ts'

const meanings: Meanings = {
  401: { type: 'failed', trouble: { code: 'secret-refused', status: 401 } },
  403: { type: 'failed', trouble: { code: 'secret-refused', status: 403 } },
  404: { type: 'failed', trouble: { code: 'nothing-there', status: 404 } },
  410: { type: 'gone', trouble: { code: 'no-more', status: 410 } },
  413: { type: 'failed', trouble: { code: 'too-long', status: 413 } },
}

const secretPrefix = 'whsec_'

/** 32 random bytes as Standard Webhooks writes them. */
export function newSecret(): string {
  return secretPrefix + randomBytes(32).toString('base64')
}

/** Calls an address of the user's, signed as https://www.standardwebhooks.com/ says. */
export function makeWebhookCarrier({
  poster,
  now,
}: {
  poster: Pick<Poster, 'post'>
  now(): number
}): Carrier {
  return async ({ notification, target }) => {
    const keys = readWebhookKeys(target.keys)
    const body = JSON.stringify(webhookBody(notification, { language: target.language, keys }))
    const timestamp = Math.floor(now() / 1_000)
    const answer = await poster.post({
      url: new URL(target.address),
      headers: {
        'content-type': 'application/json',
        'webhook-id': notification.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': sign(`${notification.id}.${timestamp}.${body}`, keys.secret),
      },
      body,
    })
    return attemptOf(answer, { meanings, now: now() })
  }
}

/** `type`, `timestamp` and `data` are the standard's. */
function webhookBody(
  { id, at, event }: Notification,
  { language, keys }: { language: string; keys: WebhookKeys },
): object {
  const told = {
    ...notificationText(event, { language, zone: keys.zone }),
    url: pageFor(event, keys.origin),
  }
  const timestamp = new Date(at).toISOString()
  if (event.type === 'test') return { type: 'test', timestamp, data: { id, ...told } }
  const { type, time, ...fired } = event
  const data = { id, ...told, ...fired, time: new Date(time).toISOString() }
  return { type: 'alert.fired', timestamp, data }
}

function sign(content: string, secret: string): string {
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64')
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}
