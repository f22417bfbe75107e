import type { PriceStore, Saved, SavedPrice } from '../engine/store.ts'

/** Where IndexedDB is refused: the same, for as long as the worker lives. */
export function createMemoryPriceStore(): PriceStore {
  let saved: Saved | undefined
  return {
    async load() {
      return saved && structuredClone(saved)
    },
    async save({ base, head, listing, prices }) {
      if (base !== undefined && base !== saved?.head.cursor) return false
      const rows = new Map<number, SavedPrice>()
      for (const row of base === undefined ? [] : (saved?.prices ?? [])) rows.set(row.index, row)
      for (const row of prices) rows.set(row.index, row)
      saved = structuredClone({
        head,
        listing: listing ?? saved?.listing ?? [],
        prices: [...rows.values()],
      })
      return true
    },
    close() {},
  }
}
