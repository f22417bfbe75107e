import type { Random } from './random.ts'

/*
 * GARCH(1,1) over slices of 100 ms, variance 1 in the long run: calm and storm each last about a
 * minute. A jump counts as a shock too, so storms follow jumps.
 */
const shockWeight = 0.02
const memory = 0.979
const [least, most] = [0.1, 25]

export interface Volatility {
  /** The next return in units of the process's usual deviation, fat-tailed and clustered. */
  next(): number
  /** Present deviation; 1 is usual. */
  deviation(): number
}

export function makeVolatility(random: Random, jumpsPerSlice: number): Volatility {
  let variance = 1
  return {
    next() {
      let shock = Math.sqrt(variance) * random.normal()
      if (random.uniform() < jumpsPerSlice) {
        shock += (random.uniform() < 0.5 ? -1 : 1) * (12 + 10 * random.exponential())
      }
      const next = 1 - shockWeight - memory + shockWeight * shock * shock + memory * variance
      variance = Math.min(most, Math.max(least, next))
      return shock
    },
    deviation: () => Math.sqrt(variance),
  }
}
