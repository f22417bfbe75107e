import type { StoreNames, StoreValue } from 'idb'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { databaseName, type EbbSchema } from '../../db/schema.ts'

/** What the device keeps in one of the app's stores, all of it or what is under a key. */
export function storedIn<S extends StoreNames<EbbSchema>>(
  page: Page,
  store: S,
  key?: string,
): Promise<StoreValue<EbbSchema, S>[]> {
  return page.evaluate(readStore<StoreValue<EbbSchema, S>>, { name: databaseName, store, key })
}

/** Waits until the device keeps it: what is done shows at once, and is kept after. */
export async function isKept(
  page: Page,
  store: StoreNames<EbbSchema>,
  ...texts: (string | RegExp)[]
): Promise<void> {
  for (const text of texts) {
    await expect.poll(async () => JSON.stringify(await storedIn(page, store))).toMatch(text)
  }
}

/** Self-contained: it is sent as source. */
async function readStore<T>({
  name,
  store,
  key,
}: {
  name: string
  store: string
  key: string | undefined
}): Promise<T[]> {
  // To open what isn't there would be to make it.
  const there = await indexedDB.databases()
  if (!there.some((database) => database.name === name)) return []
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    // Thrown away in between: to go on would be to make it, and not as the app does.
    opening.onupgradeneeded = () => opening.transaction?.abort()
    opening.onerror = () => {
      if (opening.error?.name === 'AbortError') resolve([])
      else reject(opening.error)
    }
    opening.onsuccess = () => {
      const database = opening.result
      const reading = database.transaction(store).objectStore(store).getAll(key)
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => resolve(reading.result)
      database.close()
    }
  })
}
