import type { Places } from './heap.ts'

const nowhere = -1

/** For items that are numbered from 0 without many gaps: four bytes each. */
export function makePlaces(): Places {
  let at = new Int32Array(1_024).fill(nowhere)

  return {
    get(item) {
      const place = at[item] ?? nowhere
      return place === nowhere ? undefined : place
    },
    set(item, place) {
      if (item >= at.length) {
        const larger = new Int32Array(Math.ceil(item * 1.5)).fill(nowhere)
        larger.set(at)
        at = larger
      }
      at[item] = place
    },
    delete(item) {
      if (item < at.length) at[item] = nowhere
    },
  }
}
