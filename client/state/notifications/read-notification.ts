import { channels, type Delivery, type Notification } from '../../../shared/notification.ts'
import type { LoggedNotification, NotificationsResponse } from '../../../shared/user-api.ts'

/** What the server or the device gave, checked; what can't be read is left out. */
export function readNotifications(values: unknown): LoggedNotification[] {
  if (!Array.isArray(values)) return []
  return values.filter(isNotification).map((notification) => {
    const deliveries: unknown = 'deliveries' in notification ? notification.deliveries : []
    return {
      ...notification,
      deliveries: Array.isArray(deliveries) ? deliveries.filter(isDelivery) : [],
    }
  })
}

/** A page of the log; `undefined` for what isn't one. */
export function readPage(value: unknown): NotificationsResponse | undefined {
  if (!isObject(value) || !Array.isArray(value.notifications)) return undefined
  const { notifications, unread, newest, more } = value
  if (typeof unread !== 'number' || typeof newest !== 'number') return undefined
  return { notifications: readNotifications(notifications), unread, newest, more: more === true }
}

function isNotification(value: unknown): value is Notification {
  if (!isObject(value) || !isObject(value.event)) return false
  const { id, sequence, at, event } = value
  if (typeof id !== 'string' || typeof at !== 'number' || typeof sequence !== 'number') return false
  if (event.type === 'test') return true
  const { rule } = event
  return (
    event.type === 'alert' &&
    [event.alert, event.price, event.venue].every((text) => typeof text === 'string') &&
    typeof event.time === 'number' &&
    isObject(rule) &&
    typeof rule.symbol === 'string' &&
    typeof rule.note === 'string' &&
    isObject(rule.condition)
  )
}

function isDelivery(value: unknown): value is Delivery {
  if (!isObject(value)) return false
  const { channel, to, state, attempts } = value
  const isKnown = channels.some((name) => name === channel)
  return (
    isKnown &&
    typeof to === 'string' &&
    typeof state === 'string' &&
    typeof attempts === 'number' &&
    typeof value.at === 'number' &&
    isTrouble(value.trouble)
  )
}

function isTrouble(value: unknown): boolean {
  if (!isObject(value)) return value === undefined || typeof value === 'string'
  const { code, status } = value
  return typeof code === 'string' && (status === undefined || typeof status === 'number')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
