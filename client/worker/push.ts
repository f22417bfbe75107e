import type { SeenNotifications } from '../db/seen-notifications.ts'
import type { Settings } from '../db/settings.ts'
import {
  askServerKey,
  type KeptPush,
  pushSetting,
  readKept,
  type Subscriber,
  subscribe,
  tellServer,
} from '../engine/push-subscription.ts'
import { type PushMessage, readNotification, readPush, readShown } from './push-message.ts'
import { unreadableIn } from './push-words.ts'

/** A page in front is told by its own stream: it tells it within the app, and is waited for so long. */
const giveWayMs = 1_000

/** What the worker's scope gives to it. */
export interface PushScope {
  registration: Pick<ServiceWorkerRegistration, 'showNotification'> & { pushManager: Subscriber }
  clients: {
    matchAll(which: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenPage[]>
    openWindow(path: string): Promise<unknown>
  }
  navigator: Pick<WorkerNavigator, 'language' | 'userAgent'> & {
    setAppBadge?: (count: number) => Promise<void>
  }
  origin: string
  fetch(path: string, init?: RequestInit): Promise<Response>
  pause(ms: number): Promise<void>
}

export interface OpenPage {
  readonly visibilityState: DocumentVisibilityState
  readonly focused: boolean
  focus(): Promise<OpenPage>
  postMessage(message: ClickMessage): void
}

/** As Safari hands over a declarative message that says `mutable`. */
export interface TakenPush {
  data: { json(): unknown } | null
  notification?: Notification & { navigate?: string }
  appBadge?: number | null
}

/** What a page is told when a notification was clicked. */
export interface ClickMessage {
  type: 'go'
  path: string
}

/** Pushes, as they come to the worker. Each promise is what the event waits for; none rejects. */
export interface PushHost {
  /** Shows what came. Never silent: a browser ends the subscription of who is. */
  take(event: TakenPush): Promise<void>
  clicked(click: { action: string; data: unknown }): Promise<void>
  /** The browser has replaced or dropped the subscription: takes a new one, and tells the server. */
  renew(): Promise<void>
}

export function createPushHost(
  scope: PushScope,
  { seen, settings }: { seen: SeenNotifications; settings: Settings },
): PushHost {
  const { registration, clients, navigator, origin } = scope

  async function kept(): Promise<KeptPush | undefined> {
    return readKept(await settings.get(pushSetting).catch(() => undefined))
  }

  function read({ data, notification, appBadge }: TakenPush): PushMessage | undefined {
    if (notification !== undefined) {
      const { title, body, tag, lang, silent, data, navigate } = notification
      const about = { origin, unread: appBadge ?? undefined }
      return readNotification({ title, body, tag, lang, silent, data, navigate }, about)
    }
    try {
      return readPush(data?.json(), origin)
    } catch {
      return undefined
    }
  }

  async function show(message: PushMessage): Promise<void> {
    const { title, options, id } = message
    const isSeen = await isLookedAt()
    if (isSeen) await scope.pause(giveWayMs)
    const isNew = id === undefined || (await isFirst(id))
    if (!isNew && isSeen) return
    // Told already: to say it again would be one time too many, to say nothing would be one too few.
    const quietly = isNew ? {} : { silent: true, renotify: false }
    await registration.showNotification(title, { ...looks, ...options, ...quietly })
  }

  /** Whether nobody on this device has told it yet. */
  async function isFirst(id: string): Promise<boolean> {
    const claimed = await seen.claim([id]).catch(() => [id])
    return claimed.length > 0
  }

  /** Whether a page is in front: then other browsers than Safari let a push be silent. */
  async function isLookedAt(): Promise<boolean> {
    if (!/Chrome|Firefox/.test(navigator.userAgent)) return false
    const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true })
    return pages.some(({ visibilityState }) => visibilityState === 'visible')
  }

  async function sayUnreadable(): Promise<void> {
    const { title, ...said } = unreadableIn((await kept())?.language ?? navigator.language)
    const data = { path: '/' }
    await registration.showNotification(title, { ...looks, ...said, tag: 'unreadable', data })
  }

  /** The evidence that it came; where it can't be given, the server knows that it was sent. */
  function report(id: string): Promise<unknown> {
    return send('/api/notifications/received', { method: 'POST', body: { notification: id } })
  }

  async function send(
    path: string,
    { method, body }: { method: string; body: object },
  ): Promise<boolean> {
    const headers = { 'content-type': 'application/json' }
    const init = { method, headers, body: JSON.stringify(body), keepalive: true }
    return scope.fetch(path, init).then(
      ({ ok }) => ok,
      () => false,
    )
  }

  /** In a page that is open, the one in front before the others; else in a new one. */
  async function open(path: string): Promise<void> {
    const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true })
    const page =
      pages.find(({ focused }) => focused) ??
      pages.find(({ visibilityState }) => visibilityState === 'visible') ??
      pages[0]
    const focused = await page?.focus().catch(() => undefined)
    if (focused === undefined) await clients.openWindow(path)
    else focused.postMessage({ type: 'go', path })
  }

  return {
    async take(event) {
      const message = read(event)
      if (message === undefined) return sayUnreadable()
      const { id, unread } = message
      const others = [
        id === undefined ? undefined : report(id),
        unread === undefined ? undefined : navigator.setAppBadge?.(unread),
      ]
      await Promise.allSettled([show(message), ...others])
    },
    async clicked({ action, data }) {
      const { path, alert } = readShown(data)
      if (action !== 'pause' || alert === undefined) return open(path)
      const isPaused = await send(`/api/alerts/${encodeURIComponent(alert)}`, {
        method: 'PATCH',
        body: { rule: { paused: true } },
      })
      // Where it could not be paused its user sees so, and can.
      if (!isPaused) await open(path)
    },
    async renew() {
      const before = await kept()
      if (!before?.wanted) return
      const answer = await askServerKey(scope.fetch)
      if (!answer.ok) return
      const taken = await subscribe(registration.pushManager, answer.key)
      if (!taken.ok) return
      const { subscription } = taken
      const { language, zone } = before
      const told = await tellServer(scope.fetch, { subscription, language, zone, renews: true })
      // What could not be told now, and what was ended meanwhile, the next page that is opened sees to.
      if (!told.ok) return
      const { endpoint } = subscription
      await settings.set(pushSetting, { ...before, id: told.id, endpoint }).catch(() => {})
    },
  }
}

/** The large one in colour; the small one is cut out of it by its shape, on Android. */
const looks = { icon: '/icons/icon-192.png', badge: '/icons/badge-96.png' }
