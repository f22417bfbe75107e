import type { Database } from './database.ts'

/**
 * Which notifications have been told on this device, whoever told them: a page, another tab, or the
 * service worker by a push. Each is told once: who claims it first tells it, the others keep silent.
 */
export interface SeenNotifications {
  /** Those of them that nobody has told yet; from now on they count as told. */
  claim(ids: readonly string[], at?: number): Promise<string[]>
}

/** So many are remembered, the newest: a copy of an older one comes later than any channel would bring it. */
export const maxSeen = 500

export function createSeenNotifications(database: Database): SeenNotifications {
  return {
    claim: (ids, at = Date.now()) =>
      database.use(async (db) => {
        // One transaction: two tabs that ask at once are answered one after the other.
        const transaction = db.transaction('seenNotifications', 'readwrite')
        const { store } = transaction
        const claimed: string[] = []
        for (const id of new Set(ids)) {
          if ((await store.getKey(id)) !== undefined) continue
          await store.put({ id, at })
          claimed.push(id)
        }
        let surplus = (await store.count()) - maxSeen
        let oldest = surplus > 0 ? await store.index('at').openCursor() : null
        while (oldest !== null && surplus > 0) {
          await oldest.delete()
          surplus -= 1
          oldest = await oldest.continue()
        }
        await transaction.done
        return claimed
      }),
  }
}
