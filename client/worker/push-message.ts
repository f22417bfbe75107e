/** What a push asks to be shown. */
export interface PushMessage {
  title: string
  options: ShownOptions
  /** Where a click leads, on this origin: `/i/BTCUSDT`. */
  path: string
  /** The notification's id, by which a second copy is known; `undefined` where it has none. */
  id: string | undefined
  /** How many are unread, for the app's icon. */
  unread: number | undefined
}

/** Chromium's and Firefox's own besides, which lib.webworker doesn't list. */
export interface ShownOptions extends NotificationOptions {
  actions?: { action: string; title: string }[]
  renotify?: boolean
  timestamp?: number
}

/** Longer texts are cut by every system. */
const maxChars = { title: 200, body: 1_000, tag: 200, id: 200 }
const maxActions = 2

/**
 * Reads a declarative push message, strictly; `undefined` for what isn't one. The same JSON is shown by
 * Safari without us. https://www.w3.org/TR/push-api/#declarative-push-message
 */
export function readPush(message: unknown, origin: string): PushMessage | undefined {
  if (!isObject(message) || message.web_push !== 8030) return undefined
  const { notification } = message
  if (!isObject(notification)) return undefined
  return readNotification(notification, { origin, unread: count(message.app_badge) })
}

/** One notification of such a message, or as Safari hands it over with `mutable`. */
export function readNotification(
  notification: { [key: string]: unknown },
  { origin, unread }: { origin: string; unread: number | undefined },
): PushMessage | undefined {
  const { dir, silent, timestamp } = notification
  const title = text(notification.title, maxChars.title)
  const path = pathWithin(notification.navigate, origin)
  if (title === undefined || title === '' || path === undefined) return undefined
  const data = isObject(notification.data) ? notification.data : {}
  const body = text(notification.body, maxChars.body)
  const tag = text(notification.tag, maxChars.tag)
  const lang = text(notification.lang, 35)
  const options: ShownOptions = {
    ...(body === undefined ? {} : { body }),
    // A newer one of the same alert takes its place, and is heard all the same.
    ...(tag === undefined || tag === '' ? {} : { tag, renotify: silent !== true }),
    ...(lang === undefined ? {} : { lang }),
    ...(dir === 'ltr' || dir === 'rtl' ? { dir } : {}),
    ...(silent === true ? { silent } : {}),
    ...(typeof timestamp === 'number' && timestamp > 0 ? { timestamp } : {}),
    actions: readActions(notification.actions),
  }
  const id = text(data.id, maxChars.id)
  const alert = text(data.alert, maxChars.id)
  return { title, options: { ...options, data: { path, alert, id } }, path, id, unread }
}

/** What a notification that we have shown knows of itself. */
export function readShown(data: unknown): { path: string; alert: string | undefined } {
  if (!isObject(data)) return { path: '/', alert: undefined }
  return {
    path: typeof data.path === 'string' ? data.path : '/',
    alert: text(data.alert, maxChars.id),
  }
}

function readActions(value: unknown): { action: string; title: string }[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, maxActions).flatMap((each: unknown) => {
    if (!isObject(each)) return []
    const action = text(each.action, 40)
    const title = text(each.title, 80)
    return action === undefined || title === undefined ? [] : [{ action, title }]
  })
}

/** A push leads nowhere but to our own pages. */
function pathWithin(value: unknown, origin: string): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value, origin)) return undefined
  const url = new URL(value, origin)
  return url.origin === origin ? url.pathname + url.search + url.hash : undefined
}

function text(value: unknown, maxChars: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxChars) : undefined
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null
}
