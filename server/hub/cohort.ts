import { idleBeatMs } from './cadence.ts'
import { type DeltasOptions, makeDeltas, type Step } from './deltas.ts'
import type { Guest } from './round.ts'
import type { Standing } from './standing.ts'
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

/** So few that what was looked at is still in the cache when it is written to: see `lookAtAll`. */
const mostInGroup = 64

export function makeCohort({ serve, ...options }: CohortOptions): Cohort {
  const { sequence } = options
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
    lookAtAll(group.members, now)
    let areAllThere = true
    let nextBeatAt = Number.POSITIVE_INFINITY
    // Nearly all stand where the one before stood, so what is theirs is worked out once.
    let from: Standing | undefined
    let step: Step | undefined
    let beat: Step | undefined
    for (const member of group.members) {
      if (!canWrite(member, now)) {
        areAllThere = false
        continue
      }
      if (member.standing !== from || member.fresh !== undefined) {
        step = deltas.step(member, now)
        from = member.fresh === undefined ? member.standing : undefined
        beat = undefined
      }
      if (step !== undefined) tell(member, step, now)
      else if (now > beatOf(member)) {
        beat ??= deltas.beat(member.standing, now)
        tell(member, beat, now)
      }
      const at = beatOf(member)
      if (at < nextBeatAt) nextBeatAt = at
    }
    group.standsAt = areAllThere ? sequence.last() : undefined
    group.beatAt = nextBeatAt
    if (groups.length === 1) deltas.forget()
  }

  return {
    join(member) {
      // While a crowd comes, the one that was opened last has room.
      const group = groups.findLast(({ members }) => members.size < mostInGroup) ?? open()
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
      const step = deltas.alone(member, now)
      if (step !== undefined) tell(member, step, now)
      else if (now > beatOf(member)) tell(member, deltas.beat(member.standing, now), now)
    },
    stop() {
      for (const group of groups.splice(0)) group.stop()
    },
  }
}

/**
 * Of thousands of clients none is in the processor's cache. It waits for several at once where nothing
 * comes between them; a write does, and then each would be waited for alone.
 */
function lookAtAll(members: ReadonlySet<Subscriber>, now: number): void {
  for (const { output } of members) output.ready(now)
}

function tell(member: Subscriber, { bytes, standing }: Step, now: number): void {
  member.output.write(bytes, now)
  member.standing = standing
  if (member.fresh !== undefined) member.fresh = undefined
}

/** After this, the next chance to write would come too late for the promised heartbeat. */
function beatOf({ standing, heartbeatMs, intervalMs }: Subscriber): number {
  return standing.wroteAt + heartbeatMs - (intervalMs || idleBeatMs)
}

function canWrite(member: Subscriber, now: number): boolean {
  if (member.output.ready(now)) {
    if (member.blockedAt !== undefined) member.blockedAt = undefined
    return true
  }
  member.blockedAt ??= now
  return false
}
