import { makeSyncStore, type SyncedRecord, type Transact } from '../sync-store.ts'

/** A device's records without a database: a transaction that fails leaves everything as it was. */
export function makeMemorySync() {
  let records = new Map<string, SyncedRecord>()
  let progress: unknown
  const keyOf = (kind: string, id: string) => `${kind} ${id}`

  const transact: Transact = async (work) => {
    const before = { records: new Map(records), progress }
    try {
      return await work({
        get: async (kind, id) => structuredClone(records.get(keyOf(kind, id))),
        put: async (record) => records.set(keyOf(record.kind, record.id), structuredClone(record)),
        all: async () => structuredClone([...records.values()]),
        clear: async () => records.clear(),
        progress: async () => structuredClone(progress),
        putProgress: async (next) => {
          progress = structuredClone(next)
        },
      })
    } catch (error) {
      records = before.records
      progress = before.progress
      throw error
    }
  }

  return {
    transact,
    store: makeSyncStore(transact, () => {}),
    /** As whoever owns them changes them: without the mark. */
    edit(record: SyncedRecord): void {
      records.set(keyOf(record.kind, record.id), structuredClone(record))
    },
    get: (kind: string, id: string) => records.get(keyOf(kind, id)),
    all: () => [...records.values()],
  }
}

export type MemorySync = ReturnType<typeof makeMemorySync>
