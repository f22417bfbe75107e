import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Notice, Standing } from '../../shared/notice.ts'
import type { Notification } from '../../shared/notification.ts'
import { makeNotices } from './notices.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Logs by user, and whose session is whose, as a database has them. */
function setUp({ everyMs = 2_000 } = {}) {
  const logs = new Map<string, Notification[]>()
  const users = new Map<string, string>([
    ['phone', 'anna'],
    ['desk', 'anna'],
    ['other', 'ben'],
  ])
  const unread = new Map<string, number>()
  const database = { isThere: true, reads: 0, looks: 0, hangs: false, onLook() {} }
  const troubles: unknown[] = []

  async function reach(): Promise<void> {
    if (database.hangs) await new Promise(() => {})
    if (!database.isThere) throw new Error('out of reach')
  }
  const notices = makeNotices({
    sessions: {
      async of(incoming) {
        await reach()
        const id = incoming.headers.cookie ?? ''
        const user = users.get(id)
        return user === undefined ? undefined : { id, user, device: 'Firefox', createdAt: 0 }
      },
    },
    notifications: {
      async standings(sessions) {
        database.looks++
        await reach()
        const found = new Map<string, Standing>()
        for (const session of sessions) {
          const user = users.get(session)
          if (user === undefined) continue
          const newest = logs.get(user)?.at(-1)?.sequence ?? 0
          const left = unread.get(user) ?? newest
          found.set(session, { user, newest, unread: left, upTo: newest - left, records: 0 })
        }
        // Somebody else is faster than the one who has looked.
        const { onLook } = database
        database.onLook = () => {}
        onLook()
        return found
      },
      async since(user, { sequence, limit }) {
        database.reads++
        await reach()
        const log = logs.get(user) ?? []
        return log.filter((each) => each.sequence > sequence).slice(0, limit)
      },
    },
    everyMs,
    onTrouble: (err) => troubles.push(err),
  })

  function add(user: string, count = 1): void {
    const log = logs.get(user) ?? []
    for (let n = 0; n < count; n++) {
      const sequence = log.length + 1
      const about = { at: 0, readAt: undefined, event: { type: 'test' } as const }
      log.push({ id: `${user} ${sequence}`, sequence, ...about })
    }
    logs.set(user, log)
  }

  /** A connection, which notes what it hears and whether it reads. */
  function open(id: string, since?: number) {
    const heard: Notice[] = []
    const listener = {
      reads: true,
      ready: () => listener.reads,
      tell: (notice: Notice) => heard.push(notice),
    }
    const stop = notices.follow({ id, user: users.get(id) ?? '' }, listener, since)
    const sequences = () =>
      heard.flatMap((each) => (each.type === 'notification' ? [each.notification.sequence] : []))
    return { heard, listener, stop, sequences }
  }
  return { notices, logs, database, troubles, users, unread, add, open }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

it('tells how the log stands, and then what is new, to each device of the user alone', async () => {
  const { notices, add, open, database } = setUp()
  add('anna', 3)
  const [phone, desk, other] = [open('phone'), open('desk'), open('other')]
  await settle()
  expect(phone.heard).toMatchObject([{ type: 'standing', newest: 3, unread: 3, upTo: 0 }])
  add('anna')
  notices.stir('anna')
  await settle()
  for (const { heard } of [phone, desk]) {
    expect(heard.slice(1)).toMatchObject([
      { type: 'notification', notification: { id: 'anna 4' } },
      { type: 'standing', newest: 4 },
    ])
  }
  expect(database.reads).toBe(1)
  expect(other.heard).toHaveLength(1)
})

it('goes on from where a connection was, in order and without a gap', async () => {
  const { add, open } = setUp()
  add('anna', 120)
  const phone = open('phone', 5)
  await settle()
  expect(phone.sequences()).toEqual(Array.from({ length: 115 }, (_, n) => n + 6))
  const ahead = open('desk', 999)
  await settle()
  expect(ahead.heard).toMatchObject([{ type: 'standing', newest: 120 }])
})

it('sees what another server has done by the next look', async () => {
  const { add, open, unread } = setUp({ everyMs: 2_000 })
  const phone = open('phone')
  await settle()
  add('anna')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(phone.sequences()).toEqual([1])
  unread.set('anna', 0)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(phone.heard.at(-1)).toMatchObject({ type: 'standing', unread: 0, upTo: 1 })
  const told = phone.heard.length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(phone.heard).toHaveLength(told)
})

it('tells no standing that is behind what it has told', async () => {
  const { notices, add, open, database } = setUp()
  const phone = open('phone')
  await settle()
  add('anna')
  database.onLook = () => add('anna')
  notices.stir('anna')
  await settle()
  expect(phone.sequences()).toEqual([1])
  expect(phone.heard.at(-1)).toMatchObject({ type: 'standing', newest: 1 })
  notices.stir('anna')
  await settle()
  expect(phone.sequences()).toEqual([1, 2])
})

it('goes on past what was removed from the log', async () => {
  const { add, open, logs } = setUp()
  add('anna', 200)
  logs.get('anna')?.splice(0, 120)
  const phone = open('phone', 5)
  await settle()
  expect(phone.sequences()).toHaveLength(80)
  expect(phone.heard.at(-1)).toMatchObject({
    type: 'notification',
    notification: { sequence: 200 },
  })
})

it('queues nothing for a reader that is slow, and loses nothing', async () => {
  const { notices, add, open } = setUp({ everyMs: 60_000 })
  const phone = open('phone')
  await settle()
  phone.listener.reads = false
  add('anna', 70)
  notices.stir('anna')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(phone.sequences()).toEqual([])
  phone.listener.reads = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(phone.sequences()).toHaveLength(70)
  expect(phone.heard.at(-1)).toMatchObject({ type: 'standing', newest: 70 })
})

it('tells the session that has ended so, once, and nothing after it', async () => {
  const { notices, add, open, users } = setUp()
  const phone = open('phone')
  await settle()
  users.delete('phone')
  notices.stir('anna')
  await settle()
  expect(phone.heard.at(-1)).toEqual({ type: 'session-ended' })
  add('anna')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(phone.heard).toHaveLength(2)
})

it('goes over to the log of the user that a login has made of them', async () => {
  const { notices, add, open, users } = setUp()
  add('ben', 9)
  const phone = open('phone')
  await settle()
  users.set('phone', 'ben')
  notices.stir('anna')
  await settle()
  expect(phone.heard.at(-1)).toMatchObject({ type: 'standing', user: 'ben', newest: 9 })
  expect(phone.sequences()).toEqual([])
  add('ben')
  notices.stir('ben')
  await settle()
  expect(phone.sequences()).toEqual([10])
})

it('goes on when a database that was out of reach is back', async () => {
  const { notices, add, open, database, troubles } = setUp({ everyMs: 60_000 })
  const phone = open('phone')
  await settle()
  database.isThere = false
  add('anna')
  notices.stir('anna')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(phone.sequences()).toEqual([])
  expect(troubles.length).toBeGreaterThan(1)
  database.isThere = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(phone.sequences()).toEqual([1])
})

it('asks again who somebody is, where that could not be told', async () => {
  const { notices, database } = setUp()
  database.isThere = false
  const heard: Notice[] = []
  const listener = { ready: () => true, tell: (notice: Notice) => heard.push(notice) }
  const stop = notices.listen(from('phone'), listener)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(heard).toEqual([])
  database.isThere = true
  await vi.advanceTimersByTimeAsync(5_000)
  expect(heard).toMatchObject([{ type: 'standing', user: 'anna' }])
  stop()
  expect(vi.getTimerCount()).toBe(0)
})

it('waits for a standing no longer than a price may', async () => {
  const { notices, add, database } = setUp()
  add('anna')
  expect(await notices.standing(from('phone'))).toMatchObject({ user: 'anna', newest: 1 })
  expect(await notices.standing(from(undefined))).toBeUndefined()
  expect(await notices.standing(from('nobody'))).toBeUndefined()
  database.isThere = false
  expect(await notices.standing(from('phone'))).toBeUndefined()
  database.hangs = true
  const late = notices.standing(from('phone'))
  await vi.advanceTimersByTimeAsync(250)
  expect(await late).toBeUndefined()
})

it('looks at nothing, and has no timer, while nobody follows', async () => {
  const { open, database } = setUp()
  const phone = open('phone')
  await vi.advanceTimersByTimeAsync(4_000)
  phone.stop()
  const { looks } = database
  await vi.advanceTimersByTimeAsync(60_000)
  expect(database.looks).toBe(looks)
  expect(vi.getTimerCount()).toBe(0)
})

function from(cookie: string | undefined): IncomingMessage {
  const incoming = new IncomingMessage(new Socket())
  if (cookie !== undefined) incoming.headers.cookie = cookie
  return incoming
}
