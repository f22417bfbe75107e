import type { DBSchema } from 'idb'
import type { CandlesResponse } from '../../shared/api.ts'
import type { Notification } from '../../shared/notification.ts'
import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Head, SavedPrice } from '../engine/store.ts'
import type { UsageDay } from '../engine/usage.ts'
import type { StoredRecord, SyncedKind } from './records.ts'

/*
 * History: 1, the first. 2, what a user owns, and what the app has used. 3, notifications. 4, without points:
 * what is drawn of the past is candles and sparklines, which are kept by themselves.
 */
export const databaseName = 'ebb'
export const databaseVersion = 4

export interface EbbSchema extends DBSchema {
  /** The newest row of each instrument, under its number in the epoch. */
  prices: { key: number; value: SavedPrice }
  /** One record each: `head` is the cursor and what belongs to it, `listing` the epoch's instruments. */
  meta: { key: 'head' | 'listing'; value: Head | ListedInstrument[] }
  /** Under `symbol interval`. */
  candles: {
    key: string
    value: { key: string; savedAt: number; candles: CandlesResponse }
    indexes: { savedAt: number }
  }
  settings: { key: string; value: unknown }
  /** What a user owns, tombstones included. */
  records: {
    key: [kind: SyncedKind, id: string]
    value: StoredRecord<SyncedKind>
    indexes: { kind: string }
  }
  /** What the app has used, one record a local day: `2026-11-22`. */
  usage: { key: string; value: UsageDay }
  /** The newest notifications as they were known last. */
  notifications: { key: string; value: Notification; indexes: { sequence: number } }
  /** Which have been told on this device, and when. */
  seenNotifications: { key: string; value: { id: string; at: number }; indexes: { at: number } }
}
