import type { Notice, Standing } from '../../shared/notice.ts'
import type { Notification } from '../../shared/notification.ts'
import type { Incoming } from './incoming.ts'

/** A notice as a stream tells it, or `undefined` where it is none, or none that we know. */
export function readNotice(message: Incoming | undefined): Notice | undefined {
  switch (message?.type) {
    case 'notification': {
      const { notification } = message
      return isNotification(notification) ? { type: 'notification', notification } : undefined
    }
    case 'standing': {
      const standing = readStanding(message)
      return standing && { type: 'standing', ...standing }
    }
    case 'session-ended':
      return { type: 'session-ended' }
    default:
      return undefined
  }
}

export function readStanding(value: unknown): Standing | undefined {
  if (!isObject(value)) return undefined
  const { user, newest, unread, upTo, records } = value
  if (typeof user !== 'string' || !isCount(newest) || !isCount(unread)) return undefined
  return isCount(upTo) && isCount(records) ? { user, newest, unread, upTo, records } : undefined
}

export function isNotification(value: unknown): value is Notification {
  if (!isObject(value) || !isObject(value.event)) return false
  const { id, sequence, at, event } = value
  const isKnown = event.type === 'alert' || event.type === 'test'
  return typeof id === 'string' && isCount(sequence) && isCount(at) && isKnown
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isObject(value: unknown): value is Incoming {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
