import { expect, it } from 'vitest'
import type { Notification } from '../../shared/notification.ts'
import type { LiveMessage, LivePrice, LiveStatus, Transition } from '../engine/live.ts'
import { createOutbox } from './outbox.ts'

const price = (symbol: string, sequence: number) =>
  ({ symbol, venue: 'BINANCE', sequence }) as LivePrice
const prices = (list: LivePrice[], about = {}): LiveMessage => ({
  type: 'prices',
  prices: list,
  replace: false,
  cached: false,
  ...about,
})
const transition = (at: number) => ({ at, reason: { type: 'answered' } }) as Transition

it('keeps only the newest state of each instrument for a page that does not read', () => {
  const outbox = createOutbox()
  for (let i = 0; i < 10_000; i++) outbox.add(prices([price('A', i), price('B', i)]))
  expect(outbox.take()).toEqual([prices([price('A', 9_999), price('B', 9_999)])])
  expect(outbox.isEmpty()).toBe(true)
  expect(outbox.take()).toEqual([])
})

it('forgets what a replacement has replaced', () => {
  const outbox = createOutbox()
  outbox.add(prices([price('A', 1)]))
  outbox.add(prices([price('B', 2)], { replace: true }))
  outbox.add(prices([price('B', 3), price('C', 3)]))
  expect(outbox.take()).toEqual([prices([price('B', 3), price('C', 3)], { replace: true })])
})

it('says that nothing is known any more, even where there are no rows to tell it by', () => {
  const outbox = createOutbox()
  outbox.add(prices([], { replace: true }))
  expect(outbox.isEmpty()).toBe(false)
  expect(outbox.take()).toEqual([prices([], { replace: true })])
})

it('keeps the newest status and a bounded number of transitions, and the greeting first', () => {
  const outbox = createOutbox()
  const status = (cursor: string): LiveMessage => ({
    type: 'status',
    status: { cursor } as LiveStatus,
  })
  outbox.add(status('a.1'))
  outbox.add({ type: 'hello', worker: 'w', version: '1', host: 'service' })
  outbox.add(status('a.2'))
  for (let i = 0; i < 300; i++) outbox.add({ type: 'transitions', transitions: [transition(i)] })
  const [first, transitions, last] = outbox.take()
  expect(first?.type).toBe('hello')
  expect(transitions?.type === 'transitions' && transitions.transitions.length).toBe(200)
  expect(last).toEqual(status('a.2'))
})

it('keeps the newest notifications, within bounds, and the newest standing after them', () => {
  const outbox = createOutbox()
  const told = (sequence: number) => ({ id: `n${sequence}`, sequence }) as Notification
  for (let n = 1; n <= 300; n++) {
    outbox.add({ type: 'notice', notice: { type: 'notification', notification: told(n) } })
    const standing = { user: 'anna', newest: n, unread: n, upTo: 0, records: 0 }
    outbox.add({ type: 'notice', notice: { type: 'standing', ...standing } })
  }
  const notices = outbox.take().flatMap((each) => (each.type === 'notice' ? [each.notice] : []))
  expect(notices).toHaveLength(51)
  expect(notices[0]).toMatchObject({ notification: { sequence: 251 } })
  expect(notices.at(-1)).toMatchObject({ type: 'standing', newest: 300 })
  expect(outbox.isEmpty()).toBe(true)
})
