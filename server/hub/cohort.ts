import { formatCursor } from '../../shared/cursor.ts'
import type { Change, Frame } from '../../shared/frame.ts'
import { idleBeatMs } from './cadence.ts'
import type { Encoding, MarketContext } from './output.ts'
import type { Sequence } from './sequence.ts'
import type { Subscriber } from './subscriber.ts'

/**
 * Subscribers who receive the same bytes: same instruments, same cadence, same encoding.
 *
 * Each member stands at a sequence of its own. Nearly all stand at the same, so a flush encodes
 * once for them; who was skipped or has just joined gets the merged delta from where it stands, and
 * that too is encoded once for all who stand there. There is no queue anywhere: conflation is that
 * a member's next frame begins where its last one ended.
 */
export interface Cohort {
  readonly members: Set<Subscriber>
  /** Brings every member that can be written to up to the newest sequence. */
  flush(now: number): void
  /** Brings one member up to it, right away. */
  send(member: Subscriber, now: number): void
}

export interface CohortOptions {
  encoding: Encoding
  /** The instruments, by index, ascending. */
  indexes: readonly number[]
  sequence: Sequence
  context: MarketContext
}

interface Encoded {
  /** Absent where nothing changed since. */
  bytes: Uint8Array | undefined
}

export function makeCohort({ encoding, indexes, sequence, context }: CohortOptions): Cohort {
  const members = new Set<Subscriber>()

  function frameOf(changes: Change[], from: number | undefined, now: number): Frame {
    return {
      epoch: sequence.epoch,
      from: from ?? 0,
      to: sequence.last(),
      snapshot: from === undefined,
      sentAt: now,
      merged: undefined,
      changes,
    }
  }

  /** The delta from where `member` stands. Shared by whoever stands there too. */
  function delta(member: Subscriber, revisions: number, now: number): Encoded {
    const changes = sequence.since(indexes, member.sequence ?? 0)
    if (changes.length === 0) return { bytes: undefined }
    const frame = frameOf(changes, member.sequence, now)
    if (member.revisions !== undefined) {
      frame.merged = Math.max(0, revisions - member.revisions - changes.length)
    }
    return { bytes: encoding.frame(frame, context) }
  }

  /** The delta of a member that has added instruments: nobody else's, so nobody shares it. */
  function ownDelta(member: Subscriber, now: number): Encoded {
    const changes = sequence
      .since(indexes, 0)
      .filter(({ index, sequence: at }) => at > (member.fresh.get(index) ?? member.sequence ?? 0))
    if (changes.length === 0) return { bytes: undefined }
    return { bytes: encoding.frame(frameOf(changes, member.sequence, now), context) }
  }

  function advance(member: Subscriber, now: number, encoded: Encoded, revisions: number): void {
    if (encoded.bytes === undefined) {
      if (!isBeatDue(member, now)) return
      member.wroteAt = now
      // Before its snapshot a member stands nowhere, and a heartbeat doesn't move it from there.
      const at = member.sequence === undefined ? 0 : sequence.last()
      const cursor = formatCursor({ epoch: sequence.epoch, sequence: at })
      member.output.write(encoding.heartbeat(cursor, now))
      if (member.sequence === undefined) return
    } else {
      member.output.write(encoded.bytes)
    }
    member.wroteAt = now
    member.sequence = sequence.last()
    member.revisions = revisions
    member.fresh.clear()
  }

  /** Whether the next chance to write would come too late for the promised heartbeat. */
  function isBeatDue({ wroteAt, heartbeatMs, intervalMs }: Subscriber, now: number): boolean {
    return now - wroteAt + (intervalMs || idleBeatMs) > heartbeatMs
  }

  function canWrite(member: Subscriber, now: number): boolean {
    if (member.output.ready()) {
      member.blockedAt = undefined
      return true
    }
    member.blockedAt ??= now
    return false
  }

  return {
    members,
    flush(now) {
      const revisions = sequence.revisions(indexes)
      const shared = new Map<number, Encoded>()
      for (const member of members) {
        if (!canWrite(member, now)) continue
        if (member.fresh.size > 0) {
          advance(member, now, ownDelta(member, now), revisions)
          continue
        }
        // A snapshot is told apart from a delta since 0, and who knows its count from who doesn't.
        const key = (member.sequence ?? -1) * 2 + (member.revisions === undefined ? 1 : 0)
        let encoded = shared.get(key)
        if (encoded === undefined) {
          encoded = delta(member, revisions, now)
          shared.set(key, encoded)
        }
        advance(member, now, encoded, revisions)
      }
    },
    send(member, now) {
      if (!canWrite(member, now)) return
      const revisions = sequence.revisions(indexes)
      const encoded = member.fresh.size > 0 ? ownDelta(member, now) : delta(member, revisions, now)
      advance(member, now, encoded, revisions)
    },
  }
}
