import { formatCursor } from '../../shared/cursor.ts'
import { idleBeatMs } from './cadence.ts'
import { type DeltasOptions, makeDeltas } from './deltas.ts'
import type { Guest } from './round.ts'
import type { Subscriber } from './subscriber.ts'

/**
 * Subscribers who receive the same bytes: same instruments, same cadence, same encoding.
 *
 * Each member stands at a sequence of its own. Nearly all stand at the same, so a flush encodes
 * once for them, against the last frame where the encoding can; who was skipped or has just joined
 * gets the merged delta from where it stands, and that too is encoded once for all who stand there.
 * There is no queue anywhere: conflation is that a member's next frame begins where its last one
 * ended.
 *
 * A large cohort is several groups, so that they can be served in turns.
 */
export interface Cohort {
  join(member: Subscriber): void
  leave(member: Subscriber): void
  isEmpty(): boolean
  /** Brings one member up to the newest sequence, right away. */
  send(member: Subscriber, now: number): void
  /** Serves nobody any more. */
  stop(): void
}

export interface CohortOptions extends DeltasOptions {
  /** Has a group served at the cohort's cadence. Returns its stop. */
  serve(group: Guest): () => void
}

interface Group {
  readonly members: Set<Subscriber>
  /** All of them stand here or further, and none needs a heartbeat before `beatAt`; `undefined`: look. */
  standsAt: number | undefined
  beatAt: number
  stop: () => void
}

const mostInGroup = 250

export function makeCohort({ serve, ...options }: CohortOptions): Cohort {
  const { encoding, sequence } = options
  const deltas = makeDeltas(options)
  const groups: Group[] = []

  function open(): Group {
    const members = new Set<Subscriber>()
    const group: Group = { members, standsAt: undefined, beatAt: 0, stop: () => {} }
    group.stop = serve({ serve: (now) => flush(group, now), size: () => members.size })
    groups.push(group)
    return group
  }

  /** Brings every member that can be written to up to the newest sequence. */
  function flush(group: Group, now: number): void {
    const { standsAt, beatAt } = group
    if (standsAt !== undefined && now <= beatAt && deltas.newest() <= standsAt) return
    const revisions = deltas.revisions()
    group.standsAt = sequence.last()
    group.beatAt = Number.POSITIVE_INFINITY
    for (const member of group.members) {
      if (canWrite(member, now)) {
        advance(member, now, deltas.step(member, now), revisions)
        group.beatAt = Math.min(group.beatAt, beatOf(member))
      } else {
        group.standsAt = undefined
      }
    }
  }

  function advance(
    member: Subscriber,
    now: number,
    bytes: Uint8Array | undefined,
    revisions: number,
  ): void {
    if (bytes === undefined) {
      if (now <= beatOf(member)) return
      member.wroteAt = now
      // Before its snapshot a member stands nowhere, and a heartbeat doesn't move it from there.
      const at = member.sequence === undefined ? 0 : sequence.last()
      const cursor = formatCursor({ epoch: sequence.epoch, sequence: at })
      member.output.write(encoding.heartbeat(cursor, now), now)
      if (encoding.steps?.onBytes) member.mark = undefined
      if (member.sequence === undefined) return
    } else {
      member.output.write(bytes, now)
    }
    member.wroteAt = now
    member.sequence = sequence.last()
    member.revisions = revisions
    member.fresh = undefined
  }

  return {
    join(member) {
      const group = groups.find(({ members }) => members.size < mostInGroup) ?? open()
      group.members.add(member)
      group.standsAt = undefined
    },
    leave(member) {
      const at = groups.findIndex(({ members }) => members.delete(member))
      const group = groups[at]
      if (group === undefined || group.members.size > 0) return
      group.stop()
      groups.splice(at, 1)
    },
    isEmpty: () => groups.length === 0,
    send(member, now) {
      if (!canWrite(member, now)) return
      const bytes = deltas.of(member, now)
      advance(member, now, bytes, deltas.revisions())
      if (bytes !== undefined) member.mark = undefined
    },
    stop() {
      for (const group of groups.splice(0)) group.stop()
    },
  }
}

/** After this, the next chance to write would come too late for the promised heartbeat. */
function beatOf({ wroteAt, heartbeatMs, intervalMs }: Subscriber): number {
  return wroteAt + heartbeatMs - (intervalMs || idleBeatMs)
}

function canWrite(member: Subscriber, now: number): boolean {
  if (member.output.ready(now)) {
    member.blockedAt = undefined
    return true
  }
  member.blockedAt ??= now
  return false
}
