import { expect, it } from 'vitest'
import type { Notification } from '../../../shared/notification.ts'
import { type KeptNotifications, maxKeptNotifications } from '../notifications.ts'
import { maxSeen, type SeenNotifications } from '../seen-notifications.ts'

export function notification(sequence: number, patch: Partial<Notification> = {}): Notification {
  const id = `n${sequence}`
  return { id, sequence, at: sequence, readAt: undefined, event: { type: 'test' }, ...patch }
}

export function seenNotificationsContract(open: () => SeenNotifications): void {
  it('gives each to whoever claims it first', async () => {
    const seen = open()
    const both = await Promise.all([seen.claim(['a', 'b']), seen.claim(['b', 'c'])])
    expect(both).toEqual([['a', 'b'], ['c']])
    expect(await seen.claim(['a', 'b', 'c'])).toEqual([])
  })

  it('gives what is asked for twice at once only once', async () => {
    expect(await open().claim(['a', 'a'])).toEqual(['a'])
  })

  it('forgets the oldest', async () => {
    const seen = open()
    await seen.claim(['first'], 1)
    const rest = Array.from({ length: maxSeen }, (_, index) => `n${index}`)
    await seen.claim(rest, 2)
    expect(await seen.claim(['first'], 3)).toEqual(['first'])
    expect(await seen.claim([`n${maxSeen - 1}`], 3)).toEqual([])
  })
}

export function keptNotificationsContract(open: () => KeptNotifications): void {
  it('keeps them, the newest first, as they were known last', async () => {
    const kept = open()
    await kept.put([notification(1), notification(3)])
    await kept.put([notification(2), notification(1, { readAt: 9 })])
    expect(await kept.all()).toEqual([
      notification(3),
      notification(2),
      notification(1, { readAt: 9 }),
    ])
    await kept.clear()
    expect(await kept.all()).toEqual([])
  })

  it('keeps no more than the newest', async () => {
    const kept = open()
    const many = Array.from({ length: maxKeptNotifications + 5 }, (_, index) => notification(index))
    await kept.put(many)
    const all = await kept.all()
    expect([all.length, all.at(-1)?.sequence]).toEqual([maxKeptNotifications, 5])
  })
}
