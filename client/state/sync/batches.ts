import { syncLimits } from '../../../shared/sync.ts'
import type { SyncedRecord } from '../../db/sync-store.ts'

/** Half of what a request may weigh: the rest is for what stands around the records. */
const mostBytes = syncLimits.bodyBytes / 2
/** Fewer than a request may hold, so that a slow connection gets somewhere. */
const mostRecords = 200

/** In batches as a request takes them, in order. */
export function batchesOf(records: readonly SyncedRecord[]): SyncedRecord[][] {
  const batches: SyncedRecord[][] = []
  let batch: SyncedRecord[] = []
  let bytes = 0
  for (const record of records) {
    // In UTF-8 no character of a string takes more than three bytes for each of its units.
    const weight = JSON.stringify(record).length * 3
    if (batch.length > 0 && (batch.length >= mostRecords || bytes + weight > mostBytes)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(record)
    bytes += weight
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
