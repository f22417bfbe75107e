import { expect, it } from 'vitest'
import { createMemorySettings } from '../db/settings.ts'
import { createMemorySeenNotifications } from '../db/testing/memory-notifications.ts'
import { type KeptPush, pushSetting } from '../engine/push-subscription.ts'
import { createPushHost, type OpenPage, type PushScope } from './push.ts'

const origin = 'https://ebb.example'
const chrome = 'Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36'
const safari = 'Mozilla/5.0 Version/18.0 Safari/605.1.15'

interface Shown {
  title: string
  options: NotificationOptions & { renotify?: boolean }
}
type Page = Pick<OpenPage, 'visibilityState' | 'focused'>

const alert = (id = 'n1') => ({
  web_push: 8030,
  app_badge: 2,
  notification: {
    title: 'BTC above 70,000',
    navigate: '/i/BTCUSDT',
    tag: 'alert-1',
    data: { id, alert: 'alert-0123456789' },
  },
})
const pushed = (data: unknown) => ({ data: { json: () => data } })

/** A worker's scope that notes what is done with it. */
function setUp({ userAgent = chrome, pages = [] as Page[], answers = 200 } = {}) {
  const shown: Shown[] = []
  const requests: { path: string; method: string | undefined; body: unknown }[] = []
  const told: { page: number; message: unknown }[] = []
  const opened: string[] = []
  const badges: number[] = []
  const pauses: number[] = []
  const subscribed: unknown[] = []
  const clients = pages.map((page, index) => {
    const client: OpenPage = {
      ...page,
      focus: async () => client,
      postMessage: (message) => told.push({ page: index, message }),
    }
    return client
  })
  const subscription = {
    endpoint: 'https://push.example/new',
    options: { applicationServerKey: null },
    toJSON: () => ({ endpoint: 'https://push.example/new', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: async () => true,
  }
  const scope = {
    registration: {
      async showNotification(title: string, options: NotificationOptions) {
        shown.push({ title, options })
      },
      pushManager: {
        getSubscription: async () => null,
        async subscribe(options: unknown) {
          subscribed.push(options)
          return subscription
        },
      },
    },
    clients: {
      matchAll: async () => clients,
      openWindow: async (path: string) => opened.push(path),
    },
    navigator: {
      language: 'en',
      userAgent,
      async setAppBadge(count: number) {
        badges.push(count)
      },
    },
    origin,
    async pause(ms: number) {
      pauses.push(ms)
    },
    async fetch(path: string, { method, body }: RequestInit = {}) {
      requests.push({ path, method, body: body && JSON.parse(String(body)) })
      if (answers !== 200) return new Response(null, { status: answers })
      return Response.json({ publicKey: 'server-key', id: 'target-2' })
    },
  } satisfies PushScope
  const settings = createMemorySettings()
  const seen = createMemorySeenNotifications()
  const host = createPushHost(scope, { seen, settings })
  return { host, shown, requests, told, opened, badges, pauses, subscribed, settings, seen }
}

it('shows what came, counts it on the icon, and reports that it came', async () => {
  const { host, shown, requests, badges } = setUp()
  await host.take(pushed(alert()))
  expect(shown).toMatchObject([{ title: 'BTC above 70,000', options: { tag: 'alert-1' } }])
  expect(badges).toEqual([2])
  expect(requests).toEqual([
    { path: '/api/notifications/received', method: 'POST', body: { notification: 'n1' } },
  ])
})

it('gives way to the page in front, and tells it in its stead where that does not', async () => {
  const { host, shown, pauses } = setUp({
    pages: [{ visibilityState: 'visible', focused: true }],
  })
  await host.take(pushed(alert()))
  expect([pauses, shown.length]).toEqual([[1_000], 1])
})

it('says nothing again that the page in front has told already', async () => {
  const { host, shown, seen, requests } = setUp({
    pages: [{ visibilityState: 'visible', focused: true }],
  })
  await seen.claim(['n1'])
  await host.take(pushed(alert()))
  expect(shown).toEqual([])
  expect(requests).toHaveLength(1)
})

it('shows a second copy without a sound where nobody looks: a push must not be silent', async () => {
  const { host, shown } = setUp({ pages: [{ visibilityState: 'hidden', focused: false }] })
  await host.take(pushed(alert()))
  await host.take(pushed(alert()))
  expect(shown.map(({ options }) => [options.tag, options.silent, options.renotify])).toEqual([
    ['alert-1', undefined, true],
    ['alert-1', true, false],
  ])
})

it('shows it in Safari even then, which forgives no silence', async () => {
  const { host, shown, seen } = setUp({
    userAgent: safari,
    pages: [{ visibilityState: 'visible', focused: true }],
  })
  await seen.claim(['n1'])
  await host.take(pushed(alert()))
  expect(shown).toMatchObject([{ options: { silent: true } }])
})

it('says honestly that something came which it cannot read, in the language of its user', async () => {
  const { host, shown, settings } = setUp()
  await host.take({ data: null })
  await host.take({
    data: {
      json() {
        throw new SyntaxError()
      },
    },
  })
  await settings.set(pushSetting, { language: 'ko' })
  await host.take(pushed({ something: 'else' }))
  expect(shown.map(({ options }) => options.lang)).toEqual(['en', 'en', 'ko'])
})

it('shows it though the server is out of reach and the icon takes no number', async () => {
  const { host, shown } = setUp({ answers: 503 })
  await host.take(pushed(alert()))
  expect(shown).toHaveLength(1)
})

it('leads to the instrument in the page in front, or else in a new one', async () => {
  const data = { path: '/i/BTCUSDT' }
  const open = setUp({
    pages: [
      { visibilityState: 'hidden', focused: false },
      { visibilityState: 'visible', focused: false },
    ],
  })
  await open.host.clicked({ action: '', data })
  expect(open.told).toEqual([{ page: 1, message: { type: 'go', path: '/i/BTCUSDT' } }])
  const closed = setUp()
  await closed.host.clicked({ action: 'open', data })
  expect(closed.opened).toEqual(['/i/BTCUSDT'])
})

it('pauses the alert where that was pressed, and opens it where it could not', async () => {
  const click = { action: 'pause', data: { path: '/i/BTCUSDT', alert: 'alert-0123456789' } }
  const { host, requests, opened } = setUp()
  await host.clicked(click)
  expect(requests).toEqual([
    {
      path: '/api/alerts/alert-0123456789',
      method: 'PATCH',
      body: { rule: { paused: true } },
    },
  ])
  expect(opened).toEqual([])
  const offline = setUp({ answers: 503 })
  await offline.host.clicked(click)
  expect(offline.opened).toEqual(['/i/BTCUSDT'])
})

it('takes a new subscription for one that the browser has dropped, and tells the server', async () => {
  const { host, settings, subscribed, requests } = setUp()
  const kept: KeptPush = {
    wanted: true,
    id: 'target-1',
    endpoint: 'https://push.example/old',
    language: 'zh-Hans',
    zone: 'Asia/Shanghai',
  }
  await settings.set(pushSetting, kept)
  await host.renew()
  expect(subscribed).toEqual([{ userVisibleOnly: true, applicationServerKey: 'server-key' }])
  expect(requests.at(-1)).toMatchObject({
    method: 'POST',
    body: { endpoint: 'https://push.example/new', language: 'zh-Hans', zone: 'Asia/Shanghai' },
  })
  const renewed = { ...kept, id: 'target-2', endpoint: 'https://push.example/new' }
  expect(await settings.get(pushSetting)).toEqual(renewed)
})

it('renews nothing that its user does not want any more', async () => {
  const { host, settings, requests } = setUp()
  await settings.set(pushSetting, { wanted: false })
  await host.renew()
  expect(requests).toEqual([])
})
