import { type SyncedRecord, syncedKinds } from '../../db/sync-store.ts'

/** As the server sent them. Kinds of a newer app's are left out: they come when this one knows them. */
export function readRecords(items: readonly unknown[]): SyncedRecord[] {
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const { kind, id, changedAt, deleted, value } = item as Partial<Record<string, unknown>>
    const known = syncedKinds.find((each) => each === kind)
    if (known === undefined || typeof id !== 'string' || typeof changedAt !== 'number') return []
    const isDeleted = deleted === true
    return [
      { kind: known, id, changedAt, deleted: isDeleted, value: isDeleted ? undefined : value },
    ]
  })
}
