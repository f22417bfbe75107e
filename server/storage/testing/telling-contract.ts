import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { target } from './alerts.ts'
import type { Place } from './storage-contract.ts'
import { anna, ben, join } from './users.ts'

/** What every storage does for telling people of what has happened. */
export function tellingContract(place: () => Promise<Place>): void {
  async function opened(here?: Place): Promise<Storage> {
    const storage = await (here ?? (await place())).open()
    await join(storage, anna, ben)
    return storage
  }
  const desk = { id: 'anna-desk', hash: 'desk', device: 'Chrome on Windows' }

  describe('notifications', () => {
    it('are read up to one, and counted while they are not', async () => {
      const storage = await opened()
      const { notifications } = storage.alerts
      for (const id of ['n1', 'n2', 'n3']) {
        await notifications.add(anna, { id, at: 5, event: { type: 'test' } })
      }
      await notifications.read(anna, { sequence: 2, now: 9 })
      expect(await notifications.unread(anna)).toBe(1)
      expect(await notifications.unread(ben)).toBe(0)
      const newest = await notifications.before(anna, { sequence: undefined, limit: 2 })
      expect(newest.map(({ id, readAt }) => [id, readAt])).toEqual([
        ['n3', undefined],
        ['n2', 9],
      ])
      const older = await notifications.before(anna, { sequence: 2, limit: 2 })
      expect(older.map(({ id }) => id)).toEqual(['n1'])
      expect(await notifications.prune({ before: 6, limit: 2 })).toBe(2)
      await storage.close()
    })
  })

  describe('the outbox', () => {
    async function withParcel() {
      const here = await place()
      const storage = await opened(here)
      await storage.alerts.targets.put(target('t1', anna), { max: 9 })
      await storage.alerts.notifications.add(anna, { id: 'n1', at: 10, event: { type: 'test' } })
      return { here, storage, ...storage.alerts }
    }
    const parcel = { notification: 'n1', target: 't1' }

    it('gives a parcel to one, and to another only when that one has not answered in time', async () => {
      const { storage, outbox } = await withParcel()
      expect(await outbox.nextDueAt()).toBe(10)
      expect(await outbox.take({ now: 9, leaseMs: 5, limit: 9 })).toEqual([])
      const takes = await Promise.all(
        [1, 2].map(() => outbox.take({ now: 10, leaseMs: 5, limit: 9 })),
      )
      expect(takes.flat()).toHaveLength(1)
      expect(takes.flat()[0]).toMatchObject({
        user: anna,
        notification: { id: 'n1' },
        target: { id: 't1', address: 'https://push.example/1' },
        attempts: 1,
      })
      expect(await outbox.take({ now: 14, leaseMs: 5, limit: 9 })).toEqual([])
      expect(await outbox.take({ now: 15, leaseMs: 5, limit: 9 })).toMatchObject([{ attempts: 2 }])
      await storage.close()
    })

    it('gives what a server has left behind to the next, at once', async () => {
      const { here, storage, outbox } = await withParcel()
      await outbox.take({ now: 10, leaseMs: 60_000, limit: 9 })
      await storage.close()
      const next = await here.open()
      const take = () => next.alerts.outbox.take({ now: 11, leaseMs: 60_000, limit: 9 })
      expect(await take()).toMatchObject([{ notification: { id: 'n1' }, attempts: 2 }])
      expect(await take()).toEqual([])
      await next.alerts.outbox.settle([{ ...parcel, outcome: { type: 'sent' }, at: 12 }])
      await next.close()
      const last = await here.open()
      expect(await last.alerts.outbox.take({ now: 13, leaseMs: 5, limit: 9 })).toEqual([])
      await last.close()
    })

    it('tells how each was delivered', async () => {
      const { storage, outbox, targets } = await withParcel()
      await outbox.take({ now: 10, leaseMs: 5, limit: 9 })
      const trouble = { code: 'busy', status: 429 } as const
      const retry = { type: 'retry', dueAt: 60, trouble } as const
      await outbox.settle([{ ...parcel, outcome: retry, at: 11 }])
      const state = async () => (await outbox.deliveries(anna, ['n1'])).get('n1')
      expect(await state()).toEqual([
        {
          channel: 'push',
          to: 'Firefox on Linux',
          state: 'waiting',
          attempts: 1,
          at: 11,
          trouble,
        },
      ])
      expect((await targets.of(anna))[0]?.failingSince).toBe(11)
      expect(await outbox.nextDueAt()).toBe(60)
      await outbox.take({ now: 60, leaseMs: 5, limit: 9 })
      await outbox.settle([{ ...parcel, outcome: { type: 'sent' }, at: 61 }])
      expect((await targets.of(anna))[0]).toMatchObject({ failingSince: undefined, takenAt: 61 })
      await outbox.received(ben, { ...parcel, now: 62 })
      expect(await state()).toMatchObject([{ state: 'sent', attempts: 2 }])
      await outbox.received(anna, { ...parcel, now: 62 })
      expect(await state()).toMatchObject([{ state: 'received', at: 62, trouble: undefined }])
      expect(await outbox.nextDueAt()).toBeUndefined()
      expect((await outbox.deliveries(ben, ['n1'])).get('n1')).toBeUndefined()
      await storage.close()
    })

    it('settles many at once, and knows of a target what came last', async () => {
      const { storage, outbox, targets, notifications } = await withParcel()
      for (const id of ['n2', 'n3']) {
        await notifications.add(anna, { id, at: 10, event: { type: 'test' } })
      }
      await outbox.take({ now: 10, leaseMs: 5, limit: 9 })
      const trouble = { code: 'pace' } as const
      await outbox.settle([
        { ...parcel, outcome: { type: 'failed', trouble }, at: 11 },
        { notification: 'n2', target: 't1', outcome: { type: 'sent' }, at: 12 },
        {
          notification: 'n3',
          target: 't1',
          outcome: { type: 'later', dueAt: 70, trouble },
          at: 13,
        },
      ])
      const found = await outbox.deliveries(anna, ['n1', 'n2', 'n3'])
      expect([...found.values()].flat().map(({ state, at }) => [state, at])).toEqual([
        ['failed', 11],
        ['sent', 12],
        ['waiting', 13],
      ])
      expect(await targets.of(anna)).toMatchObject([{ takenAt: 12, failingSince: undefined }])
      await storage.close()
    })

    it('drops what waits for a target that is no more', async () => {
      const { storage, outbox, targets, notifications } = await withParcel()
      await notifications.add(anna, { id: 'n2', at: 10, event: { type: 'test' } })
      await outbox.take({ now: 10, leaseMs: 5, limit: 1 })
      const gone = { type: 'gone', trouble: { code: 'subscription-ended', status: 410 } } as const
      await outbox.settle([{ ...parcel, outcome: gone, at: 11 }])
      expect(await targets.of(anna)).toEqual([])
      expect(await outbox.take({ now: 99, leaseMs: 5, limit: 9 })).toEqual([])
      const states = await outbox.deliveries(anna, ['n1', 'n2'])
      expect([...states.values()].flat().map(({ state }) => state)).toEqual(['gone', 'gone'])
      await storage.close()
    })

    it('counts no attempt that was put off or withheld, and blames no target for it', async () => {
      const { storage, outbox, targets } = await withParcel()
      await outbox.take({ now: 10, leaseMs: 5, limit: 9 })
      const later = { type: 'later', dueAt: 70, trouble: { code: 'quiet-hours' } } as const
      await outbox.settle([{ ...parcel, outcome: later, at: 11 }])
      expect(await outbox.nextDueAt()).toBe(70)
      expect(await outbox.take({ now: 70, leaseMs: 5, limit: 9 })).toMatchObject([{ attempts: 1 }])
      const trouble = { code: 'switched-off' } as const
      await outbox.settle([{ ...parcel, outcome: { type: 'withheld', trouble }, at: 71 }])
      const [delivery] = (await outbox.deliveries(anna, ['n1'])).get('n1') ?? []
      expect(delivery).toMatchObject({ state: 'failed', attempts: 1, trouble })
      expect(await targets.of(anna)).toMatchObject([{ failingSince: undefined }])
      await storage.close()
    })

    it('sends what waits for a browser to its new address', async () => {
      const { storage, outbox, targets, notifications } = await withParcel()
      const phone = (address: string) => ({ session: 'anna-phone', address })
      await targets.put(target('t8', anna, phone('https://push.example/8')), { max: 9 })
      await notifications.add(anna, { id: 'n2', at: 10, event: { type: 'test' } })
      const renewed = target('t9', anna, phone('https://push.example/9'))
      expect(await targets.put(renewed, { max: 2 })).toEqual({ id: 't8' })
      const taken = await outbox.take({ now: 10, leaseMs: 5, limit: 9 })
      const of = taken.filter(({ notification }) => notification.id === 'n2')
      const addresses = of.map(({ target }) => target.address).sort()
      expect(addresses).toEqual(['https://push.example/1', 'https://push.example/9'])
      await storage.close()
    })

    it('drops what waits for a device that was signed out', async () => {
      const { storage, outbox, targets, notifications } = await withParcel()
      const ours = { session: 'anna-phone', address: 'https://push.example/9' }
      await targets.put(target('t9', anna, ours), { max: 9 })
      await notifications.add(anna, { id: 'n2', at: 10, event: { type: 'test' } })
      await storage.accounts.sessions.add(anna, desk, 5)
      await storage.accounts.sessions.end(anna, 'anna-phone')
      const taken = await outbox.take({ now: 10, leaseMs: 5, limit: 9 })
      expect(taken.map(({ target }) => target.id)).toEqual(['t1', 't1'])
      expect(await outbox.take({ now: 14, leaseMs: 5, limit: 9 })).toEqual([])
      const states = (await outbox.deliveries(anna, ['n2'])).get('n2')
      expect(states?.map(({ state }) => state).sort()).toEqual(['gone', 'waiting'])
      await storage.close()
    })
  })

  it('says how the logs of sessions stand, and nothing of one that has ended', async () => {
    const storage = await opened()
    const { accounts, alerts } = storage
    const standing = async () => {
      const found = await alerts.notifications.standings(['anna-phone', 'ben-phone', 'nobody'])
      return Object.fromEntries(found)
    }
    const none = { newest: 0, unread: 0, upTo: 0, records: 0 }
    const ofBen = { 'ben-phone': { user: ben, ...none } }
    expect(await standing()).toEqual({ 'anna-phone': { user: anna, ...none }, ...ofBen })
    for (const id of ['n1', 'n2', 'n3']) {
      await alerts.notifications.add(anna, { id, at: 10, event: { type: 'test' } })
    }
    await alerts.notifications.read(anna, { sequence: 2, now: 20 })
    const record = { kind: 'entry', id: 'e1', changedAt: 1, deleted: false, value: '1' }
    await accounts.records.put(anna, [record], { maxRecords: 9 })
    const ofAnna = { user: anna, newest: 3, unread: 1, upTo: 2, records: 1 }
    expect(await standing()).toEqual({ 'anna-phone': ofAnna, ...ofBen })
    await alerts.notifications.read(anna, { sequence: 3, now: 30 })
    expect(await standing()).toMatchObject({ 'anna-phone': { unread: 0, upTo: 3 } })
    await accounts.sessions.end(anna, 'anna-phone')
    expect(await standing()).toEqual(ofBen)
    expect(await alerts.notifications.standings([])).toEqual(new Map())
    await storage.close()
  })

  it('notes that an open page has it, once, and of one’s own alone', async () => {
    const storage = await opened()
    const { notifications, outbox } = storage.alerts
    await notifications.add(anna, { id: 'n1', at: 10, event: { type: 'test' } })
    const what = { notification: 'n1', session: 'anna-phone', device: 'Firefox', now: 20 }
    await outbox.heard(ben, what)
    await outbox.heard(anna, { ...what, notification: 'n9' })
    expect(await outbox.deliveries(anna, ['n1', 'n9'])).toEqual(new Map())
    await outbox.heard(anna, what)
    await outbox.heard(anna, { ...what, now: 30 })
    const heard = { channel: 'live', to: 'Firefox', state: 'received', attempts: 1, at: 20 }
    expect((await outbox.deliveries(anna, ['n1'])).get('n1')).toMatchObject([heard])
    expect(await outbox.nextDueAt()).toBeUndefined()
    await storage.close()
  })

  it('gives a browser to who has subscribed with it last', async () => {
    const storage = await opened()
    const { targets } = storage.alerts
    expect(await targets.put(target('t1', anna), { max: 1 })).toEqual({ id: 't1' })
    const again = target('t2', anna, { keys: '{"n":2}' })
    expect(await targets.put(again, { max: 1 })).toEqual({ id: 't1' })
    expect(await targets.of(anna)).toMatchObject([{ id: 't1', keys: '{"n":2}' }])
    const other = target('t3', anna, { address: 'https://b' })
    expect(await targets.put(other, { max: 1 })).toBe('full')
    expect(await targets.put(target('t4', ben), { max: 1 })).toEqual({ id: 't4' })
    expect(await targets.of(anna)).toEqual([])
    expect(await targets.remove(anna, 't4', { now: 5 })).toBe(false)
    expect(await targets.remove(ben, 't4', { now: 5 })).toBe(true)
    await storage.close()
  })

  it('lets no browser renew what was removed from another device, until somebody there asks', async () => {
    const storage = await opened()
    const { targets } = storage.alerts
    const renewal = { max: 9, renews: true }
    const phone = target('t1', anna, { session: 'anna-phone' })
    expect(await targets.put(phone, renewal)).toEqual({ id: 't1' })
    await targets.remove(anna, 't1', { now: 5, by: 'anna-phone' })
    expect(await targets.put(phone, renewal)).toEqual({ id: 't1' })
    await targets.remove(anna, 't1', { now: 6, by: 'anna-desk' })
    expect(await targets.put(phone, renewal)).toBe('ended')
    expect(await targets.of(anna)).toEqual([])
    expect(await targets.put(phone, { max: 9 })).toEqual({ id: 't1' })
    expect(await targets.put(phone, renewal)).toEqual({ id: 't1' })
    await storage.close()
  })
}
