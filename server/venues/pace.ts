/** `burst` at once, and one more every `everyMs`. */
export interface Pace {
  burst: number
  everyMs: number
}

export interface Pacer {
  /** How long until the next may go, ms; 0 where it may now. `now` is a clock that only rises. */
  waitMs(now: number): number
  /** One goes. */
  take(now: number): void
}

export function makePacer({ burst, everyMs }: Pace): Pacer {
  let tokens = burst
  let filledAt: number | undefined

  const fill = (now: number) => {
    tokens = Math.min(burst, tokens + (now - (filledAt ?? now)) / everyMs)
    filledAt = now
  }
  return {
    waitMs(now) {
      fill(now)
      // A hair less than a whole token is a rounding error, not a wait.
      return tokens > 1 - 1e-9 ? 0 : Math.ceil((1 - tokens) * everyMs)
    },
    take(now) {
      fill(now)
      tokens -= 1
    },
  }
}
