import { expect, it } from 'vitest'
import type { AlertRule } from '../../shared/alert.ts'
import { openPostgres } from '../storage/postgres.ts'
import { quiet } from '../storage/testing/candles.ts'
import { onPostgres } from '../storage/testing/on-postgres.ts'
import { anna, join } from '../storage/testing/users.ts'
import { again, alertOf, makeRig, ruleOf } from './testing.ts'

const above = { type: 'above', price: '100' } as const
const count = 50

onPostgres('several servers on one PostgreSQL', (postgres) => {
  /** Two servers, which hear the same prices. */
  async function makePair() {
    const url = await postgres().newDatabase()
    const servers = await Promise.all(
      ['n', 'm'].map(async (name) => {
        const storage = await openPostgres({ url, log: quiet })
        const { rules } = storage.alerts
        let ids = 0
        return { storage, rules, ...makeRig({ rules, newId: () => `${name}${++ids}` }) }
      }),
    )
    const [one, other] = servers
    if (one === undefined || other === undefined) throw new Error('There are two.')
    await join(one.storage, anna)
    const ids = () => servers.flatMap(({ told }) => told.map(({ notification: { id } }) => id))

    async function trade(price: number, times = 1): Promise<void> {
      for (const server of servers) await server.trade(price, { times })
    }

    /** Made at one of them, as the resource does. */
    async function add(id: string, rule: AlertRule): Promise<void> {
      const alert = await one?.watcher.stand(alertOf(rule, { id }))
      if (alert === undefined) return
      await one?.rules.put(alert, { replaces: undefined, max: 1_000, now: one.rig.now })
      await one?.watcher.put(alert)
    }

    /** Both know what is kept. */
    async function agree(phase: string, firings: number): Promise<void> {
      const stands = async () => {
        const kept = await one?.rules.of(anna)
        return kept?.flatMap((alert) =>
          servers.map(({ watcher }) => {
            const { phase, firings, version } = watcher.now(alert)
            return `${phase} ${firings} ${version === alert.version}`
          }),
        )
      }
      const same = Array.from({ length: 2 * count }, () => `${phase} ${firings} true`)
      await expect.poll(stands).toEqual(same)
    }

    async function close(): Promise<void> {
      for (const { watcher, storage } of servers) {
        await watcher.stop()
        await storage.close()
      }
    }
    return { one, other, trade, add, agree, close, ids }
  }

  it('each firing is told once, by whichever is first, and both go on from there', async () => {
    const { other, trade, add, agree, close, ids, one } = await makePair()
    for (let n = 0; n < count; n++) await add(`a${n}`, ruleOf(above, { repeat: again }))
    await other.watcher.load()
    await trade(98, 2)
    await agree('armed', 0)
    for (let round = 1; round <= 4; round++) {
      await trade(100)
      await agree('fired', round)
      await trade(98)
      await agree('armed', round)
      expect(ids()).toHaveLength(round * count)
    }
    const kept = await one.storage.alerts.notifications.since(anna, { sequence: 0, limit: 1_000 })
    expect(kept.map(({ id }) => id).sort()).toEqual(ids().sort())
    expect([...one.troubles, ...other.troubles]).toEqual([])
    await close()
  })

  it('what is made, changed and paused at one is so at the other', async () => {
    const { one, other, trade, add, close, ids } = await makePair()
    await add('a', ruleOf(above))
    await other.watcher.catchUp()
    const made = await kept()
    expect(other.watcher.wanted()).toHaveLength(1)
    await change({ ...made.rule, condition: { ...above, price: '200' } })
    await other.watcher.catchUp()
    // The one is away: only the other hears prices.
    await other.trade(99, { times: 2 })
    await other.trade(101)
    await other.trade(150, { times: 2 })
    await other.trade(201, { times: 2 })
    await expect.poll(() => ids()).toHaveLength(1)
    await expect.poll(async () => (await kept()).phase).toBe('done')
    expect((await kept()).evaluated?.price).toBe('201')

    await add('b', ruleOf(above))
    await other.watcher.catchUp()
    expect(other.watcher.wanted()).toHaveLength(1)
    await change({ ...ruleOf(above), paused: true }, 'b')
    await other.watcher.catchUp()
    expect(other.watcher.wanted()).toEqual([])
    await trade(99, 2)
    await close()

    async function kept(id = 'a') {
      const [alert] = await one.rules.find([id])
      if (alert === undefined) throw new Error(`${id} is gone.`)
      return alert
    }

    async function change(rule: AlertRule, id = 'a'): Promise<void> {
      const before = await kept(id)
      const stood = await one.watcher.stand({ ...before, rule, version: before.version + 1 })
      const when = { replaces: before.version, max: 1_000, now: one.rig.now }
      expect(await one.rules.put(stood, when)).toBe(true)
      await one.watcher.put(stood)
    }
  })
})
