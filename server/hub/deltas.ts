import type { Change, Frame } from '../../shared/frame.ts'
import { makeStanding, type Standing } from '../../shared/wire/standing.ts'
import type { CohortContext, Encoding } from './output.ts'
import type { Sequence } from './sequence.ts'
import type { Subscriber } from './subscriber.ts'

/** What brings a member of a cohort from where it stands to the present, encoded. */
export interface Deltas {
  /** The newest sequence among the cohort's instruments: who stands there needs nothing. */
  newest(): number
  /** How often the cohort's instruments have changed in all. */
  revisions(): number
  /** For one member alone, at any moment; `undefined` where nothing changed since. */
  of(member: Subscriber, now: number): Uint8Array | undefined
  /** For a member that is served with others: against the last frame where it has got that. */
  step(member: Subscriber, now: number): Uint8Array | undefined
  /** The frame of this moment: the mark of who was told something by `step`. */
  here(): Mark | undefined
}

/**
 * A frame that went out, of those that are told against the last one. Whoever got it as their last
 * one holds it as their mark, and its standing is what the next frame is told against. That one takes
 * the standing along: who was skipped then finds a mark without one, and gets a frame that stands
 * for itself. Groups that are served at other moments have marks of their own, and no list of these
 * is kept: a mark that nobody holds is gone.
 */
export interface Mark {
  standing: Standing | undefined
  /** How often the cohort's instruments had changed. */
  readonly revisions: number
}

export interface DeltasOptions {
  encoding: Encoding
  /** The instruments, by index, ascending. */
  indexes: readonly number[]
  sequence: Sequence
  context: CohortContext
}

export function makeDeltas({ encoding, indexes, sequence, context }: DeltasOptions): Deltas {
  const { steps } = encoding
  /** Those to the newest sequence at one moment, by where they begin. */
  const encoded = new Map<number, Uint8Array | undefined>()
  const stepped = new Map<Mark, Uint8Array | undefined>()
  let here: Mark | undefined
  let to = -1
  let at = -1

  function enter(now: number): void {
    if (to === sequence.last() && at === now) return
    to = sequence.last()
    at = now
    here = undefined
    encoded.clear()
    stepped.clear()
  }

  function frameOf(
    changes: Change[],
    { from, now, merged }: { from: number | undefined; now: number; merged?: number | undefined },
  ): Frame {
    return {
      epoch: sequence.epoch,
      from: from ?? 0,
      to: sequence.last(),
      snapshot: from === undefined,
      sentAt: now,
      merged,
      changes,
    }
  }

  function mergedSince(revisions: number, changes: Change[]): number {
    return Math.max(0, sequence.revisions(indexes) - revisions - changes.length)
  }

  function shared({ sequence: from, revisions }: Subscriber, now: number): Uint8Array | undefined {
    const changes = sequence.since(indexes, from ?? 0)
    if (changes.length === 0) return undefined
    const merged = revisions === undefined ? undefined : mergedSince(revisions, changes)
    return encoding.frame(frameOf(changes, { from, now, merged }), context)
  }

  /** The delta of a member that has added instruments: nobody else's, so nobody shares it. */
  function own({ sequence: from }: Subscriber, fresh: Map<number, number>, now: number) {
    const changes = sequence
      .since(indexes, 0)
      .filter(({ index, sequence: at }) => at > (fresh.get(index) ?? from ?? 0))
    if (changes.length === 0) return undefined
    return encoding.frame(frameOf(changes, { from, now }), context)
  }

  function of(member: Subscriber, now: number): Uint8Array | undefined {
    if (member.fresh !== undefined) return own(member, member.fresh, now)
    enter(now)
    // A snapshot is told apart from a delta since 0, and who knows its count from who doesn't.
    const key = (member.sequence ?? -1) * 2 + (member.revisions === undefined ? 1 : 0)
    if (!encoded.has(key)) encoded.set(key, shared(member, now))
    return encoded.get(key)
  }

  /** The mark of this moment, for who gets a frame that stands for itself. */
  function markHere(now: number): Mark {
    const standing = makeStanding({ epoch: sequence.epoch, indexes })
    const known = sequence.changed(indexes, 0)
    steps?.begin(standing, frameOf(known, { from: undefined, now }), context.detail)
    return { standing, revisions: sequence.revisions(indexes) }
  }

  /** The frame against a mark's; takes its standing on. */
  function after(mark: Mark, now: number): Uint8Array | undefined {
    const { standing, revisions } = mark
    if (standing === undefined) return undefined
    const { sequence: from } = standing
    const changes = sequence.changed(indexes, from)
    if (changes.length === 0) return undefined
    const merged = mergedSince(revisions, changes)
    const frame = frameOf(changes, { from, now, merged })
    const bytes = steps?.next(standing, frame, context.detail)
    mark.standing = undefined
    if (bytes !== undefined) here ??= { standing, revisions: sequence.revisions(indexes) }
    return bytes
  }

  return {
    newest: () => sequence.newest(indexes),
    revisions: () => sequence.revisions(indexes),
    of,
    step(member, now) {
      if (steps === undefined) return of(member, now)
      enter(now)
      const { mark } = member
      if (mark !== undefined) {
        let bytes = stepped.get(mark)
        if (bytes === undefined && !stepped.has(mark)) {
          bytes = after(mark, now)
          stepped.set(mark, bytes)
        }
        // Where its standing is still there, nothing has changed since.
        if (bytes !== undefined || mark.standing !== undefined) return bytes
      }
      const bytes = of(member, now)
      if (bytes !== undefined) here ??= markHere(now)
      return bytes
    },
    here: () => here,
  }
}
