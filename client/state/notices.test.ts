import { expect, it } from 'vitest'
import type { Notice } from '../../shared/notice.ts'
import type { Notification } from '../../shared/notification.ts'
import { makeNotices } from './notices.ts'

const told = (sequence: number): Notice => ({
  type: 'notification',
  notification: { id: `n${sequence}`, sequence } as Notification,
})
const standing = (newest: number): Notice => ({
  ...{ type: 'standing', user: 'anna', newest, unread: 0, upTo: 0, records: 0 },
})
const message = (notice: Notice) => ({ type: 'notice', notice }) as const

it('keeps what came before anybody listened for the first who does, within bounds', () => {
  const notices = makeNotices()
  for (let n = 1; n <= 100; n++) notices.apply([message(told(n)), message(standing(n))])
  const first: Notice[] = []
  notices.onNotice((notice) => first.push(notice))
  expect(first).toHaveLength(21)
  expect(first.slice(-2)).toEqual([told(100), standing(100)])
  const second: Notice[] = []
  notices.onNotice((notice) => second.push(notice))
  expect(second).toEqual([standing(100)])
})

it('tells every listener until it stops', () => {
  const notices = makeNotices()
  const heard: Notice[] = []
  const stop = notices.onNotice((notice) => heard.push(notice))
  notices.apply([{ type: 'drain' }, message(told(1)), message({ type: 'session-ended' })])
  stop()
  notices.apply([message(told(2))])
  expect(heard).toEqual([told(1), { type: 'session-ended' }])
})

it('tells of the standing alone, without taking what waits for the first listener', () => {
  const notices = makeNotices()
  const standings: Notice[] = []
  const stop = notices.onStanding((notice) => standings.push(notice))
  notices.apply([message(told(1)), message(standing(1)), message({ type: 'session-ended' })])
  expect(standings).toEqual([standing(1), { type: 'session-ended' }])
  stop()
  notices.apply([message(standing(2))])
  expect(standings).toHaveLength(2)
  const heard: Notice[] = []
  notices.onNotice((notice) => heard.push(notice))
  expect(heard).toEqual([told(1), standing(2)])
})
