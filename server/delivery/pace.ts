import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Target } from '../storage/alerts/alerts.ts'

/** Alerts of a user that all fire at once are within it; a mailbox is somebody's peace. */
const rates: Record<Target['channel'], { points: number; duration: number }> = {
  push: { points: 600, duration: 600 },
  webhook: { points: 600, duration: 600 },
  email: { points: 30, duration: 3_600 },
}

/** How long a target must be left alone, ms; `undefined` where one more is welcome, which is then counted. */
export type Pace = (target: Pick<Target, 'id' | 'channel'>) => Promise<number | undefined>

export function makePace(): Pace {
  const limiters = {
    push: new RateLimiterMemory(rates.push),
    webhook: new RateLimiterMemory(rates.webhook),
    email: new RateLimiterMemory(rates.email),
  }
  return ({ id, channel }) => waitFor(limiters[channel], id)
}

/** Takes one; ms until there is one to take where there is none. */
export async function waitFor(
  limiter: RateLimiterMemory,
  key: string,
): Promise<number | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return Math.max(1, refusal.msBeforeNext)
  }
}
