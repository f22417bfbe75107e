import type { IDBPDatabase } from 'idb'
import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Head, PriceStore } from '../engine/store.ts'
import type { Database } from './database.ts'
import type { EbbSchema } from './schema.ts'

/**
 * Prices on the device. A batch is one readwrite transaction; relaxed durability, because what a
 * power cut loses the server still has.
 */
export function createPriceStore(database: Database): PriceStore {
  return {
    load: () => database.use(load),
    save: (batch) =>
      database.use(async (db) => {
        const tx = db.transaction(['prices', 'meta'], 'readwrite', { durability: 'relaxed' })
        // Its outcome is awaited below; until then nobody else may see it as unhandled.
        tx.done.catch(() => {})
        const prices = tx.objectStore('prices')
        const meta = tx.objectStore('meta')
        if (batch.base !== undefined) {
          const head = asHead(await meta.get('head'))
          if (head?.cursor !== batch.base) return false
        }
        const written: Promise<unknown>[] = []
        try {
          if (batch.base === undefined) written.push(prices.clear())
          for (const price of batch.prices) written.push(prices.put(price))
          if (batch.listing) written.push(meta.put(batch.listing, 'listing'))
          written.push(meta.put(batch.head, 'head'))
          await Promise.all(written)
        } catch (error) {
          // What can't be cloned is refused before it is a request, and would not abort the rest.
          abort(tx)
          await Promise.allSettled([...written, tx.done])
          throw error
        }
        await tx.done
        return true
      }),
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
