import type { PointChunk, PriceStore, Saved, SavedPrice } from '../engine/store.ts'
import { joinChunks } from './chunks.ts'

/** Where IndexedDB is refused: the same, for as long as the worker lives. */
export function createMemoryPriceStore(): PriceStore {
  let saved: Saved | undefined
  let points = new Map<string, PointChunk>()
  return {
    async load() {
      return saved && structuredClone(saved)
    },
    async save({ base, head, listing, prices, points: chunks, forgetBefore }) {
      if (base !== undefined && base !== saved?.head.cursor) return false
      const rows = new Map<number, SavedPrice>()
      for (const row of base === undefined ? [] : (saved?.prices ?? [])) rows.set(row.index, row)
      for (const row of prices) rows.set(row.index, row)
      saved = structuredClone({
        head,
        listing: listing ?? saved?.listing ?? [],
        prices: [...rows.values()],
      })
      for (const chunk of chunks) points.set(`${chunk.id} ${chunk.start}`, structuredClone(chunk))
      for (const [key, { start }] of points) {
        if (forgetBefore !== undefined && start < forgetBefore) points.delete(key)
      }
      return true
    },
    async points(id, since) {
      const own = [...points.values()].filter((chunk) => chunk.id === id)
      return joinChunks(own, since)
    },
    async dropPoints() {
      points = new Map()
    },
    close() {},
  }
}
