/** Where each item stands in the one heap that it may be in. A `Map` is one; see also `makePlaces`. */
export interface Places {
  get(item: number): number | undefined
  set(item: number, place: number): void
  delete(item: number): void
}

/**
 * A binary heap of numbered items, the nearest level on top. Adding and taking out cost O(log n),
 * looking at the top nothing: a price that reaches no level is compared with one. Items are numbers
 * side by side instead of objects, because there are millions: the collector never sees them.
 */
export interface Heap {
  size(): number
  /** `undefined` where nobody waits. */
  top(): number | undefined
  /** Of the top; where nobody waits, what no value reaches. */
  level(): number
  /** It must be in none. */
  add(item: number, level: number): void
  /** Nothing happens where it isn't here. */
  remove(item: number): void
}

const none = new Float64Array(0)
const firstRoom = 8

/** `lowest` on top for what rises, `highest` for what falls. */
export function makeHeap(nearest: 'lowest' | 'highest', places: Places = new Map()): Heap {
  const sign = nearest === 'lowest' ? 1 : -1
  /** By place: the level, so signed that the nearest is the lowest, and the item. */
  let at = none
  let size = 0

  const keyAt = (place: number) => at[2 * place] ?? Number.POSITIVE_INFINITY
  const itemAt = (place: number) => at[2 * place + 1] ?? Number.NaN

  function put(place: number, key: number, item: number): void {
    at[2 * place] = key
    at[2 * place + 1] = item
    places.set(item, place)
  }

  /** Puts an item at `from`, or up or down from there until it is in order. */
  function settle(from: number, key: number, item: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (keyAt(parent) <= key) break
      put(place, keyAt(parent), itemAt(parent))
      place = parent
    }
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && keyAt(child + 1) < keyAt(child)) child += 1
      if (keyAt(child) >= key) break
      put(place, keyAt(child), itemAt(child))
      place = child
    }
    put(place, key, item)
  }

  function makeRoom(): void {
    if (2 * size < at.length) return
    const larger = new Float64Array(2 * Math.max(firstRoom, Math.ceil(size * 1.5)))
    larger.set(at)
    at = larger
  }

  return {
    size: () => size,
    top: () => (size === 0 ? undefined : itemAt(0)),
    level: () => sign * (size === 0 ? Number.POSITIVE_INFINITY : keyAt(0)),
    add(item, level) {
      makeRoom()
      size += 1
      settle(size - 1, level * sign, item)
    },
    remove(item) {
      const place = places.get(item)
      if (place === undefined || place >= size || itemAt(place) !== item) return
      places.delete(item)
      size -= 1
      if (place < size) settle(place, keyAt(size), itemAt(size))
    },
  }
}
