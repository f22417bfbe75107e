import { outlierBasisPoints } from '../../shared/alert.ts'

/**
 * Lets prints through that the book bears out. One that is far off it is held back until another
 * print is as far off the same way, or the book has moved there; until then it hasn't happened. Where
 * no book is known, the last print that went through stands for it.
 */
export interface Prints {
  /** The prices to look at now, in order: none, this one, or the one held back and this one. */
  print(price: number): readonly number[]
  /** The middle of the book. The price that was held back, where this bears it out. */
  book(mid: number): readonly number[]
}

const none: readonly number[] = []

export function makePrints(): Prints {
  let mid: number | undefined
  let last: number | undefined
  let held: number | undefined

  function isNear(a: number, b: number): boolean {
    return Math.abs(a - b) * 10_000 <= outlierBasisPoints * b
  }

  function pass(price: number): readonly number[] {
    held = undefined
    last = price
    return [price]
  }

  return {
    print(price) {
      const reference = mid ?? last
      if (reference === undefined || isNear(price, reference)) return pass(price)
      if (held !== undefined && isNear(price, held)) {
        const first = held
        return [first, ...pass(price)]
      }
      held = price
      return none
    },
    book(next) {
      mid = next
      return held !== undefined && isNear(held, next) ? pass(held) : none
    },
  }
}
