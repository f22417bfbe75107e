import type { Time } from '../time.ts'

/** A clock that only moves when told, and seeded dice. */
export interface VirtualTime extends Time {
  /** Runs all that is due within `ms`, in order, with promises settled in between. */
  advance(ms: number): Promise<void>
  /** The clock jumps and nothing runs, as when the lid of a laptop is closed. */
  sleep(ms: number): void
  /** A whole number from 0 to `below` - 1. */
  dice(below: number): number
  /** The same clock for one worker: when the worker dies, its timers die with it. */
  mortal(): { time: Time; die(): void }
}

export function createVirtualTime(seed: number): VirtualTime {
  const random = mulberry32(seed)
  let now = 1_800_000_000_000
  let order = 0
  let timers: { at: number; order: number; run: () => void }[] = []

  function after(ms: number, run: () => void): () => void {
    const timer = { at: now + Math.max(0, ms), order: order++, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((each) => each !== timer)
    }
  }

  function next(until: number) {
    let first: (typeof timers)[number] | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
        first = timer
      }
    }
    return first
  }

  return {
    now: () => now,
    random,
    after,
    dice: (below) => Math.floor(random() * below),
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let timer = next(until); timer; timer = next(until)) {
        const due = timer
        timers = timers.filter((each) => each !== due)
        now = Math.max(now, due.at)
        due.run()
        await settle()
      }
      now = until
    },
    sleep(ms) {
      now += ms
      for (const timer of timers) timer.at += ms
    },
    mortal() {
      const own = new Set<() => void>()
      let dead = false
      return {
        time: {
          now: () => now,
          random,
          after(ms, run) {
            if (dead) return () => {}
            const cancel = after(ms, () => {
              own.delete(cancel)
              run()
            })
            own.add(cancel)
            return cancel
          },
        },
        die() {
          dead = true
          for (const cancel of own) cancel()
        },
      }
    },
  }
}

/** Lets every promise that can settle do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 16; i++) await Promise.resolve()
}

/** A small seeded generator: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
