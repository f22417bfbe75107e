/** Allows `perSecond` on average and `burst` at once. */
export interface TokenBucket {
  /**
   * Takes tokens at `now` (ms, of any clock that doesn't go back far); none, and false, where too few
   * are left.
   */
  take(now: number, count?: number): boolean
}

export function makeTokenBucket(perSecond: number, burst: number): TokenBucket {
  return new ClientBucket(perSecond, burst)
}

/** There are many: an object each, not one and a closure. */
class ClientBucket implements TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAt: number | undefined

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
  }

  take(now: number, count = 1): boolean {
    const elapsedMs = Math.max(0, now - (this.#filledAt ?? now))
    const filled = this.#tokens + (elapsedMs / 1_000) * this.#perSecond
    const tokens = Math.min(this.#burst, filled)
    this.#filledAt = now
    this.#tokens = tokens < count ? tokens : tokens - count
    return tokens >= count
  }
}
