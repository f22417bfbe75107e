import type { Change, Frame } from '../../shared/frame.ts'
import type { Encoding, MarketContext } from './output.ts'
import type { Sequence } from './sequence.ts'
import type { Subscriber } from './subscriber.ts'

/** What brings a member of a cohort from where it stands to the present, encoded. */
export interface Deltas {
  /** The newest sequence among the cohort's instruments: who stands there needs nothing. */
  newest(): number
  /** How often the cohort's instruments have changed in all. */
  revisions(): number
  /** Shared by all who stand where `member` does; `undefined` where nothing changed since. */
  of(member: Subscriber, now: number): Uint8Array | undefined
}

export interface DeltasOptions {
  encoding: Encoding
  /** The instruments, by index, ascending. */
  indexes: readonly number[]
  sequence: Sequence
  context: MarketContext
}

export function makeDeltas({ encoding, indexes, sequence, context }: DeltasOptions): Deltas {
  /** Those to the newest sequence at one moment, by where they begin. */
  const encoded = new Map<number, Uint8Array | undefined>()
  let to = -1
  let at = -1

  function encode(changes: Change[], from: number | undefined, now: number, merged?: number) {
    if (changes.length === 0) return undefined
    const frame: Frame = {
      epoch: sequence.epoch,
      from: from ?? 0,
      to: sequence.last(),
      snapshot: from === undefined,
      sentAt: now,
      merged,
      changes,
    }
    return encoding.frame(frame, context)
  }

  function shared(member: Subscriber, now: number): Uint8Array | undefined {
    const changes = sequence.since(indexes, member.sequence ?? 0)
    const { revisions } = member
    const merged =
      revisions === undefined
        ? undefined
        : Math.max(0, sequence.revisions(indexes) - revisions - changes.length)
    return encode(changes, member.sequence, now, merged)
  }

  /** The delta of a member that has added instruments: nobody else's, so nobody shares it. */
  function own(member: Subscriber, fresh: Map<number, number>, now: number) {
    const changes = sequence
      .since(indexes, 0)
      .filter(({ index, sequence: at }) => at > (fresh.get(index) ?? member.sequence ?? 0))
    return encode(changes, member.sequence, now)
  }

  return {
    newest: () => sequence.newest(indexes),
    revisions: () => sequence.revisions(indexes),
    of(member, now) {
      if (member.fresh !== undefined) return own(member, member.fresh, now)
      if (to !== sequence.last() || at !== now) {
        to = sequence.last()
        at = now
        encoded.clear()
      }
      // A snapshot is told apart from a delta since 0, and who knows its count from who doesn't.
      const key = (member.sequence ?? -1) * 2 + (member.revisions === undefined ? 1 : 0)
      if (!encoded.has(key)) encoded.set(key, shared(member, now))
      return encoded.get(key)
    },
  }
}
