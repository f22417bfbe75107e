/** Waits in a heap for a level. It knows its place, so that it can be taken out wherever it stands. */
export interface Waiting {
  level: number
  /** Where it stands; -1: nowhere. */
  place: number
}

/**
 * A binary heap, the nearest level on top. Adding and taking out cost O(log n), looking at the top
 * nothing: a price that reaches no level is compared with one.
 */
export interface Heap<T extends Waiting> {
  size(): number
  top(): T | undefined
  add(waiting: T): void
  /** Nothing happens where it isn't here. */
  remove(waiting: T): void
}

/** `lowest` on top for what rises, `highest` for what falls. */
export function makeHeap<T extends Waiting>(nearest: 'lowest' | 'highest'): Heap<T> {
  const all: T[] = []
  const sign = nearest === 'lowest' ? 1 : -1

  /** Moves what stands at `place` up or down until it is in order. */
  function settle(waiting: T, place: number): void {
    let at = place
    const key = waiting.level * sign
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = all[parent]
      if (above === undefined || above.level * sign <= key) break
      put(above, at)
      at = parent
    }
    for (;;) {
      let child = 2 * at + 1
      let below = all[child]
      if (below === undefined) break
      const other = all[child + 1]
      if (other !== undefined && other.level * sign < below.level * sign) {
        child += 1
        below = other
      }
      if (below.level * sign >= key) break
      put(below, at)
      at = child
    }
    put(waiting, at)
  }

  function put(waiting: T, place: number): void {
    all[place] = waiting
    waiting.place = place
  }

  return {
    size: () => all.length,
    top: () => all[0],
    add(waiting) {
      settle(waiting, all.length)
    },
    remove(waiting) {
      const { place } = waiting
      if (place < 0 || all[place] !== waiting) return
      waiting.place = -1
      const last = all.pop()
      if (last !== undefined && last !== waiting) settle(last, place)
    },
  }
}
