import { deleteDB, openDB } from 'idb'
import { afterEach, describe, expect, it } from 'vitest'
import { createCandleCache } from './candles.ts'
import { canStore, createDatabase } from './database.ts'
import { createKeptNotifications } from './notifications.ts'
import { createPriceStore } from './prices.ts'
import { createRecords } from './records.ts'
import { databaseVersion } from './schema.ts'
import { createSeenNotifications } from './seen-notifications.ts'
import { createSettings } from './settings.ts'
import { createSyncStore } from './sync-store.ts'
import {
  keptNotificationsContract,
  seenNotificationsContract,
} from './testing/notifications-contract.ts'
import { priceStoreContract } from './testing/price-store-contract.ts'
import { record, recordsContract } from './testing/records-contract.ts'
import { batch, row } from './testing/rows.ts'
import { candleCacheContract, settingsContract } from './testing/small-stores-contract.ts'
import { syncStoreContract } from './testing/sync-store-contract.ts'
import { usageStoreContract } from './testing/usage-contract.ts'
import { createUsageStore } from './usage.ts'

const opened: { name: string; close(): void }[] = []

function fresh(name = `test-${crypto.randomUUID()}`) {
  const database = createDatabase(name)
  opened.push({ name, close: database.close })
  return { name, database }
}

afterEach(async () => {
  for (const { name, close } of opened.splice(0)) {
    close()
    await deleteDB(name)
  }
})

describe('prices on the device', () => priceStoreContract(() => createPriceStore(fresh().database)))
describe('candles on the device', () =>
  candleCacheContract(() => createCandleCache(fresh().database)))
describe('what goes along, on the device', () =>
  syncStoreContract(() => {
    const { database } = fresh()
    return {
      store: createSyncStore(database),
      edit: (record) =>
        database.use(async (db) => {
          await db.put('records', record)
        }),
      get: (id) => database.use((db) => db.get('records', ['entry', id])),
    }
  }))
describe('settings on the device', () => settingsContract(() => createSettings(fresh().database)))
describe('records on the device', () => recordsContract(() => createRecords(fresh().database)))
describe('notifications on the device', () =>
  keptNotificationsContract(() => createKeptNotifications(fresh().database)))
describe('what has been told on the device', () =>
  seenNotificationsContract(() => createSeenNotifications(fresh().database)))
describe('usage on the device', () => usageStoreContract(() => createUsageStore(fresh().database)))

it('tells another tab what has changed', async () => {
  const { name, database } = fresh()
  const [here, there] = [createRecords(database), createRecords(fresh(name).database)]
  const heard = new Promise((resolve) => there.listen(resolve))
  here.listen(() => {})
  await here.put([record('a')])
  expect(await heard).toEqual(['entry'])
  expect(await there.all('entry')).toEqual([record('a')])
})

it('lets one of two tabs tell a notification', async () => {
  const { name, database } = fresh()
  const [here, there] = [database, fresh(name).database].map(createSeenNotifications)
  const ids = Array.from({ length: 20 }, (_, index) => `n${index}`)
  const claims = ids.flatMap((id) => [here?.claim([id]), there?.claim([id])])
  expect((await Promise.all(claims)).flatMap((claimed) => claimed ?? []).sort()).toEqual(ids.sort())
})

it('can store in a browser that lets it', async () => {
  expect(await canStore(fresh().database)).toBe(true)
})

it('keeps everything over the death of who wrote it', async () => {
  const { name, database } = fresh()
  await createPriceStore(database).save(batch(5, [row(0, 10, 5)]))
  database.close()
  expect((await createPriceStore(fresh(name).database).load())?.head.cursor).toBe('a.5')
})

it('saves a batch whole or not at all', async () => {
  const { database } = fresh()
  const store = createPriceStore(database)
  await store.save(batch(5, [row(0, 10, 5)]))
  const unclonable = Object.assign(row(1, 20, 6), { symbol: () => {} })
  await expect(store.save(batch(6, [row(0, 11, 6), unclonable], { base: 'a.5' }))).rejects.toThrow()
  const saved = await store.load()
  expect([saved?.head.cursor, saved?.prices]).toEqual(['a.5', [row(0, 10, 5)]])
  expect(await store.save(batch(7, [row(0, 12, 7)], { base: 'a.5' }))).toBe(true)
})

it('lets one of two engines win, and tells the other', async () => {
  const { name, database } = fresh()
  const [a, b] = [createPriceStore(database), createPriceStore(fresh(name).database)]
  await a.save(batch(5, [row(0, 10, 5)]))
  const outcomes = await Promise.all([
    a.save(batch(6, [row(0, 11, 6)], { base: 'a.5' })),
    b.save(batch(7, [row(0, 12, 7)], { base: 'a.5' })),
  ])
  expect(outcomes).toEqual([true, false])
  expect((await b.load())?.head.cursor).toBe('a.6')
})

it('makes way for a newer version of the app, and says so by failing until it is reloaded', async () => {
  const { name, database } = fresh()
  const store = createPriceStore(database)
  await store.save(batch(5, [row(0, 10, 5)]))
  const newer = await openDB(name, databaseVersion + 1)
  expect(newer.version).toBe(databaseVersion + 1)
  await expect(store.load()).rejects.toThrow()
  newer.close()
})

it('throws the points of version 3 away, and nothing else', async () => {
  const { name, database } = fresh()
  const old = await openDB(name, 3, {
    upgrade(db) {
      for (const store of ['points', 'settings']) db.createObjectStore(store)
    },
  })
  await old.put('settings', 'line', 'chart')
  old.close()
  expect(await createSettings(database).get('chart')).toBe('line')
  expect(await database.use(async (db) => [...db.objectStoreNames])).toEqual(['settings'])
})

it('opens anew after the browser has closed it', async () => {
  const { database } = fresh()
  const store = createPriceStore(database)
  await store.save(batch(5, [row(0, 10, 5)]))
  await database.use(async (db) => db.close())
  expect((await store.load())?.head.cursor).toBe('a.5')
})
