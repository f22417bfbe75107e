import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { alert, firing, target } from './alerts.ts'
import type { Place } from './storage-contract.ts'
import { anna, ben, join, owned } from './users.ts'

/** What every storage does for who people are. */
export function accountsContract(place: () => Promise<Place>): void {
  async function opened(): Promise<Storage> {
    const storage = await (await place()).open()
    await join(storage, anna, ben)
    return storage
  }
  const room = { maxRecords: 100 }

  describe('sessions', () => {
    it('knows a session by its hash until it is ended, and a new one by the new hash alone', async () => {
      const storage = await opened()
      const { sessions } = storage.accounts
      const session = await sessions.find('hash of anna')
      expect(session).toEqual({
        id: 'anna-phone',
        user: anna,
        createdAt: 1_000,
        seenAt: 1_000,
        device: 'Firefox on Linux',
      })
      await sessions.seen('anna-phone', 5_000)
      expect((await sessions.of(anna)).map(({ seenAt }) => seenAt)).toEqual([5_000])
      expect(await sessions.renew('anna-phone', { hash: 'new' })).toBe(true)
      expect(await sessions.find('hash of anna')).toBeUndefined()
      expect((await sessions.find('new'))?.user).toBe(anna)
      expect(await sessions.end(ben, 'anna-phone')).toBeUndefined()
      expect(await sessions.end(anna, 'anna-phone')).toEqual({ alerts: [] })
      expect(await sessions.find('new')).toBeUndefined()
      await storage.close()
    })

    it('ends a user with the last session, where no passkey leads back', async () => {
      const storage = await opened()
      const { passkeys, sessions, users } = storage.accounts
      const added = { replaces: undefined, max: 9, now: 1 }
      await storage.alerts.rules.put(alert('r1', anna), added)
      await storage.alerts.rules.put(alert('r2', ben), added)
      await sessions.add(anna, { id: 'anna-desk', hash: 'desk', device: 'Chrome' }, 2_000)
      await passkeys.add(passkey('k1', ben), { max: 9 })
      expect(await sessions.end(anna, 'anna-phone')).toEqual({ alerts: [] })
      expect(await sessions.end(ben, 'ben-phone')).toEqual({ alerts: [] })
      expect(await sessions.end(anna, 'anna-desk')).toEqual({ alerts: ['r1'] })
      expect(await users.preferences(anna)).toBeUndefined()
      expect(await storage.alerts.rules.of(ben)).toHaveLength(1)
      await storage.close()
    })

    it('makes a device somebody else’s, who alone is told on it from then on', async () => {
      const storage = await opened()
      const { sessions } = storage.accounts
      const { targets } = storage.alerts
      const push = { session: 'anna-phone', channel: 'push' } as const
      await targets.put(target('t1', anna, push), { max: 9 })
      expect(await sessions.renew('anna-phone', { hash: 'new', user: 'nobody' })).toBe(false)
      expect(await targets.of(anna)).toHaveLength(1)
      expect(await sessions.renew('anna-phone', { hash: 'new', user: ben })).toBe(true)
      expect(await targets.of(anna)).toEqual([])
      expect((await sessions.find('new'))?.user).toBe(ben)
      const tablet = { id: 'tablet', hash: 'third', device: 'Safari on iPad' }
      expect(await sessions.add('nobody', tablet, 2_000)).toBeUndefined()
      expect(await sessions.add(ben, tablet, 2_000)).toMatchObject({ user: ben, createdAt: 2_000 })
      expect(storage.health().state).toBe('ready')
      await storage.close()
    })

    it('ends sessions that nobody has used, so many at a time', async () => {
      const storage = await opened()
      const { sessions } = storage.accounts
      await sessions.seen('ben-phone', 9_000)
      expect(await sessions.prune({ before: 5_000, limit: 0 })).toBe(0)
      expect(await sessions.prune({ before: 5_000, limit: 9 })).toBe(1)
      expect(await sessions.of(anna)).toEqual([])
      expect(await sessions.of(ben)).toHaveLength(1)
      await storage.close()
    })

    it('forgets users who were never seen again, but not those who have a passkey', async () => {
      const storage = await opened()
      const { users, passkeys, sessions } = storage.accounts
      await join(storage, 'carl', 'dora')
      await passkeys.add(passkey('p1', ben), { max: 3 })
      await sessions.renew('dora-phone', { hash: 'now of carl', user: 'carl' })
      await sessions.seen('carl-phone', 9_000)
      expect(await users.forget({ before: 5_000, limit: 10 })).toBe(2)
      expect(await users.preferences(anna)).toBeUndefined()
      expect(await users.preferences('dora')).toBeUndefined()
      expect(await users.preferences(ben)).toBe('{}')
      expect(await users.preferences('carl')).toBe('{}')
      await storage.close()
    })
  })

  describe('passkeys', () => {
    it('keeps each once, and refuses a counter that has gone back', async () => {
      const storage = await opened()
      const { passkeys } = storage.accounts
      expect(await passkeys.add(passkey('p1', anna), { max: 1 })).toBe('added')
      expect(await passkeys.add(passkey('p1', ben), { max: 1 })).toBe('taken')
      expect(await passkeys.add(passkey('p2', anna), { max: 1 })).toBe('too-many')
      expect(await passkeys.add(passkey('p2', 'nobody'), { max: 1 })).toBe('no-user')
      expect(await passkeys.find('p1')).toEqual(passkey('p1', anna))
      expect(await passkeys.used('p1', { counter: 5, now: 2_000 })).toBe(true)
      expect(await passkeys.used('p1', { counter: 5, now: 3_000 })).toBe(false)
      expect(await passkeys.used('p1', { counter: 4, now: 3_000 })).toBe(false)
      expect(await passkeys.of(anna)).toMatchObject([{ counter: 5, usedAt: 2_000 }])
      expect(await passkeys.remove(ben, 'p1')).toBe(false)
      expect(await passkeys.remove(anna, 'p1')).toBe(true)
      await storage.close()
    })

    it('takes a challenge as spent once, and forgets it when it is over', async () => {
      const storage = await opened()
      const { challenges } = storage.accounts.passkeys
      for (const challenge of ['c1', 'c2']) {
        expect(await challenges.spend({ challenge, until: 100 })).toBe(true)
        expect(await challenges.spend({ challenge, until: 200 })).toBe(false)
      }
      const both = await Promise.all(
        [1, 2].map(() => challenges.spend({ challenge: 'c3', until: 101 })),
      )
      expect(both.sort()).toEqual([false, true])
      expect(await challenges.prune({ now: 99, limit: 9 })).toBe(0)
      expect(await challenges.prune({ now: 100, limit: 1 })).toBe(1)
      expect(await challenges.prune({ now: 100, limit: 9 })).toBe(1)
      expect(await challenges.spend({ challenge: 'c3', until: 101 })).toBe(false)
      await storage.close()
    })
  })

  it('makes two users one, and loses nothing of either', async () => {
    const storage = await opened()
    const { users, sessions, passkeys, records } = storage.accounts
    const { rules, targets, notifications } = storage.alerts
    await records.put(anna, [owned('a'), owned('both', { changedAt: 9 })], room)
    await records.put(ben, [owned('b'), owned('both', { changedAt: 3, value: '"old"' })], room)
    await passkeys.add(passkey('p1', ben), { max: 3 })
    await targets.put(target('t1', anna), { max: 9 })
    await targets.put(target('t2', anna, { address: 'https://push.example/2' }), { max: 9 })
    await targets.put(target('t3', ben, { channel: 'webhook', address: 'https://hook' }), {
      max: 9,
    })
    await rules.put(alert('r1', anna), { replaces: undefined, max: 9, now: 0 })
    await rules.put(alert('r2', ben), { replaces: undefined, max: 9, now: 0 })
    await rules.claim([firing('r1'), firing('r2')])
    await users.setPreferences(anna, '{"sound":false}')

    const session = { id: 'anna-phone', hash: 'another' }
    expect(await users.merge({ from: anna, into: ben, session })).toBe(true)
    expect(await sessions.find('hash of anna')).toBeUndefined()
    expect(await sessions.find('another')).toMatchObject({ id: 'anna-phone', user: ben })
    expect(await users.preferences(ben)).toBe('{"sound":false}')
    expect((await sessions.of(ben)).map(({ id }) => id).sort()).toEqual(['anna-phone', 'ben-phone'])
    const all = await records.since(ben, { sequence: 0, limit: 9 })
    expect(all.records.map(({ id, changedAt }) => [id, changedAt])).toEqual([
      ['b', 1],
      ['a', 1],
      ['both', 9],
    ])
    expect((await rules.of(ben)).map(({ id }) => id).sort()).toEqual(['r1', 'r2'])
    expect((await targets.of(ben)).map(({ id }) => id).sort()).toEqual(['t1', 't2', 't3'])
    const told = await notifications.since(ben, { sequence: 0, limit: 9 })
    expect(told.map(({ id, sequence }) => [sequence, id])).toEqual([
      [1, 'n of r2'],
      [2, 'n of r1'],
    ])
    expect(await users.preferences(anna)).toBeUndefined()
    expect(await users.merge({ from: anna, into: ben })).toBe(false)
    expect(await users.merge({ from: ben, into: ben })).toBe(false)
    expect(storage.health().state).toBe('ready')
    await storage.close()
  })

  it('delivers to the one target that two users had what waited for it', async () => {
    const storage = await opened()
    const { targets, rules, outbox } = storage.alerts
    const hook = { channel: 'webhook', address: 'https://hook' } as const
    await targets.put(target('t1', anna, hook), { max: 9 })
    await targets.put(target('t2', ben, hook), { max: 9 })
    await rules.put(alert('r1', anna), { replaces: undefined, max: 9, now: 0 })
    await rules.claim([firing('r1')])
    await storage.accounts.users.setPreferences(ben, '{"sound":true}')
    await storage.accounts.users.setPreferences(anna, '{"sound":false}')
    await storage.accounts.users.merge({ from: anna, into: ben })
    expect((await targets.of(ben)).map(({ id }) => id)).toEqual(['t2'])
    const taken = await outbox.take({ now: 1e12, leaseMs: 1, limit: 9 })
    expect(taken.map((each) => [each.user, each.target.id])).toEqual([[ben, 't2']])
    expect(await storage.accounts.users.preferences(ben)).toBe('{"sound":true}')
    await storage.close()
  })

  it('removes a user with all that is theirs, and nothing of others', async () => {
    const storage = await opened()
    const { users, sessions, passkeys, records } = storage.accounts
    const { rules, targets, notifications, outbox } = storage.alerts
    for (const user of [anna, ben]) {
      await records.put(user, [owned('a')], room)
      await passkeys.add(passkey(`p of ${user}`, user), { max: 3 })
      await targets.put(target(`t of ${user}`, user, { address: `https://${user}` }), { max: 9 })
      await rules.put(alert(`r of ${user}`, user), { replaces: undefined, max: 9, now: 0 })
      await rules.claim([firing(`r of ${user}`)])
    }
    expect(await users.remove(anna)).toBe(true)
    expect(await users.remove(anna)).toBe(false)
    const left = async (user: string) => [
      (await sessions.of(user)).length,
      (await passkeys.of(user)).length,
      (await records.since(user, { sequence: 0, limit: 9 })).records.length,
      (await rules.of(user)).length,
      (await targets.of(user)).length,
      (await notifications.since(user, { sequence: 0, limit: 9 })).length,
    ]
    expect(await left(anna)).toEqual([0, 0, 0, 0, 0, 0])
    expect(await left(ben)).toEqual([1, 1, 1, 1, 1, 1])
    const taken = await outbox.take({ now: 1e12, leaseMs: 1, limit: 9 })
    expect(taken.map(({ user }) => user)).toEqual([ben])
    await storage.close()
  })

  it('is in order although something was to be kept for somebody who had just gone', async () => {
    const storage = await opened()
    const { targets, notifications } = storage.alerts
    await storage.accounts.users.remove(anna)
    const note = { id: 'n', at: 1, event: { type: 'test' } } as const
    expect(await notifications.add(anna, note)).toBeUndefined()
    expect(storage.health().state).toBe('ready')
    await expect(targets.put(target('t', anna), { max: 9 })).rejects.toThrow()
    expect(storage.health().state).toBe('ready')
    await storage.close()
  })
}

function passkey(id: string, user: string) {
  return {
    id,
    user,
    publicKey: 'AAAA',
    counter: 0,
    transports: ['internal'],
    device: 'Firefox on Linux',
    createdAt: 1_000,
    usedAt: undefined,
  }
}
