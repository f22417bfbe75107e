/** What orders two states of one instrument. */
export interface Stamp {
  epoch: string
  sequence: number
}

/** Epochs that were left stay known for as long as any message of theirs may still be under way. */
const remembered = 32

/**
 * Newest wins, by epoch and sequence. Epochs have no order among themselves, but a server never
 * returns to one: whatever comes from an epoch that was left is old.
 */
export function makeNewest() {
  const left = new Set<string>()

  return {
    /** Whether `next` may take the place of `current`. An equal stamp may: it says the same, more recently. */
    wins(next: Stamp, current: Stamp | undefined): boolean {
      if (left.has(next.epoch)) return false
      return !current || next.epoch !== current.epoch || next.sequence >= current.sequence
    },
    leave(epoch: string) {
      left.add(epoch)
      for (const oldest of left) {
        if (left.size <= remembered) break
        left.delete(oldest)
      }
    },
  }
}
