import { formatCursor } from '../../shared/cursor.ts'
import type { Change, Frame } from '../../shared/frame.ts'
import { Memo } from './memo.ts'
import type { CohortContext, Course, Encoding } from './output.ts'
import type { Sequence } from './sequence.ts'
import type { Mark, Standing } from './standing.ts'
import type { Subscriber } from './subscriber.ts'

/** What brings a member of a cohort from where it stands to the present. */
export interface Deltas {
  /** The newest sequence among the cohort's instruments: who stands there needs nothing. */
  newest(): number
  /** For one member alone, at any moment; `undefined` where nothing changed since. */
  alone(member: Member, now: number): Step | undefined
  /**
   * For a member that is served with others: against the last frame where it has got that. The same for
   * all who stand there and have added no instruments.
   */
  step(member: Member, now: number): Step | undefined
  /** A heartbeat, the same for all who stand there. */
  beat(from: Standing, now: number): Step
  /**
   * Nobody else is served at this moment: what was made for it goes before it grows old. Kept until the
   * next one, a thousand cohorts' bytes would outlive the young part of the heap, and fill the old one.
   */
  forget(): void
}

/** Bytes, shared by all who are told them, and where they then stand. */
export interface Step {
  readonly bytes: Uint8Array
  readonly standing: Standing
}

type Member = Pick<Subscriber, 'standing' | 'fresh'>

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
  const encoded = new Memo<number, Uint8Array | undefined>()
  const stepped = new Memo<Mark, Uint8Array | undefined>()
  /** Where those stand who are told of this moment, with its mark and without. */
  const standings = new Memo<Mark | undefined, Standing>()
  let here: Mark | undefined
  /** How often the instruments had changed by then. */
  let revisions = 0
  let to = -1
  let at = -1
  let joinedAt = Number.NEGATIVE_INFINITY

  function enter(now: number): void {
    if (to === sequence.last() && at === now) return
    to = sequence.last()
    at = now
    here = undefined
    revisions = sequence.revisions(indexes)
    forget()
  }

  function forget(): void {
    encoded.clear()
    stepped.clear()
    standings.clear()
  }

  function frameOf(
    changes: Change[],
    { from, now, merged }: { from: number | undefined; now: number; merged?: number | undefined },
  ): Frame {
    return {
      epoch: sequence.epoch,
      from: from ?? 0,
      to,
      snapshot: from === undefined,
      sentAt: now,
      merged,
      changes,
    }
  }

  function mergedSince(before: number, changes: Change[]): number {
    return Math.max(0, revisions - before - changes.length)
  }

  function shared({ sequence: from, revisions: before }: Standing, now: number) {
    const changes = sequence.since(indexes, from ?? 0)
    if (changes.length === 0) return undefined
    const merged = before === undefined ? undefined : mergedSince(before, changes)
    return encoding.frame(frameOf(changes, { from, now, merged }), context)
  }

  /** The delta of a member that has added instruments: nobody else's, so nobody shares it. */
  function own({ standing, fresh }: Member, now: number): Uint8Array | undefined {
    const from = standing.sequence
    const changes = sequence
      .since(indexes, 0)
      .filter(({ index, sequence: at }) => at > (fresh?.get(index) ?? from ?? 0))
    if (changes.length === 0) return undefined
    return encoding.frame(frameOf(changes, { from, now }), context)
  }

  function of(member: Member, now: number): Uint8Array | undefined {
    const { standing, fresh } = member
    if (fresh !== undefined) return own(member, now)
    // A snapshot is told apart from a delta since 0, and who knows its count from who doesn't.
    const key = (standing.sequence ?? -1) * 2 + (standing.revisions === undefined ? 1 : 0)
    if (!encoded.has(key)) encoded.set(key, shared(standing, now))
    return encoded.get(key)
  }

  function standingOf(mark: Mark | undefined): Standing {
    const known = standings.get(mark)
    if (known !== undefined) return known
    const standing = { sequence: to, revisions, wroteAt: at, mark }
    standings.set(mark, standing)
    return standing
  }

  function markOf(course: Course | undefined): Mark {
    return { course, sequence: to, revisions }
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
    const { course, revisions: before, sequence: from } = mark
    if (course === undefined) return undefined
    const changes = sequence.changed(indexes, from)
    if (changes.length === 0) return undefined
    const merged = mergedSince(before, changes)
    const bytes = course.next(frameOf(changes, { from, now, merged }))
    mark.course = undefined
    if (bytes === undefined) return undefined
    if (here === undefined) here = markOf(course)
    else here.course?.join?.()
    return bytes
  }

  return {
    newest: () => sequence.newest(indexes),
    alone(member, now) {
      enter(now)
      const bytes = of(member, now)
      return bytes && { bytes, standing: standingOf(undefined) }
    },
    step(member, now) {
      enter(now)
      const { mark } = member.standing
      if (mark !== undefined) {
        if (!stepped.has(mark)) stepped.set(mark, after(mark, now))
        const bytes = stepped.get(mark)
        if (bytes !== undefined) return { bytes, standing: standingOf(here) }
        // Where its course is still there, nothing has changed since.
        if (mark.course !== undefined) return undefined
      }
      const bytes = of(member, now)
      return bytes && { bytes, standing: standingOf(steps && join(now)) }
    },
    beat({ sequence: from, revisions: before, mark }, now) {
      enter(now)
      // Before its snapshot a member stands nowhere, and a heartbeat doesn't move it from there.
      const standsAt = from === undefined ? undefined : to
      const cursor = formatCursor({ epoch: sequence.epoch, sequence: standsAt ?? 0 })
      return {
        bytes: encoding.heartbeat(cursor, now),
        standing: {
          sequence: standsAt,
          revisions: standsAt === undefined ? before : revisions,
          wroteAt: now,
          mark: steps?.onBytes ? undefined : mark,
        },
      }
    },
    forget,
  }
}
