/** Where a finger was at an instant, ms. */
export interface Sample {
  at: number
  left: number
}

/** A finger that rested for longer than this before it was lifted throws nothing. */
const memoryMs = 100
/** The time in which a glide loses 63 % of its speed. */
const slowingMs = 325
/** Slower than this, pixels a ms, it is at rest. */
const restSpeed = 0.02
/** Slower than this a finger has let go, not thrown. */
const throwSpeed = 0.15

/** Remembers a finger's last tenth of a second. */
export function makeTrail() {
  let samples: Sample[] = []
  return {
    add(sample: Sample): void {
      samples = samples.filter(({ at }) => sample.at - at <= memoryMs)
      samples.push(sample)
    },
    clear(): void {
      samples = []
    },
    /** Pixels a ms, at the instant at which it was lifted. */
    speed(now: number): number {
      const recent = samples.filter(({ at }) => now - at <= memoryMs)
      const first = recent[0]
      const last = recent.at(-1)
      if (!first || !last || last.at - first.at < 1) return 0
      return (last.left - first.left) / (last.at - first.at)
    },
  }
}

/**
 * How far something thrown with `speed` has come, pixels after so many ms; `undefined` once it is at
 * rest. Without enough speed there is no glide.
 */
export function glide(speed: number): ((elapsedMs: number) => number | undefined) | undefined {
  if (Math.abs(speed) < throwSpeed) return undefined
  return (elapsedMs) => {
    const slowed = Math.exp(-elapsedMs / slowingMs)
    return Math.abs(speed) * slowed < restSpeed ? undefined : speed * slowingMs * (1 - slowed)
  }
}
