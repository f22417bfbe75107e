/** Allows `perSecond` on average and `burst` at once. */
export interface TokenBucket {
  /** Takes tokens at `now` (ms, of any clock that doesn't go back far); none, and false, where too few are left. */
  take(now: number, count?: number): boolean
}

export function makeTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst
  let filledAt: number | undefined
  return {
    take(now, count = 1) {
      const elapsedMs = Math.max(0, now - (filledAt ?? now))
      tokens = Math.min(burst, tokens + (elapsedMs / 1_000) * perSecond)
      filledAt = now
      if (tokens < count) return false
      tokens -= count
      return true
    },
  }
}
