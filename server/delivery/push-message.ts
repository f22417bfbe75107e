import type { Notification } from '../../shared/notification.ts'
import {
  languageOf,
  notificationActions,
  notificationText,
} from '../../shared/notification-text.ts'
import { pageFor } from './page-address.ts'

export interface PushReader {
  language: string
  zone: string | undefined
  origin: string
}

export interface PushOptions {
  reader: PushReader
  silently: boolean
  /** How many are unread, for the app's icon. */
  unread: number
}

/**
 * What fits into the 4,096 bytes that every service takes (RFC 8030, 7.2), less the header of its
 * encryption, its padding's end and its tag (RFC 8188).
 */
export const maxMessageBytes = 4_096 - 86 - 1 - 16
/** Lengths come in steps, so that they tell a push service less. */
const stepBytes = 512

/**
 * A Declarative Web Push message (https://www.w3.org/TR/push-api/#declarative-push-message), padded
 * with spaces. Browsers that know the form show it without a service worker; in others ours reads it.
 */
export function pushMessage(notification: Notification, options: PushOptions): string {
  const { title, body } = notificationText(notification.event, options.reader)
  const text = write(notification, options, { title, body })
  if (Buffer.byteLength(text) <= maxMessageBytes) return padded(text)
  // A note can be that long in bytes; a title can't.
  const surplus = Buffer.byteLength(text) - maxMessageBytes
  const shorter = Buffer.from(body)
    .subarray(0, Math.max(0, Buffer.byteLength(body) - surplus - 8))
    .toString()
    .replace(/\uFFFD$/, '')
  return padded(write(notification, options, { title, body: `${shorter}…` }))
}

function write(
  notification: Notification,
  { reader, silently, unread }: PushOptions,
  text: { title: string; body: string },
): string {
  const { id, at, event } = notification
  const alert = event.type === 'alert' ? event : undefined
  return JSON.stringify({
    web_push: 8030,
    notification: {
      ...text,
      navigate: pageFor(event, reader.origin),
      // A newer one of the same alert takes the place of the older, and is heard nonetheless.
      tag: alert?.alert ?? 'test',
      renotify: !silently,
      lang: languageOf(reader.language),
      dir: 'ltr',
      silent: silently,
      timestamp: alert?.time ?? at,
      actions: notificationActions(event, reader),
      data: { id, ...(alert && { alert: alert.alert, symbol: alert.rule.symbol }) },
    },
    app_badge: unread,
    // Our worker, where there is one, sees to it that what a page has told isn't told again.
    mutable: true,
  })
}

function padded(text: string): string {
  const bytes = Buffer.byteLength(text)
  const wanted = Math.min(maxMessageBytes, Math.ceil(bytes / stepBytes) * stepBytes)
  return text + ' '.repeat(wanted - bytes)
}
