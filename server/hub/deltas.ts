import type { Change, Frame } from '../../shared/frame.ts'
import type { CohortContext, Course, Encoding } from './output.ts'
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
  /**
   * For a member that is served with others: against the last frame where it has got that. What it is
   * told leaves it a mark.
   */
  step(member: Subscriber, now: number): Uint8Array | undefined
}

/**
 * A frame that went out, of those that are told against the last one. Whoever got it as their last
 * one holds it as their mark, and the next frame goes on by its course. That one takes the course
 * along: who was skipped then finds a mark without one, and gets a frame that stands for itself. Groups that are served at other moments have marks of their own, and no list of these
 * is kept: a mark that nobody holds is gone.
 */
export interface Mark {
  course: Course | undefined
  readonly sequence: number
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

/** So often others may join a course that begins anew by it, ms. */
const joinEveryMs = 1_000

export function makeDeltas({ encoding, indexes, sequence, context }: DeltasOptions): Deltas {
  const { steps } = encoding
  /** Those to the newest sequence at one moment, by where they begin. */
  const encoded = new Map<number, Uint8Array | undefined>()
  const stepped = new Map<Mark, Uint8Array | undefined>()
  let here: Mark | undefined
  let to = -1
  let at = -1
  let joinedAt = Number.NEGATIVE_INFINITY

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

  function markOf(course: Course | undefined): Mark {
    return { course, sequence: sequence.last(), revisions: sequence.revisions(indexes) }
  }

  /** The mark of this moment for who gets a frame that stands for itself; `undefined`: not yet. */
  function join(now: number): Mark | undefined {
    if (steps?.onBytes && joinedAt !== now) {
      // A clock that was set back must not keep everybody out.
      if (Math.abs(now - joinedAt) < joinEveryMs) return undefined
      joinedAt = now
    }
    if (here === undefined) {
      const known = frameOf(sequence.changed(indexes, 0), { from: undefined, now })
      here = markOf(steps?.begin(known, { indexes, context }))
    } else here.course?.join?.()
    return here
  }

  /** The frame that goes on from a mark; takes its course along. */
  function after(mark: Mark, now: number): Uint8Array | undefined {
    const { course, revisions, sequence: from } = mark
    if (course === undefined) return undefined
    const changes = sequence.changed(indexes, from)
    if (changes.length === 0) return undefined
    const merged = mergedSince(revisions, changes)
    const bytes = course.next(frameOf(changes, { from, now, merged }))
    mark.course = undefined
    if (bytes === undefined) return undefined
    if (here === undefined) here = markOf(course)
    else here.course?.join?.()
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
        if (!stepped.has(mark)) stepped.set(mark, after(mark, now))
        const bytes = stepped.get(mark)
        if (bytes !== undefined) member.mark = here
        // Where its course is still there, nothing has changed since.
        if (bytes !== undefined || mark.course !== undefined) return bytes
      }
      const bytes = of(member, now)
      if (bytes !== undefined) member.mark = join(now)
      return bytes
    },
  }
}
