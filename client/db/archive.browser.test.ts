import { deleteDB } from 'idb'
import { afterEach, expect, it } from 'vitest'
import { emptyUsage } from '../engine/usage.ts'
import { createArchive } from './archive.ts'
import { createCandleCache } from './candles.ts'
import { createDatabase } from './database.ts'
import { createPriceStore } from './prices.ts'
import { createRecords } from './records.ts'
import { createSettings } from './settings.ts'
import { record } from './testing/records-contract.ts'
import { batch, row } from './testing/rows.ts'
import { usageDay as day } from './testing/usage-contract.ts'

const opened: { name: string; close(): void }[] = []

function fresh(name = `test-${crypto.randomUUID()}`) {
  const database = createDatabase(name)
  opened.push({ name, close: database.close })
  return { name, database, archive: createArchive(database, name) }
}

afterEach(async () => {
  for (const { name, close } of opened.splice(0)) {
    close()
    await deleteDB(name)
  }
})

it('measures what is kept, by what it is for', async () => {
  const { archive, database } = fresh()
  expect(await archive.measure()).toEqual({
    prices: 0,
    candles: 0,
    lists: 0,
    holdings: 0,
    rest: 0,
  })
  await createPriceStore(database).save(batch(5, [row(0, 10, 5)]))
  await createRecords(database).put([
    record('a'),
    record('b', { kind: 'holding', value: { quantity: '1' } }),
  ])
  await createSettings(database).set('chart', { kind: 'line' })
  const contents = await archive.measure()
  expect(contents.candles).toBe(0)
  for (const part of ['prices', 'lists', 'holdings', 'rest'] as const) {
    expect(contents[part]).toBeGreaterThan(10)
  }
})

it('gives settings and usage back as they were', async () => {
  const [here, there] = [fresh(), fresh()]
  await createSettings(here.database).set('chart', { kind: 'line' })
  await here.archive.merge({ settings: [], usage: [day('2026-11-22', 5)] })
  await there.archive.merge(await here.archive.read())
  expect(await there.archive.read()).toEqual({
    settings: [['chart', { kind: 'line' }]],
    usage: [day('2026-11-22', 5)],
  })
})

it('takes the larger figures of a day that is told of twice, whichever comes first', async () => {
  const { archive } = fresh()
  const sse = { ...emptyUsage(), bytesUp: 7 }
  for (const usage of [
    [day('2026-11-22', 5), day('2026-11-21', 1)],
    [day('2026-11-22', 9)],
    [day('2026-11-22', 0, { uses: { sse } })],
    [day('2026-11-22', 2)],
  ]) {
    await archive.merge({ settings: [], usage })
  }
  expect((await archive.read()).usage).toEqual([
    day('2026-11-21', 1),
    day('2026-11-22', 9, { uses: { ...day('', 9).uses, sse } }),
  ])
})

it('forgets prices and candles, and nothing that the person has made', async () => {
  const { archive, database } = fresh()
  const [prices, records] = [createPriceStore(database), createRecords(database)]
  await prices.save(batch(5, [row(0, 10, 5)]))
  await records.put([record('a')])
  for (const key of ['copy', 'choice']) await createSettings(database).set(key, 1)
  await archive.forgetPrices(['copy'])
  expect((await archive.read()).settings).toEqual([['choice', 1]])
  expect(await prices.load()).toBeUndefined()
  expect(await records.all('entry')).toEqual([record('a')])
})

it('throws everything away under whoever has it open, and begins anew', async () => {
  const { archive, database, name } = fresh()
  const elsewhere = fresh(name)
  await createRecords(elsewhere.database).put([record('a')])
  await createCandleCache(database).get({ id: 'X', interval: '1m' })
  await archive.destroy()
  expect(await createRecords(elsewhere.database).all('entry')).toEqual([])
})

it('says so where another tab does not let go', async () => {
  const { archive, name } = fresh()
  const request = indexedDB.open(name)
  const held = await new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => resolve(request.result)
  })
  await expect(archive.destroy()).rejects.toThrow(/close the other tabs/i)
  held.close()
})
