import { attemptOf, type Meanings } from './attempt.ts'
import type { Carrier } from './courier.ts'
import { loadWebPush } from './load-web-push.ts'
import { endOf } from './outcome.ts'
import type { Poster } from './post.ts'
import { pushMessage } from './push-message.ts'
import { type PushKeys, readPushKeys } from './target-keys.ts'
import type { VapidKeys } from './vapid.ts'

export interface PushCarrierOptions {
  vapid(): Promise<VapidKeys>
  /** Whom a push service may write to: `mailto:` or `https:`. The app's own address where absent. */
  subject: string | undefined
  poster: Pick<Poster, 'post'>
  unread(user: string): Promise<number>
  now(): number
}

/** A push service keeps it no longer than it is worth being told. */
const minTtlSeconds = 60

const meanings: Meanings = {
  401: { type: 'failed', trouble: { code: 'key-unknown', status: 401 } },
  403: { type: 'failed', trouble: { code: 'key-unknown', status: 403 } },
  404: { type: 'gone', trouble: { code: 'subscription-ended', status: 404 } },
  410: { type: 'gone', trouble: { code: 'subscription-ended', status: 410 } },
  413: { type: 'failed', trouble: { code: 'too-long', status: 413 } },
}

/** Web push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. */
export function makePushCarrier(options: PushCarrierOptions): Carrier {
  const { vapid, subject, poster, unread, now } = options

  return async (parcel, { silently }) => {
    const { notification, target, user } = parcel
    const keys = readPushKeys(target.keys)
    const message = pushMessage(notification, {
      reader: { language: target.language, zone: keys.zone, origin: keys.origin },
      silently,
      unread: await unread(user),
    })
    const ttlMs = endOf(parcel) - now()
    const { default: webPush } = await loadWebPush()
    const { body, headers } = webPush.generateRequestDetails(
      { endpoint: target.address, keys },
      message,
      {
        TTL: Math.max(minTtlSeconds, Math.floor(ttlMs / 1_000)),
        urgency: 'high',
        vapidDetails: { ...(await vapid()), subject: subject ?? contactOf(keys) },
        contentEncoding: 'aes128gcm',
        // A topic's newer message replaces the one that waits, and every firing must arrive. So each
        // has a topic of its own, and what is replaced is a first copy by the second.
        ...(/^[\w-]{1,32}$/.test(notification.id) && { topic: notification.id }),
      },
    )
    const answer = await poster.post({
      url: new URL(target.address),
      headers: { ...headers, 'Content-Type': 'application/notification+json' },
      body,
    })
    return attemptOf(answer, { meanings, now: now() })
  }
}

/** Some services refuse a contact that isn't on the internet. */
function contactOf({ origin }: PushKeys): string {
  const isPublic = origin.startsWith('https:') && new URL(origin).hostname.includes('.')
  return isPublic ? origin : 'mailto:operator@ebb.invalid'
}
