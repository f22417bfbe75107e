import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problemResponse } from '../http/problem.ts'

export interface RateLimitOptions {
  /** On average, for one address; four times as many at once. */
  perSecond: number
  addressOf: (c: Context) => string
}

const windowSeconds = 4

/** Bounds what one address may ask, so that nobody else feels it. */
export function rateLimit({ perSecond, addressOf }: RateLimitOptions): MiddlewareHandler {
  const limiter = new RateLimiterMemory({
    points: perSecond * windowSeconds,
    duration: windowSeconds,
  })
  return async (c, next) => {
    try {
      await limiter.consume(addressOf(c))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
      const detail = `Too many requests from this address. Wait ${seconds} s.`
      return problemResponse({ status: 429, detail }, { 'retry-after': String(seconds) })
    }
    return next()
  }
}
