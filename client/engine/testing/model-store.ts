import type { PriceStore, Saved, SavedPrice } from '../store.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What is on the disk outlives the worker; what was on its way there is saved or lost by chance. */
export function createModelStore(time: VirtualTime): PriceStore {
  let saved: Saved | undefined

  const soon = () =>
    new Promise<void>((resolve) => {
      time.after(time.dice(300), resolve)
    })

  return {
    async load() {
      await soon()
      return saved
    },
    async save({ base, head, listing, prices }) {
      const copies = prices.map((row) => ({ ...row }))
      await soon()
      if (base !== undefined && base !== saved?.head.cursor) return false
      const rows = new Map<number, SavedPrice>()
      if (base !== undefined) for (const row of saved?.prices ?? []) rows.set(row.index, row)
      for (const row of copies) rows.set(row.index, row)
      saved = { head, listing: listing ?? saved?.listing ?? [], prices: [...rows.values()] }
      await soon()
      return true
    },
    close() {},
  }
}
