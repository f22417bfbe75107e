import type { Change, State } from '../../shared/frame.ts'
import type { InstrumentId } from '../../shared/instrument.ts'
import type { Listing } from './listing.ts'

/** One sequence for all changes of an epoch, and the newest change of each instrument. */
export interface Sequence {
  readonly epoch: string
  /** The newest change's number; 0 before the first. */
  last(): number
  /** Stamps a new state; `undefined` where the epoch doesn't list its instrument. */
  record(state: State): Change | undefined
  /** A sign of life that changed nothing: the newest change is younger than it was. */
  seen(instrument: InstrumentId, receivedAt: number): void
  /** Newest changes of these instruments above `sequence`, as the instruments are ordered. */
  changed(indexes: readonly number[], sequence: number): Change[]
  /** The same, ascending by sequence. */
  since(indexes: readonly number[], sequence: number): Change[]
  /** The number of the newest change of these instruments; 0 before the first. */
  newest(indexes: readonly number[]): number
  /** How often these instruments have changed in all: two readings tell how many were conflated. */
  revisions(indexes: readonly number[]): number
}

export function makeSequence(epoch: string, listing: Listing): Sequence {
  const newest: (Change | undefined)[] = []
  /** Their numbers, 0 before the first: most that is asked is answered by these, which lie together. */
  const numbers: number[] = []
  const revisions: number[] = []
  let last = 0

  /** Up to this index, one after the other: with gaps V8 would make tables of them, and search these. */
  function reserve(index: number): void {
    for (let next = newest.length; next <= index; next++) {
      newest.push(undefined)
      numbers.push(0)
      revisions.push(0)
    }
  }

  function changed(indexes: readonly number[], sequence: number): Change[] {
    const changes: Change[] = []
    for (const index of indexes) {
      if ((numbers[index] ?? 0) <= sequence) continue
      const change = newest[index]
      if (change !== undefined) changes.push(change)
    }
    return changes
  }

  return {
    epoch,
    last: () => last,
    record(state) {
      const index = listing.get(state.instrument)?.index
      if (index === undefined) return undefined
      // What is spread comes last: else V8 makes a hidden class for each change, and finds nothing fast.
      const change = { index, sequence: ++last, ...state }
      reserve(index)
      newest[index] = change
      numbers[index] = last
      revisions[index] = (revisions[index] ?? 0) + 1
      return change
    },
    seen(instrument, receivedAt) {
      const change = newest[listing.get(instrument)?.index ?? -1]
      if (change !== undefined && receivedAt > change.receivedAt) change.receivedAt = receivedAt
    },
    changed,
    since: (indexes, sequence) =>
      changed(indexes, sequence).sort((a, b) => a.sequence - b.sequence),
    newest(indexes) {
      let number = 0
      for (const index of indexes) number = Math.max(number, numbers[index] ?? 0)
      return number
    },
    revisions(indexes) {
      let sum = 0
      for (const index of indexes) sum += revisions[index] ?? 0
      return sum
    },
  }
}
