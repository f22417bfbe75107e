import { isNewer, type RecordKind, recordKinds, type StoredRecord } from '../../db/records.ts'

/** What a backup would change of one kind of thing. */
export interface Difference {
  kind: RecordKind
  /** Not here yet. */
  added: number
  /** Here, and changed later in the backup. */
  changed: number
  /** Here, and deleted later in the backup. */
  removed: number
  /** Here just so, or changed later here. */
  same: number
}

/** What the rules of records would make of it, before it is done. */
export function differenceOf(
  here: readonly StoredRecord[],
  coming: readonly StoredRecord[],
): Difference[] {
  const kept = new Map(here.map((record) => [`${record.kind} ${record.id}`, record]))
  const counts = new Map(
    recordKinds.map((kind) => [kind, { kind, added: 0, changed: 0, removed: 0, same: 0 }]),
  )
  for (const record of coming) {
    const count = counts.get(record.kind)
    if (count === undefined) continue
    const before = kept.get(`${record.kind} ${record.id}`)
    const isThere = before !== undefined && !before.deleted
    if (!isNewer(record, before) || isSame(record, before)) {
      if (!record.deleted) count.same += 1
    } else if (record.deleted) {
      if (isThere) count.removed += 1
    } else if (isThere) count.changed += 1
    else count.added += 1
  }
  return [...counts.values()].filter(
    ({ added, changed, removed, same }) => added + changed + removed + same > 0,
  )
}

function isSame(record: StoredRecord, before: StoredRecord | undefined): boolean {
  return record.changedAt === before?.changedAt && record.deleted === before.deleted
}
