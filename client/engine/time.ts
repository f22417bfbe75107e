/** The clock and the dice, so that a test can drive both. */
export interface Time {
  /** Epoch ms. */
  now(): number
  /** 0 to 1. */
  random(): number
  /** Runs once after `ms`; the returned stop cancels it. */
  after(ms: number, run: () => void): () => void
}

export const realTime: Time = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
