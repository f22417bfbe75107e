import { deleteDB } from 'idb'
import { largerDay, type UsageDay } from '../engine/usage.ts'
import type { Database } from './database.ts'
import { databaseName } from './schema.ts'

/** What the device keeps for the app, in about as many bytes as it takes, by what it is for. */
export interface Contents {
  prices: number
  candles: number
  lists: number
  holdings: number
  /** Choices that are too large or too many for localStorage, what the app has used, and notifications. */
  rest: number
}

/** What is carried from one device to another besides records. */
export interface Carried {
  settings: readonly (readonly [key: string, value: unknown])[]
  usage: readonly UsageDay[]
}

/** The whole database, for those who measure it, take it along, bring it back or throw it away. */
export interface Archive {
  measure(): Promise<Contents>
  read(): Promise<Carried>
  /** In one transaction: settings are replaced, of what was used on a day the larger figures stay. */
  merge(carried: Carried): Promise<void>
  /**
   * Prices and candles, and what of them is kept under these names among the settings; not what the
   * user has made or chosen.
   */
  forgetPrices(copies: readonly string[]): Promise<void>
  /** All of it. Rejects where another tab holds on to it; it is then gone as soon as that one lets go. */
  destroy(): Promise<void>
}

/** Who holds on is asked to let go, and does at once; a tab that hangs never does. */
const destroyMs = 3_000

export function createArchive(database: Database, name = databaseName): Archive {
  return {
    measure: () =>
      database.use(async (db) => {
        const [prices, candles, settings, usage, records, told, seen] = await Promise.all([
          db.getAll('prices'),
          db.getAll('candles'),
          db.getAll('settings'),
          db.getAll('usage'),
          db.getAll('records'),
          db.getAll('notifications'),
          db.getAll('seenNotifications'),
        ])
        return {
          prices: sizeOf(prices),
          candles: sizeOf(candles),
          lists: sizeOf(records.filter(({ kind }) => kind !== 'holding')),
          holdings: sizeOf(records.filter(({ kind }) => kind === 'holding')),
          rest: sizeOf(settings) + sizeOf(usage) + sizeOf(told) + sizeOf(seen),
        }
      }),
    read: () =>
      database.use(async (db) => {
        const tx = db.transaction(['settings', 'usage'])
        const [keys, values, usage] = await Promise.all([
          tx.objectStore('settings').getAllKeys(),
          tx.objectStore('settings').getAll(),
          tx.objectStore('usage').getAll(),
        ])
        return { settings: keys.map((key, index) => [key, values[index]] as const), usage }
      }),
    merge: ({ settings, usage }) =>
      database.use(async (db) => {
        const tx = db.transaction(['settings', 'usage'], 'readwrite')
        const days = tx.objectStore('usage')
        await Promise.all([
          ...settings.map(([key, value]) => tx.objectStore('settings').put(value, key)),
          ...usage.map(async (day) => {
            const before = await days.get(day.day)
            await days.put(before === undefined ? day : largerDay(day, before))
          }),
          tx.done,
        ])
      }),
    forgetPrices: (copies) =>
      database.use(async (db) => {
        const stores = ['prices', 'meta', 'candles', 'settings'] as const
        const tx = db.transaction(stores, 'readwrite')
        await Promise.all([
          ...copies.map((key) => tx.objectStore('settings').delete(key)),
          tx.objectStore('prices').clear(),
          tx.objectStore('meta').clear(),
          tx.objectStore('candles').clear(),
          tx.done,
        ])
      }),
    async destroy() {
      database.close()
      await inTime(deleteDB(name))
    },
  }
}

/** Counted as JSON, which is near enough to what a browser writes, and the same in all of them. */
function sizeOf(values: readonly unknown[]): number {
  return values.reduce<number>((sum, value) => sum + JSON.stringify(value).length, 0)
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new Error('Another tab of Ebb holds on to its data. Close the other tabs, then try again.'),
      )
    }, destroyMs)
  })
  try {
    await Promise.race([work, impatience])
  } finally {
    clearTimeout(timer)
  }
}
