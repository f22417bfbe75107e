import type { Subscription } from '../../engine/push-subscription.ts'
import type { Lack, PushBrowser } from './browser.ts'

const keyOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer

/** A browser and a server in which everything works, unless a test says otherwise. */
export function setUp() {
  let heard = () => {}
  const world = {
    lack: undefined as Lack | undefined,
    permission: 'default' as NotificationPermission,
    answer: 'granted' as NotificationPermission,
    serverKey: 'a2V5MQ',
    subscription: null as Subscription | null,
    /** What the server has, by endpoint. */
    known: new Map<string, { language: string; zone: string }>(),
    isNobody: false,
    isForbidden: false,
    isOffline: false,
    hangs: false,
    subscribed: 0,
    dropped: [] as string[],
    asked: 0,
    /** The server has forgotten what it knew: ids are new. */
    forgotten: false,
    /** Its user has removed this device from another one. */
    isEnded: false,
  }
  function subscriptionOf(key: string): Subscription {
    world.subscribed += 1
    const endpoint = `https://push.example/${world.subscribed}`
    return {
      endpoint,
      options: { applicationServerKey: keyOf(key) },
      toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
      async unsubscribe() {
        world.subscription = null
        return true
      },
    }
  }
  const browser: PushBrowser = {
    lack: () => world.lack,
    permission: () => world.permission,
    async ask() {
      world.permission = world.answer
      return world.permission
    },
    onPermission(listener) {
      heard = listener
      return () => {}
    },
    subscriber: async () => ({
      getSubscription: async () => world.subscription,
      async subscribe({ applicationServerKey }) {
        if (world.hangs) await new Promise(() => {})
        world.subscription = subscriptionOf(String(applicationServerKey))
        return world.subscription
      },
    }),
    async fetch(path, { method = 'GET', body } = {}) {
      world.asked += 1
      if (world.isOffline) throw new TypeError('offline')
      if (method === 'DELETE') {
        world.dropped.push(path)
        return new Response(null, { status: 204 })
      }
      if (method === 'GET') return Response.json({ publicKey: world.serverKey })
      if (world.isNobody) return new Response(null, { status: 401 })
      if (world.isForbidden) return new Response(null, { status: 422 })
      const { endpoint, language, zone, renews } = JSON.parse(String(body))
      if (world.isEnded && renews) return new Response(null, { status: 410 })
      world.isEnded = false
      world.known.set(endpoint, { language, zone })
      const id = `${world.forgotten ? 'new ' : ''}id of ${endpoint}`
      return Response.json({ id }, { status: 201 })
    },
  }
  return { world, browser, permissionChanges: () => heard() }
}
