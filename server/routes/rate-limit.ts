import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problemResponse } from '../http/problem.ts'

export interface RateLimitOptions {
  /** As the answers call it. */
  name: string
  /** So many requests in any window of so many seconds that begins with one of them. */
  requests: number
  seconds: number
  /** Whom it counts; `undefined` where a request counts for nobody. */
  keyOf(c: Asked): string | undefined | Promise<string | undefined>
  onRefused?(c: Asked, limit: string): void
}

type Asked = Context<{ Bindings: HttpBindings }>

/** So many are counted at once. Whoever asked least recently is forgotten, and begins anew. */
const maxCounted = 20_000

/**
 * Bounds what one may ask, so that nobody else feels it, and says in each answer how much is left
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export function rateLimit(
  options: RateLimitOptions,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { name, requests, seconds, keyOf, onRefused } = options
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds })
  const policy = `"${name}";q=${requests};w=${seconds}`
  const counted = new Set<string>()

  function remember(key: string): void {
    counted.delete(key)
    counted.add(key)
    for (const oldest of counted) {
      if (counted.size <= maxCounted) break
      counted.delete(oldest)
      void limiter.delete(oldest)
    }
  }

  function tell({ headers }: Response, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    // A stream has written its own head.
    if (headers.has('x-hono-already-sent')) return
    headers.append('ratelimit-policy', policy)
    headers.append('ratelimit', `"${name}";r=${remainingPoints};t=${secondsOf(msBeforeNext)}`)
  }

  return async (c, next) => {
    const key = await keyOf(c)
    if (key === undefined) return next()
    remember(key)
    const taken = await limiter.consume(key).catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    })
    if (taken.consumedPoints > requests) {
      onRefused?.(c, name)
      const wait = Math.max(1, secondsOf(taken.msBeforeNext))
      const detail = `Too many requests: ${requests} in ${seconds} s are the most. Wait ${wait} s.`
      const refused = problemResponse({ status: 429, detail }, { 'retry-after': String(wait) })
      tell(refused, taken)
      return refused
    }
    await next()
    tell(c.res, taken)
    return undefined
  }
}

function secondsOf(ms: number): number {
  return Math.ceil(ms / 1_000)
}
