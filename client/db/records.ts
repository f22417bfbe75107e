import type { Database } from './database.ts'

/** What a user owns: watchlists, their groups and what is in them, holdings. */
export const recordKinds = ['list', 'group', 'entry', 'holding'] as const
export type RecordKind = (typeof recordKinds)[number]
/** What goes along to their other devices: also what they have chosen, see `state/sync/carried.ts`. */
export type SyncedKind = RecordKind | 'setting'

/**
 * One thing of the user's own. It is kept so that it can be merged with what another device has:
 * things are small, each has an id of its own, the newest change of each wins, and one that was
 * deleted stays as a tombstone.
 */
export interface StoredRecord<K extends SyncedKind = RecordKind> {
  kind: K
  /** For ever: random, or made of what can be there but once. */
  id: string
  /** When it was last changed, epoch ms of the device that did; never before the change it replaces. */
  changedAt: number
  deleted: boolean
  /** As its kind has it; whoever reads checks. `undefined` of what was deleted. */
  value: unknown
  /** The user under whom the server has it just so; absent of what was changed here since. */
  knownTo?: string
}

/** What a user owns, on the device. */
export interface Records {
  /** All of one kind, tombstones included. */
  all(kind: RecordKind): Promise<StoredRecord[]>
  /**
   * Keeps them in one transaction, all or none; of each the newer change wins. Tells every listener,
   * in this tab and in others. Rejects with a `QuotaExceededError` where the device is full.
   */
  put(records: readonly StoredRecord[]): Promise<void>
  /** Removes everything, tombstones too. */
  clear(): Promise<void>
  /** Hears that some of a kind have changed, in this tab or in another. Returns what ends it. */
  listen(heard: (kinds: readonly RecordKind[]) => void): () => void
}

/** The name under which tabs tell each other which kinds have changed. */
export const recordsChannel = 'ebb-records'

export function createRecords(database: Database): Records {
  const { listen, hear, tell } = createListeners()
  // Whoever cleared the site's data sees it cleared, and what they do next is kept whole.
  database.onLost(() => hear(recordKinds))
  return {
    async all(kind) {
      const found = await database.use((db) => db.getAllFromIndex('records', 'kind', kind))
      return found.filter((record): record is StoredRecord => record.kind === kind)
    },
    async put(records) {
      await database.use(async (db) => {
        const transaction = db.transaction('records', 'readwrite')
        await Promise.all([
          Promise.all(
            records.map(async (record) => {
              const before = await transaction.store.get([record.kind, record.id])
              if (isNewer(record, before)) await transaction.store.put(record)
            }),
            // At once, for a page that may be gone in a moment.
          ).then(() => transaction.commit()),
          transaction.done,
        ])
      })
      tell(kindsOf(records))
    },
    async clear() {
      await database.use((db) => db.clear('records'))
      tell(recordKinds)
    },
    listen,
  }
}

/** Of two changes at the same instant a deletion wins, so that all devices come to the same end. */
export function isNewer(
  next: StoredRecord<SyncedKind>,
  before: StoredRecord<SyncedKind> | undefined,
): boolean {
  if (before === undefined || next.changedAt > before.changedAt) return true
  return next.changedAt === before.changedAt && (next.deleted || !before.deleted)
}

export function kindsOf(records: readonly StoredRecord[]): RecordKind[] {
  return [...new Set(records.map(({ kind }) => kind))]
}

/** A channel is open only while somebody listens. */
export function createListeners() {
  const listeners = new Set<(kinds: readonly RecordKind[]) => void>()
  let channel: BroadcastChannel | undefined
  const hear = (kinds: readonly RecordKind[]) => {
    for (const listener of listeners) listener(kinds)
  }
  return {
    hear,
    listen(heard: (kinds: readonly RecordKind[]) => void) {
      listeners.add(heard)
      if (channel === undefined && typeof BroadcastChannel !== 'undefined') {
        channel = new BroadcastChannel(recordsChannel)
        channel.onmessage = ({ data }: MessageEvent<readonly RecordKind[]>) => hear(data)
      }
      return () => {
        listeners.delete(heard)
        if (listeners.size > 0) return
        channel?.close()
        channel = undefined
      }
    },
    tell(kinds: readonly RecordKind[]) {
      hear(kinds)
      channel?.postMessage(kinds)
    },
  }
}
