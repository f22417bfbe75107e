import { makeTokenBucket } from './token-bucket.ts'

/**
 * Many who come at once, as after a restart. Whoever has come has just been told everything, and waits
 * for what changes next until the others have come too: else the first of ten thousand would be served
 * ten times a second while the last stand at the door. Nothing is lost to them: what they miss
 * conflates, as for anybody who isn't ready. Those who were there before are served as ever.
 */
export interface Crowd {
  /** Somebody was told everything, and may have to wait for more; `undefined` where they needn't. */
  come(now: number): Wait | undefined
  /**
   * Has a client written to; while a crowd comes a moment later, together with others, once for each call.
   * Whoever reads for them all, a proxy on this machine for one, is then woken once, and to wake it is
   * this core's work: over loopback a write that wakes takes three to four times as long.
   */
  write(how: () => void, now: number): void
}

export interface Wait {
  isOver(now: number): boolean
}

/** So many in a second, or at once, are no crowd: to let them in takes less than a tenth of a core. */
const few = { perSecond: 500, atOnce: 100 }
/** It hasn't been more than few for so long: the crowd is in, ms. */
const quietMs = 100
/** The longest that anybody waits, ms. */
const patienceMs = 2_000
/** So long first words may wait for those of others, ms. */
const togetherMs = 1

export function makeCrowd(): Crowd {
  const bucket = makeTokenBucket(few.perSecond, few.atOnce)
  let lastAt = Number.NEGATIVE_INFINITY
  /** Those who came or were answered within that time, each once: places bound them. */
  const waiting: (() => void)[] = []

  function writeAll(): void {
    for (const how of waiting.splice(0)) how()
  }

  return {
    come(now) {
      if (!bucket.take(now)) lastAt = now
      else if (Math.abs(now - lastAt) >= quietMs) return undefined
      // A clock that was set back must keep nobody waiting.
      const isOver = (at: number) =>
        Math.abs(at - now) >= patienceMs || Math.abs(at - lastAt) >= quietMs
      return { isOver }
    },
    write(how, now) {
      if (Math.abs(now - lastAt) >= quietMs) {
        how()
        return
      }
      if (waiting.length === 0) setTimeout(writeAll, togetherMs)
      waiting.push(how)
    },
  }
}
