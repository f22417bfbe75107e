import { expect, it } from 'vitest'
import type { Notice } from '../../shared/notice.ts'
import type { LiveMessage } from './live.ts'
import { createNotices, type Told } from './notices.ts'
import { createModelLog } from './testing/model-log.ts'
import { createVirtualTime } from './testing/virtual-time.ts'
import { createTimers } from './timers.ts'

/** One worker's life: what is told, and what the device keeps, outlive it. */
async function setUp(kept?: Told, log = createModelLog()) {
  log.kept ??= kept
  const time = createVirtualTime(3)
  const timers = createTimers(time)
  const heard: Notice[] = []
  const audience = {
    size: 1,
    tell(message: LiveMessage) {
      if (message.type === 'notice') heard.push(message.notice)
    },
  }
  const notices = createNotices({ audience, log, store: log.store, timers })
  await notices.recalled
  const stand = (user = 'anna', newest = log.notifications.length) => {
    notices.take({ type: 'standing', user, newest, unread: newest, upTo: 0, records: 0 })
    return time.advance(0)
  }
  const tell = (notification = log.add()) => {
    notices.take({ type: 'notification', notification })
    return time.advance(0)
  }
  const ids = () =>
    heard.flatMap((each) => (each.type === 'notification' ? [each.notification.id] : []))
  return { log, time, timers, heard, audience, notices, stand, tell, ids }
}

it('takes what there was before for no news, and tells what comes from then on', async () => {
  const { log, stand, tell, ids, heard } = await setUp()
  log.add(3)
  await stand()
  expect(heard).toMatchObject([{ type: 'standing', newest: 3 }])
  await tell()
  expect(ids()).toEqual(['n4'])
  expect(log).toMatchObject({ reads: 0, confirmed: ['n4'], kept: { user: 'anna', sequence: 4 } })
})

it('reads what was missed while it was away, in order, and confirms only the newest', async () => {
  const log = createModelLog()
  log.add(130)
  const { stand, ids } = await setUp({ user: 'anna', sequence: 5 }, log)
  await stand()
  expect(ids()).toEqual(Array.from({ length: 125 }, (_, n) => `n${n + 6}`))
  expect(log.kept).toEqual({ user: 'anna', sequence: 130 })
  expect(log.confirmed.slice(-2)).toEqual(['n129', 'n130'])
  expect(log.confirmed.length).toBeLessThan(20)
})

it('tells nothing twice that comes twice, over whatever connection', async () => {
  const { log, stand, tell, ids } = await setUp()
  await stand()
  const first = log.add()
  await tell(first)
  await stand()
  await tell(first)
  const second = log.add()
  await Promise.all([stand(), tell(second), tell(second)])
  expect(ids()).toEqual(['n1', 'n2'])
})

it('reads once more for what came while it read, whether it heard of it or only of the number', async () => {
  const { log, stand, tell, ids } = await setUp()
  await stand()
  log.add(2)
  const reading = [stand()]
  // The answer of the log is on its way already.
  reading.push(tell(log.add()))
  log.add()
  reading.push(stand())
  await Promise.all(reading)
  expect(ids()).toEqual(['n1', 'n2', 'n3', 'n4'])
})

it('reads on where one was missed in between', async () => {
  const { log, stand, tell, ids } = await setUp()
  await stand()
  log.add(2)
  await tell()
  expect(ids()).toEqual(['n1', 'n2', 'n3'])
  expect(log.reads).toBe(1)
})

it('is told by the next worker what this one has not told', async () => {
  const { log, notices, stand } = await setUp()
  await stand()
  log.isThere = false
  log.add(2)
  await stand()
  notices.stop()
  log.isThere = true
  const next = await setUp(undefined, log)
  await next.stand()
  expect(next.ids()).toEqual(['n1', 'n2'])
})

it('tells nothing while no page is there, and all of it when one comes', async () => {
  const { audience, stand, tell, ids } = await setUp()
  await stand()
  audience.size = 0
  await tell()
  expect(ids()).toEqual([])
  audience.size = 1
  await stand()
  expect(ids()).toEqual(['n1'])
})

it('tries again for a while where the log can’t be read, and then waits for the next word', async () => {
  const { log, time, timers, stand, ids } = await setUp()
  await stand()
  log.isThere = false
  log.add()
  await stand()
  await time.advance(600_000)
  expect(log.reads).toBe(4)
  expect(timers.has('notices')).toBe(false)
  log.isThere = true
  await stand()
  expect(ids()).toEqual(['n1'])
})

it('begins anew where the device has become somebody else’s', async () => {
  const log = createModelLog()
  log.add(9)
  const { stand, tell, ids } = await setUp({ user: 'ben', sequence: 2 }, log)
  await stand()
  expect(ids()).toEqual([])
  await tell()
  expect(ids()).toEqual(['n10'])
})

it('goes on past what was removed from the log', async () => {
  const log = createModelLog()
  log.add(9)
  log.notifications.splice(0, 8)
  const { stand, ids } = await setUp({ user: 'anna', sequence: 1 }, log)
  await stand('anna', 9)
  expect(ids()).toEqual(['n9'])
  expect(log.kept).toEqual({ user: 'anna', sequence: 9 })
})

it('greets a page with how things stand, or with the end of the session', async () => {
  const { notices, stand } = await setUp()
  const greeted: LiveMessage[] = []
  notices.greet((message) => greeted.push(message))
  await stand()
  notices.greet((message) => greeted.push(message))
  notices.take({ type: 'session-ended' })
  notices.greet((message) => greeted.push(message))
  expect(greeted).toMatchObject([
    { notice: { type: 'standing' } },
    { notice: { type: 'session-ended' } },
  ])
})

it('does without a memory that fails', async () => {
  const log = createModelLog()
  log.store = {
    load: () => Promise.reject(new Error('blocked')),
    save: () => Promise.reject(new Error('full')),
  }
  const { stand, tell, ids } = await setUp(undefined, log)
  await stand()
  await tell()
  expect(ids()).toEqual(['n1'])
})
