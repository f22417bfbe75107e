import { freshMs, outlierBasisPoints } from '../../shared/alert.ts'

/**
 * Lets prints through that the book bears out. One that is far off it is held back until another
 * print is as far off the same way, or the book has moved there; until then it hasn't happened. Where
 * no book is known, the last print that went through stands for it, and the very first waits for a
 * second one.
 */
export interface Prints {
  /**
   * The prices to look at now, in order: none, this one, or the one held back and this one. What was
   * held back for too long to be fresh still bears out, but isn't looked at.
   */
  print(price: number, now: number): readonly number[]
  /** The middle of the book. The price that was held back, where this bears it out. */
  book(mid: number, now: number): readonly number[]
}

const none: readonly number[] = []

/** `last`: the one that is known at the beginning. */
export function makePrints(last: number | undefined): Prints {
  let book: { mid: number; at: number } | undefined
  let held: { price: number; at: number } | undefined

  function isNear(a: number, b: number): boolean {
    return Math.abs(a - b) * 10_000 <= outlierBasisPoints * b
  }

  /** What was held back is borne out. */
  function release(now: number): readonly number[] {
    if (held === undefined) return none
    const { price, at } = held
    held = undefined
    last = price
    return now - at <= freshMs ? [price] : none
  }

  return {
    print(price, now) {
      // A book that isn't told any more is none.
      const reference = book !== undefined && now - book.at <= freshMs ? book.mid : last
      if (reference !== undefined && isNear(price, reference)) {
        held = undefined
        last = price
        return [price]
      }
      if (held !== undefined && isNear(price, held.price)) {
        const before = release(now)
        last = price
        return [...before, price]
      }
      held = { price, at: now }
      return none
    },
    book(mid, now) {
      book = { mid, at: now }
      return held !== undefined && isNear(held.price, mid) ? release(now) : none
    },
  }
}
