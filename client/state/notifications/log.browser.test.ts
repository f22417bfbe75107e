import { createRoot } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { createMemorySettings } from '../../db/settings.ts'
import { createMemoryKeptNotifications } from '../../db/testing/memory-notifications.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { createLog } from './log.ts'
import { logged, standInLog } from './testing/log-server.ts'

const disposals: (() => void)[] = []
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
})

/** A device, which outlives its tabs. */
function device() {
  return { kept: createMemoryKeptNotifications(), settings: createMemorySettings() }
}

function open(server = standInLog(), stores = device()) {
  const news: LoggedNotification[] = []
  const log = createRoot((dispose) => {
    disposals.push(dispose)
    return createLog({
      ...stores,
      server: server.server,
      onNews: (added) => void news.push(...added),
    })
  })
  return { log, news, server, stores }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => logged(index + 1))
const sequences = ({ log }: ReturnType<typeof open>) => log.list().map(({ sequence }) => sequence)
const live = (notification: LoggedNotification) => ({ type: 'notification', notification }) as const

it('takes what comes, each once, the newest first', async () => {
  const tab = open()
  tab.server.add(...many(2))
  await tab.log.take(live(logged(1)))
  await tab.log.take(live(logged(2)))
  await tab.log.take(live(logged(2)))
  await tab.log.take(tab.server.standing())
  expect(sequences(tab)).toEqual([2, 1])
  expect(tab.news.map(({ id }) => id)).toEqual(['n1', 'n2'])
  expect(tab.log.unread()).toBe(2)
  expect(tab.server.asked).toEqual([])
})

it('asks for what came while nobody listened, and for no more than that', async () => {
  const server = standInLog()
  const stores = device()
  const before = open(server, stores)
  server.add(logged(1))
  await before.log.take(live(logged(1)))
  server.add(logged(2), logged(3))
  const after = open(server, stores)
  await after.log.take(server.standing())
  await after.log.take(server.standing())
  expect(server.asked).toEqual([{ since: 1, limit: 50 }])
  expect(sequences(after)).toEqual([3, 2, 1])
  expect(after.news.map(({ id }) => id)).toEqual(['n2', 'n3'])
})

it('is read a page at a time, without a gap', async () => {
  const tab = open()
  tab.server.add(...many(120))
  await tab.log.load()
  expect([tab.log.list().length, tab.log.phase()]).toEqual([
    50,
    { name: 'ready', more: true, older: 'idle' },
  ])
  await tab.log.older()
  await tab.log.older()
  expect(sequences(tab)).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index))
  expect(tab.log.phase()).toMatchObject({ more: false })
})

it('shows nothing below a gap: what the device keeps may be far below what has come since', async () => {
  const server = standInLog()
  const stores = device()
  server.add(...many(200))
  await stores.kept.put(many(5))
  const tab = open(server, stores)
  await tab.log.take(server.standing())
  expect(sequences(tab)).toEqual(Array.from({ length: 50 }, (_, index) => 200 - index))
})

it('shows what the device keeps where the server is out of reach', async () => {
  const server = standInLog()
  const stores = device()
  await stores.kept.put(many(3))
  server.state.isReachable = false
  const tab = open(server, stores)
  await tab.log.load()
  expect(sequences(tab)).toEqual([3, 2, 1])
  expect(tab.log.phase()).toEqual({ name: 'failed', isOffline: true })
  server.state.isReachable = true
  server.add(...many(3))
  await tab.log.load()
  expect(tab.log.phase()).toMatchObject({ name: 'ready', more: false })
})

it('is read in the other tab too, at once', async () => {
  const server = standInLog()
  const [here, there] = [open(server), open(server)]
  server.add(logged(1))
  for (const { log } of [here, there]) {
    await log.take(live(logged(1)))
    await log.take(server.standing())
  }
  await here.log.read()
  expect([here.log.unread(), server.reads]).toEqual([0, [1]])
  await waitFor(() => expect(there.log.unread()).toBe(0))
  expect(there.log.list().filter(there.log.isUnread)).toEqual([])
})

it('tells the server later what was read while it was out of reach', async () => {
  const server = standInLog()
  const stores = device()
  const tab = open(server, stores)
  server.add(logged(1))
  await tab.log.take(live(logged(1)))
  await tab.log.take(server.standing())
  server.state.isReachable = false
  await tab.log.read()
  expect([tab.log.unread(), server.reads]).toEqual([0, []])
  server.state.isReachable = true
  const next = open(server, stores)
  await next.log.take(server.standing())
  expect([next.log.unread(), server.reads]).toEqual([0, [1]])
})

it('forgets what was another user’s', async () => {
  const server = standInLog()
  const stores = device()
  const tab = open(server, stores)
  server.add(...many(2))
  await tab.log.take(server.standing())
  expect(tab.log.list()).toHaveLength(2)
  const other = standInLog('bert')
  await tab.log.take(other.standing())
  expect(tab.log.list()).toEqual([])
  expect(await stores.kept.all()).toEqual([])
})

it('learns how one was delivered, and keeps that when a copy comes without it', async () => {
  const tab = open()
  await tab.log.take(live(logged(1)))
  const delivery = { channel: 'push', to: 'Phone', state: 'received', attempts: 1, at: 1 } as const
  tab.server.add(logged(1, { deliveries: [{ ...delivery, trouble: undefined }] }))
  const [one] = tab.log.list()
  if (one) await tab.log.look(one)
  await tab.log.take(live(logged(1)))
  expect(tab.log.get('n1')?.deliveries).toMatchObject([delivery])
})
