/** A window slides in so many steps: what is asked of the last hour is asked of the last 60 min 0 to 6 s. */
export const windowSteps = 600

interface Step {
  /** Which step since the epoch. */
  step: number
  value: number
}

/**
 * The lowest and highest value of the steps that have just been: the present one and the
 * `windowSteps` before it. Each step keeps one value, and those that can't matter any more are let go,
 * so that a window never holds more than its steps, whatever the market does.
 */
export interface Extremes {
  /** `time` in epoch ms; one from before the present step counts as of now. */
  add(time: number, value: number): void
  /** `undefined` where nothing is in the window that ends at `now`, epoch ms. */
  low(now: number): number | undefined
  high(now: number): number | undefined
}

export function makeExtremes(windowMs: number): Extremes {
  const stepMs = windowMs / windowSteps
  /** Rising values: each is the lowest of all that come after it. */
  const lows: Step[] = []
  const highs: Step[] = []
  let present = Number.NEGATIVE_INFINITY

  function slide(time: number): void {
    const step = Math.floor(time / stepMs)
    if (step <= present) return
    present = step
    const first = present - windowSteps
    while ((lows[0]?.step ?? first) < first) lows.shift()
    while ((highs[0]?.step ?? first) < first) highs.shift()
  }

  return {
    add(time, value) {
      slide(time)
      while ((lows.at(-1)?.value ?? Number.NEGATIVE_INFINITY) >= value) lows.pop()
      if (lows.at(-1)?.step !== present) lows.push({ step: present, value })
      while ((highs.at(-1)?.value ?? Number.POSITIVE_INFINITY) <= value) highs.pop()
      if (highs.at(-1)?.step !== present) highs.push({ step: present, value })
    },
    low(now) {
      slide(now)
      return lows[0]?.value
    },
    high(now) {
      slide(now)
      return highs[0]?.value
    },
  }
}
