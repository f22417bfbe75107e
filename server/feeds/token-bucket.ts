/** Allows `perSecond` on average and `burst` at once. */
export interface TokenBucket {
  /** Takes one token at `now` (ms, of any clock that doesn't go back far); false where none is left. */
  take(now: number): boolean
}

export function makeTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst
  let filledAt: number | undefined
  return {
    take(now) {
      const elapsedMs = Math.max(0, now - (filledAt ?? now))
      tokens = Math.min(burst, tokens + (elapsedMs / 1_000) * perSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens--
      return true
    },
  }
}
