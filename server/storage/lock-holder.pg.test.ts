import { expect, it } from 'vitest'
import { makeLockHolder } from './lock-holder.ts'
import { openPostgres } from './postgres.ts'
import type { Storage } from './storage.ts'
import { target } from './testing/alerts.ts'
import { quiet } from './testing/candles.ts'
import { onPostgres } from './testing/on-postgres.ts'
import { withClient } from './testing/postgres-server.ts'
import { anna, join } from './testing/users.ts'

const cut = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ebb'`
const advisory = `select from pg_locks where locktype = 'advisory'`

onPostgres('servers that die with what they were sending', (postgres) => {
  /** Two servers, the first of which has taken the only parcel, for a long time. */
  async function makePair() {
    const url = await postgres().newDatabase()
    const [one, other] = [
      await openPostgres({ url, log: quiet }),
      await openPostgres({ url, log: quiet }),
    ]
    await join(one, anna)
    await one.alerts.targets.put(target('t1', anna), { max: 9 })
    await one.alerts.notifications.add(anna, { id: 'n1', at: 10, event: { type: 'test' } })
    expect(await taken(one)).toEqual(['n1'])
    return { url, one, other }
  }

  async function taken({ alerts }: Storage): Promise<string[]> {
    const parcels = await alerts.outbox.take({ now: 11, leaseMs: 60_000, limit: 9 })
    return parcels.map(({ notification }) => notification.id)
  }

  it('leave it to those that live, at once and once', async () => {
    const { url, one, other } = await makePair()
    const third = await openPostgres({ url, log: quiet })
    expect(await taken(other)).toEqual([])
    await one.close()
    const takes = await Promise.all([other, third].map(taken))
    expect(takes.flat()).toEqual(['n1'])
    expect([...(await taken(other)), ...(await taken(third))]).toEqual([])
    await Promise.all([other.close(), third.close()])
  })

  it('keep it when their connections are cut and they are back', async () => {
    const { url, one, other } = await makePair()
    await withClient(url, async (client) => {
      const locks = async () => (await client.query(advisory)).rowCount
      await client.query(cut)
      await expect.poll(locks).toBe(0)
      const back = async () => [await taken(one).catch(() => 'cut'), await locks()]
      await expect.poll(back).toEqual([[], 1])
    })
    expect(await taken(other)).toEqual([])
    await Promise.all([one.close(), other.close()])
  })

  it('keep it for a lease where nobody can see that they live', async () => {
    const { url, one, other } = await makePair()
    await withClient(url, (client) => client.query('update deliveries set holder = null'))
    await one.close()
    expect(await taken(other)).toEqual([])
    const late = { now: 60_011, leaseMs: 5, limit: 9 }
    expect(await other.alerts.outbox.take(late)).toHaveLength(1)
    await other.close()
  })

  it('have no number while the database can’t be reached, and one when it can', async () => {
    const connectionString = await postgres().newDatabase()
    await postgres().kill()
    const holder = makeLockHolder({ connectionString }, quiet)
    expect(await holder.number()).toBeNull()
    await postgres().start()
    expect(await holder.number()).toEqual(expect.any(Number))
    await holder.close()
    expect(await holder.number()).toBeNull()
  })
})
