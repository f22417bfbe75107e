import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { alert, firing } from './alerts.ts'
import type { Place } from './storage-contract.ts'
import { anna, ben, join } from './users.ts'

/** What every storage does for the rules of alerts and their claiming. */
export function rulesContract(place: () => Promise<Place>): void {
  async function opened(): Promise<Storage> {
    const storage = await (await place()).open()
    await join(storage, anna, ben)
    return storage
  }
  const added = { replaces: undefined, max: 9, now: 1_000 }

  describe('rules', () => {
    it('gives back what was put, to its user alone', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      const evaluated = { at: 5, venue: 'BINANCE', price: '69000.00' }
      const r1 = alert('r1', anna, { evaluated })
      expect(await rules.put(r1, added)).toBe(true)
      expect(await rules.of(anna)).toEqual([r1])
      expect(await rules.of(ben)).toEqual([])
      expect(await rules.put(alert('r1', ben), added)).toBe(false)
      expect(await rules.put(alert('r1', ben), { replaces: 1, max: 9, now: 2_000 })).toBe(false)
      expect(await rules.remove(ben, 'r1')).toBe(false)
      expect(await rules.of(anna)).toEqual([r1])
      await storage.close()
    })

    it('lets a rule be changed by whoever has seen its newest version', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      await rules.put(alert('r1', anna), added)
      const changed = alert('r1', anna, { version: 2, phase: 'paused' })
      expect(await rules.put(changed, { replaces: 1, max: 9, now: 2_000 })).toBe(true)
      expect(await rules.put(changed, { replaces: 1, max: 9, now: 2_000 })).toBe(false)
      expect(await rules.of(anna)).toEqual([changed])
      await storage.close()
    })

    it('has room for so many of a user', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      const puts = ['r1', 'r2', 'r3'].map((id) =>
        rules.put(alert(id, anna), { replaces: undefined, max: 2, now: 1_000 }),
      )
      expect((await Promise.all(puts)).filter(Boolean)).toHaveLength(2)
      await storage.close()
    })

    it('lists those that may fire, page by page', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      for (const phase of [
        'armed',
        'beyond',
        'fired',
        'done',
        'paused',
        'expired',
        'unlisted',
      ] as const) {
        await rules.put(alert(`r of ${phase}`, anna, { phase }), added)
      }
      const first = await rules.watched({ after: '', limit: 2 })
      const rest = await rules.watched({ after: first[1]?.id ?? '', limit: 9 })
      const phases = [...first, ...rest].map(({ phase }) => phase)
      expect(phases).toEqual(['armed', 'beyond', 'fired', 'unlisted'])
      await storage.close()
    })

    it('lists those whose rule was put of late, page by page, and not those that only turned', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      for (const id of ['r1', 'r2', 'r3', 'r4']) await rules.put(alert(id, anna), added)
      await rules.settle([firing('r4')])
      for (const id of ['r1', 'r3']) {
        await rules.put(alert(id, anna, { version: 2 }), { replaces: 1, max: 9, now: 2_000 })
      }
      const idsOf = (alerts: { id: string }[]) => alerts.map(({ id }) => id)
      const late = await rules.putSince({ since: 2_000, after: '', limit: 9 })
      expect(late).toEqual(await rules.find(['r1', 'r3']))
      expect(idsOf(await rules.putSince({ since: 1_000, after: 'r1', limit: 2 }))).toEqual([
        'r2',
        'r3',
      ])
      expect(await rules.putSince({ since: 2_001, after: '', limit: 9 })).toEqual([])
      await storage.close()
    })

    it('claims a firing once, whoever tries', async () => {
      const storage = await opened()
      const { rules, notifications } = storage.alerts
      await rules.put(alert('r1', anna), added)
      await rules.put(alert('r2', anna), added)
      const claims = await Promise.all([
        rules.claim([firing('r1'), firing('r2')]),
        rules.claim([firing('r2', { notification: { id: 'n2', at: 2, event: { type: 'test' } } })]),
        rules.claim([firing('nobody')]),
      ])
      expect(claims.flat().map((claimed) => claimed.alert)).toEqual(['r1', 'r2'])
      const [r1] = await rules.of(anna)
      expect(r1).toMatchObject({
        phase: 'done',
        since: 2_000,
        memory: '{"side":"above"}',
        evaluated: { at: 2_000, venue: 'BINANCE', price: '70000.10' },
        firings: 1,
        firedAt: 2_000,
        version: 2,
      })
      const told = await notifications.since(anna, { sequence: 0, limit: 9 })
      expect(told.map(({ id, sequence }) => [id, sequence])).toEqual([
        ['n of r1', 1],
        ['n of r2', 2],
      ])
      await storage.close()
    })

    it('tells who claims again under the same notification that it was theirs', async () => {
      const storage = await opened()
      const { rules, notifications } = storage.alerts
      await rules.put(alert('r1', anna), added)
      const first = await rules.claim([firing('r1')])
      expect(await rules.claim([firing('r1')])).toEqual(first)
      expect(await rules.find(['r1', 'nobody'])).toMatchObject([{ firings: 1, version: 2 }])
      expect(await notifications.since(anna, { sequence: 0, limit: 9 })).toHaveLength(1)
      await storage.close()
    })

    it('claims a thousand at once', async () => {
      const storage = await opened()
      const { rules, notifications } = storage.alerts
      const ids = Array.from({ length: 1_000 }, (_, n) => `r${String(n).padStart(4, '0')}`)
      for (const [n, id] of ids.entries()) {
        await rules.put(alert(id, n % 2 === 0 ? anna : ben), { ...added, max: 1e6 })
      }
      const claimed = await rules.claim(ids.map((id) => firing(id)))
      expect(claimed).toHaveLength(1_000)
      for (const user of [anna, ben]) {
        const told = await notifications.since(user, { sequence: 0, limit: 1e4 })
        expect(told.map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: 500 }, (_, n) => n + 1),
        )
      }
      await storage.close()
    })

    it('turns what was looked at, and not what has changed since', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      await rules.put(alert('r1', anna), added)
      const evaluated = { at: 7, venue: 'OKX', price: '1.5' }
      const stands = { id: 'r1', phase: 'beyond', since: 3_000, memory: '{}' } as const
      const turn = { ...stands, version: 1, evaluated }
      expect(await rules.settle([turn])).toEqual(['r1'])
      expect(await rules.settle([turn])).toEqual([])
      const now = { phase: 'beyond', evaluated, firings: 0, firedAt: undefined }
      expect(await rules.of(anna)).toMatchObject([{ ...now, version: 2 }])
      expect(await rules.settle([{ ...turn, version: 2, evaluated: undefined }])).toEqual(['r1'])
      expect(await rules.of(anna)).toMatchObject([{ ...now, version: 3 }])
      await storage.close()
    })

    it('keeps what was looked at without a change', async () => {
      const storage = await opened()
      const { rules } = storage.alerts
      const r1 = alert('r1', anna)
      await rules.put(r1, added)
      const evaluated = { at: 7, venue: 'OKX', price: '1.5' }
      await rules.look([{ id: 'r1', evaluated }])
      expect(await rules.of(anna)).toEqual([{ ...r1, evaluated }])
      await storage.close()
    })
  })
}
