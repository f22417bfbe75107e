import type { ListedInstrument, Market } from '../../shared/protocol.ts'
import type { LivePrice } from './live.ts'

/** A row as it is kept: under its number in the epoch, because deltas name it so. */
export interface SavedPrice extends LivePrice {
  index: number
}

/** What the rows are, and how far they have got. */
export interface Head {
  /** `epoch.sequence` of the rows. */
  cursor: string
  /** What was asked for: the cursor says nothing of any other symbol. */
  symbols: string[]
  market: Market
  simulated: boolean
}

export interface Saved {
  head: Head
  listing: ListedInstrument[]
  prices: SavedPrice[]
}

export interface Batch {
  /** The cursor that was saved before, on which `prices` build; absent: `prices` is everything. */
  base: string | undefined
  head: Head
  /** Present where it has changed since, and always where `base` is absent. */
  listing: ListedInstrument[] | undefined
  prices: SavedPrice[]
}

/**
 * Keeps prices over the death of a worker. A cursor is only ever stored with the rows it belongs to:
 * a batch is one transaction, whole or not at all.
 */
export interface PriceStore {
  /** What was saved last; `undefined` where there is nothing, or nothing that can be read. */
  load(): Promise<Saved | undefined>
  /**
   * False where the store doesn't stand at `base`, because another engine has written: nothing is
   * saved, and everything is to be saved instead. Rejects with a `QuotaExceededError` when full.
   */
  save(batch: Batch): Promise<boolean>
  close(): void
}
