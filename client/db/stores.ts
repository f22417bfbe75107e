import type { PriceStore } from '../engine/store.ts'
import type { UsageStore } from '../engine/usage.ts'
import { type CandleCache, createCandleCache, createMemoryCandleCache } from './candles.ts'
import { canStore, createDatabase } from './database.ts'
import { createMemoryPriceStore } from './memory-prices.ts'
import { createPriceStore } from './prices.ts'
import { createMemorySettings, createSettings, type Settings } from './settings.ts'
import { createMemoryUsageStore, createUsageStore } from './usage.ts'

export interface Stores {
  prices: PriceStore
  candles: CandleCache
  settings: Settings
  usage: UsageStore
  /** Whether anything outlives this worker or page. */
  lasting: boolean
}

/** All that is kept on the device; in memory where the browser refuses to keep anything. */
export async function openStores(): Promise<Stores> {
  const database = createDatabase()
  if (await canStore(database)) {
    return {
      prices: createPriceStore(database),
      candles: createCandleCache(database),
      settings: createSettings(database),
      usage: createUsageStore(database),
      lasting: true,
    }
  }
  return {
    prices: createMemoryPriceStore(),
    candles: createMemoryCandleCache(),
    settings: createMemorySettings(),
    usage: createMemoryUsageStore(),
    lasting: false,
  }
}
