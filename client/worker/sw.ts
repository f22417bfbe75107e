import { createDatabase } from '../db/database.ts'
import { createSeenNotifications } from '../db/seen-notifications.ts'
import { createSettings } from '../db/settings.ts'
import { livePath, type PageMessage } from '../engine/live.ts'
import { hostEngine } from './host.ts'
import { createLiveHost } from './live.ts'
import { createPushHost } from './push.ts'
import { createShell } from './shell.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
}
/** The build's own name, written in by the build. */
declare const __EBB_VERSION__: string

/** Between an old worker and the new one. A broadcast doesn't keep a worker alive, nor should it. */
const control = new BroadcastChannel('ebb-worker')
const shell = createShell(self.__WB_MANIFEST)
const live = createLiveHost(() => hostEngine({ host: 'service', version: __EBB_VERSION__ }))
const database = createDatabase()
const push = createPushHost(
  {
    registration: self.registration,
    clients: self.clients,
    navigator: self.navigator,
    origin: self.location.origin,
    fetch: (path, init) => fetch(path, init),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  },
  { seen: createSeenNotifications(database), settings: createSettings(database) },
)

self.addEventListener('install', (event) => {
  event.waitUntil(
    shell.install(event).then(() => {
      // A held stream would keep the old worker, and this one waiting, for five minutes.
      control.postMessage({ drain: __EBB_VERSION__ })
      return self.skipWaiting()
    }),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(shell.activate(event).then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'POST' && new URL(request.url).pathname === livePath) {
    event.respondWith(live.answer(request))
  }
})

self.addEventListener('message', ({ data }: ExtendableMessageEvent) =>
  live.take(data as PageMessage),
)

self.addEventListener('push', (event) => event.waitUntil(push.take(event)))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(push.clicked({ action: event.action, data: event.notification.data }))
})

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(push.renew()))

control.addEventListener('message', () => live.drain())
