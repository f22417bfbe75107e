import type { DBSchema } from 'idb'
import type { CandlesResponse } from '../../shared/api.ts'
import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Head, PointChunk, SavedPrice } from '../engine/store.ts'

/*
 * History: 1, the first.
 */
export const databaseName = 'ebb'
export const databaseVersion = 1

export interface EbbSchema extends DBSchema {
  /** The newest row of each instrument, under its number in the epoch. */
  prices: { key: number; value: SavedPrice }
  /** One record each: `head` is the cursor and what belongs to it, `listing` the epoch's instruments. */
  meta: { key: 'head' | 'listing'; value: Head | ListedInstrument[] }
  points: { key: [id: string, start: number]; value: PointChunk; indexes: { start: number } }
  /** Under `symbol interval`. */
  candles: {
    key: string
    value: { key: string; savedAt: number; candles: CandlesResponse }
    indexes: { savedAt: number }
  }
  settings: { key: string; value: unknown }
}
