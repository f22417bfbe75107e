import {
  createListeners,
  isNewer,
  kindsOf,
  type Records,
  recordKinds,
  type StoredRecord,
} from '../records.ts'

/** A user's records without a database. */
export function createMemoryRecords(): Records {
  const kept = new Map<string, StoredRecord>()
  const { listen, tell } = createListeners()
  return {
    all: async (kind) =>
      [...kept.values()]
        .filter((record) => record.kind === kind)
        .map((each) => structuredClone(each)),
    async put(records) {
      for (const record of records) {
        const key = `${record.kind} ${record.id}`
        if (isNewer(record, kept.get(key))) kept.set(key, structuredClone(record))
      }
      tell(kindsOf(records))
    },
    async clear() {
      kept.clear()
      tell(recordKinds)
    },
    listen,
  }
}
