import { expect, it } from 'vitest'
import { openPostgres } from './postgres.ts'
import { StorageError } from './storage.ts'
import { accountsContract } from './testing/accounts-contract.ts'
import { becomes, btc, candlesOf, quiet, seen } from './testing/candles.ts'
import { expectNothingLost, killIngest } from './testing/crash.ts'
import { onPostgres } from './testing/on-postgres.ts'
import { withClient } from './testing/postgres-server.ts'
import { recordsContract } from './testing/records-contract.ts'
import { rulesContract } from './testing/rules-contract.ts'
import { storageContract } from './testing/storage-contract.ts'
import { tellingContract } from './testing/telling-contract.ts'

const retryMs = { min: 20, max: 50 }
const all = { instrument: btc, interval: '1m', limit: 10_000 } as const

onPostgres('PostgreSQL', (server) => {
  const place = async () => {
    const url = await server().newDatabase()
    return { open: () => openPostgres({ url, log: quiet }) }
  }
  storageContract(place)
  accountsContract(place)
  recordsContract(place)
  rulesContract(place)
  tellingContract(place)

  it('loses nothing that was acknowledged when its client is killed 20 times', async () => {
    const url = await server().newDatabase()
    const acknowledged = await killIngest({ engine: 'postgres', url }, 20)
    expect(acknowledged.size).toBeGreaterThan(100)
    const storage = await openPostgres({ url, log: quiet })
    await expectNothingLost(storage, acknowledged)
    await storage.close()
  })

  it('is not unwell because it was asked for what can not be', async () => {
    const storage = await openPostgres({ url: await server().newDatabase(), log: quiet })
    await expect(storage.accounts.passkeys.find('\u0000')).rejects.toThrow(/0x00/)
    expect(storage.health().state).toBe('ready')
    await storage.close()
  })

  it('says how PostgreSQL is backed up', async () => {
    const storage = await openPostgres({ url: await server().newDatabase(), log: quiet })
    await expect(storage.backup('/tmp/never')).rejects.toThrow(/pg_dump/)
    expect(storage.health().state).toBe('ready')
    await storage.close()
  })

  it('catches up when the database was gone', async () => {
    const storage = await openPostgres({ url: await server().newDatabase(), log: quiet, retryMs })
    await storage.candles.upsert(candlesOf(10))
    await server().kill()
    const outcome = storage.candles.upsert(candlesOf(20))
    await becomes(storage, 'unreachable')
    await expect(storage.candles.read(all)).rejects.toThrow(StorageError)
    expect(storage.health()).toMatchObject({
      waiting: 20,
      trouble: expect.stringMatching(/see that it runs/),
    })
    await server().start()
    expect(await outcome).toBe('stored')
    expect(storage.health()).toMatchObject({ state: 'ready', trouble: undefined, waiting: 0 })
    expect(await storage.candles.read(all)).toEqual(candlesOf(20).map(seen))
    await storage.close()
  })

  it('opens without a database, and finds it when it comes', async () => {
    const url = await server().newDatabase()
    await server().kill()
    const storage = await openPostgres({ url, log: quiet, retryMs })
    expect(storage.health().state).toBe('unreachable')
    const outcome = storage.candles.upsert(candlesOf(5))
    await server().start()
    expect(await outcome).toBe('stored')
    await storage.close()
  })

  it('survives that its connections are cut while it works', async () => {
    const url = await server().newDatabase()
    const storage = await openPostgres({ url, log: quiet, retryMs })
    const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1'
    for (let round = 0; round < 5; round++) {
      const outcomes = Array.from({ length: 10 }, () => storage.candles.upsert(candlesOf(200)))
      await withClient(url, (client) => client.query(cut, ['ebb']))
      expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['stored']))
    }
    await becomes(storage, 'ready')
    expect(await storage.candles.read(all)).toHaveLength(200)
    await storage.close()
  })

  it('gives up waiting for a lock, says so, and writes when it is free', async () => {
    const url = await server().newDatabase()
    const storage = await openPostgres({ url, log: quiet, retryMs, statementTimeoutMs: 200 })
    const outcome = await withClient(url, async (client) => {
      await client.query('begin; lock table candles in exclusive mode')
      const waiting = storage.candles.upsert(candlesOf(5))
      await becomes(storage, 'locked')
      expect(await storage.candles.read(all)).toEqual([])
      await client.query('rollback')
      return { waiting }
    })
    expect(await outcome.waiting).toBe('stored')
    await storage.close()
  })
})
