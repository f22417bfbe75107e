import { describe } from 'vitest'
import { createMemoryCandleCache } from './candles.ts'
import { createMemoryPriceStore } from './memory-prices.ts'
import { createMemorySettings } from './settings.ts'
import {
  createMemoryKeptNotifications,
  createMemorySeenNotifications,
} from './testing/memory-notifications.ts'
import { createMemoryRecords } from './testing/memory-records.ts'
import { makeMemorySync } from './testing/memory-sync.ts'
import {
  keptNotificationsContract,
  seenNotificationsContract,
} from './testing/notifications-contract.ts'
import { priceStoreContract } from './testing/price-store-contract.ts'
import { recordsContract } from './testing/records-contract.ts'
import { candleCacheContract, settingsContract } from './testing/small-stores-contract.ts'
import { syncStoreContract } from './testing/sync-store-contract.ts'
import { usageStoreContract } from './testing/usage-contract.ts'
import { createMemoryUsageStore } from './usage.ts'

describe('prices in memory', () => priceStoreContract(createMemoryPriceStore))
describe('candles in memory', () => candleCacheContract(createMemoryCandleCache))
describe('settings in memory', () => settingsContract(createMemorySettings))
describe('records in memory', () => recordsContract(createMemoryRecords))
describe('usage in memory', () => usageStoreContract(createMemoryUsageStore))
describe('notifications in memory', () => keptNotificationsContract(createMemoryKeptNotifications))
describe('what has been told, in memory', () =>
  seenNotificationsContract(createMemorySeenNotifications))
describe('what goes along, in memory', () =>
  syncStoreContract(() => {
    const { store, edit, get } = makeMemorySync()
    return { store, edit: async (record) => edit(record), get: async (id) => get('entry', id) }
  }))
