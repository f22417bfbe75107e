import type { IDBPDatabase, IDBPObjectStore } from 'idb'
import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Head, PriceStore } from '../engine/store.ts'
import { joinChunks } from './chunks.ts'
import type { Database } from './database.ts'
import type { EbbSchema } from './schema.ts'

type PointStore = IDBPObjectStore<EbbSchema, ['prices', 'meta', 'points'], 'points', 'readwrite'>

/**
 * Prices on the device. A batch is one readwrite transaction; relaxed durability, because what a
 * power cut loses the server still has.
 */
export function createPriceStore(database: Database): PriceStore {
  return {
    load: () => database.use(load),
    save: (batch) =>
      database.use(async (db) => {
        const tx = db.transaction(['prices', 'meta', 'points'], 'readwrite', {
          durability: 'relaxed',
        })
        // Its outcome is awaited below; until then nobody else may see it as unhandled.
        tx.done.catch(() => {})
        const prices = tx.objectStore('prices')
        const meta = tx.objectStore('meta')
        const points = tx.objectStore('points')
        if (batch.base !== undefined) {
          const head = asHead(await meta.get('head'))
          if (head?.cursor !== batch.base) return false
        }
        try {
          await Promise.all([
            batch.base === undefined ? prices.clear() : undefined,
            ...batch.prices.map((price) => prices.put(price)),
            batch.listing && meta.put(batch.listing, 'listing'),
            meta.put(batch.head, 'head'),
            ...batch.points.map((chunk) => points.put(chunk)),
            batch.forgetBefore === undefined ? undefined : forget(points, batch.forgetBefore),
          ])
        } catch (error) {
          // What can't be cloned is refused before it is a request, and would not abort the rest.
          abort(tx)
          await tx.done.catch(() => {})
          throw error
        }
        await tx.done
        return true
      }),
    points: (id, since) =>
      database.use(async (db) => {
        const range = IDBKeyRange.bound(
          [id, Number.NEGATIVE_INFINITY],
          [id, Number.POSITIVE_INFINITY],
        )
        return joinChunks(await db.getAll('points', range), since)
      }),
    dropPoints: () => database.use((db) => db.clear('points')),
    close: () => database.close(),
  }
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort()
  } catch {
    // It has aborted by itself.
  }
}

async function load(db: IDBPDatabase<EbbSchema>) {
  const tx = db.transaction(['prices', 'meta'])
  const [head, listing, prices] = await Promise.all([
    tx.objectStore('meta').get('head'),
    tx.objectStore('meta').get('listing'),
    tx.objectStore('prices').getAll(),
  ])
  const found = { head: asHead(head), listing: asListing(listing) }
  if (found.head === undefined || found.listing === undefined) return undefined
  return { head: found.head, listing: found.listing, prices }
}

function asHead(value: Head | ListedInstrument[] | undefined): Head | undefined {
  return value !== undefined && 'cursor' in value ? value : undefined
}

function asListing(value: Head | ListedInstrument[] | undefined): ListedInstrument[] | undefined {
  return Array.isArray(value) ? value : undefined
}

async function forget(points: PointStore, before: number): Promise<void> {
  const keys = await points.index('start').getAllKeys(IDBKeyRange.upperBound(before, true))
  await Promise.all(keys.map((key) => points.delete(key)))
}
