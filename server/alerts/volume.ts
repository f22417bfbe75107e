/** A window is counted in so many steps: its edge is that coarse. */
const steps = 60
const dayMs = 86_400_000
/** With less of the day before than this, nothing can be called usual. */
const knownShare = 0.25

/**
 * How much is traded in a window, as a multiple of what is usual: the mean of the windows of that
 * length in the 24 h before it.
 */
export interface VolumeRate {
  /** `time` in epoch ms; volume in any unit. */
  add(time: number, volume: number): void
  /** What is known reaches back to here, epoch ms. */
  knownSince(time: number): void
  /** `undefined` while too little of the day before is known, or nothing was traded in it. */
  times(now: number): number | undefined
}

export function makeVolumeRate(windowMs: number): VolumeRate {
  const stepMs = windowMs / steps
  const count = Math.ceil(dayMs / stepMs) + steps + 1
  /** By step since the epoch, around and around. */
  const ring = new Float64Array(count)
  let present = Number.NEGATIVE_INFINITY
  let inWindow = 0
  let before = 0
  let since = Number.POSITIVE_INFINITY

  const at = (step: number) => ((step % count) + count) % count

  function slide(to: number): void {
    if (to <= present) return
    if (to - present >= count) {
      ring.fill(0)
      inWindow = 0
      before = 0
      present = to
      return
    }
    while (present < to) {
      present += 1
      // The place of the present step still has the oldest one's volume.
      before -= ring[at(present)] ?? 0
      ring[at(present)] = 0
      const leaving = ring[at(present - steps)] ?? 0
      inWindow -= leaving
      before += leaving
    }
  }

  return {
    add(time, volume) {
      const step = Math.floor(time / stepMs)
      slide(step)
      if (step <= present - count) return
      ring[at(step)] = (ring[at(step)] ?? 0) + volume
      if (step > present - steps) inWindow += volume
      else before += volume
      since = Math.min(since, time)
    },
    knownSince(time) {
      since = Math.min(since, time)
    },
    times(now) {
      slide(Math.floor(now / stepMs))
      const windowStart = (present - steps + 1) * stepMs
      const known = Math.min(dayMs, windowStart - since)
      if (known < dayMs * knownShare || known < windowMs || before <= 0) return undefined
      return Math.max(0, inWindow) / (before * (windowMs / known))
    },
  }
}
