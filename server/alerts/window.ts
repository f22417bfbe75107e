/** A window slides in so many steps: what is asked of the last hour is asked of the last 60 min 0 to 6 s. */
export const windowSteps = 600

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
  const lows = makeRun((kept, value) => kept < value)
  const highs = makeRun((kept, value) => kept > value)
  let present = Number.NEGATIVE_INFINITY

  function slide(time: number): void {
    const step = Math.floor(time / stepMs)
    if (step <= present) return
    present = step
    lows.drop(present - windowSteps)
    highs.drop(present - windowSteps)
  }

  return {
    add(time, value) {
      slide(time)
      lows.add(present, value)
      highs.add(present, value)
    },
    low(now) {
      slide(now)
      return lows.first()
    },
    high(now) {
      slide(now)
      return highs.first()
    },
  }
}

/** Values by step, each further out than all that come after it. */
interface Run {
  add(step: number, value: number): void
  /** Lets those before a step go. */
  drop(before: number): void
  first(): number | undefined
}

/** Numbers in two lists instead of an object a step: they come and go all the time. */
function makeRun(isFurther: (kept: number, value: number) => boolean): Run {
  const steps: number[] = []
  const values: number[] = []

  return {
    add(step, value) {
      for (let last = values.at(-1); last !== undefined; last = values.at(-1)) {
        if (isFurther(last, value)) break
        values.pop()
        steps.pop()
      }
      if (steps.at(-1) === step) return
      steps.push(step)
      values.push(value)
    },
    drop(before) {
      for (let first = steps[0]; first !== undefined && first < before; first = steps[0]) {
        steps.shift()
        values.shift()
      }
    },
    first: () => values[0],
  }
}
