import { expect, it } from 'vitest'
import { type Ending, parseRetryAfter } from './link.ts'
import { backoff, planRetry } from './retry.ts'
import { defaultLimits as limits } from './socket-limits.ts'

const cut: Ending = { kind: 'closed', code: 1006, reason: '' }

it('doubles its bound up to the longest, and draws from all of it', () => {
  const delays = (random: number) =>
    [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) =>
      backoff({ failures, random: () => random, limits }),
    )
  expect(delays(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  expect(delays(0.5)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
  expect(new Set(delays(0))).toEqual(new Set([limits.minDelayMs]))
})

it('names each reason and leaves those who refuse alone for longer', () => {
  const plan = (ending: Ending) => planRetry(ending, { failures: 1, random: () => 0, limits })
  const refused = (status: number, retryAfterMs?: number): Ending => ({
    kind: 'refused',
    status,
    retryAfterMs,
  })
  expect(plan(cut)).toEqual({ reason: 'The venue closed the connection (1006).', delayMs: 250 })
  expect(plan(refused(500)).delayMs).toBe(250)
  expect(plan(refused(451)).delayMs).toBe(600_000)
  expect(plan(refused(403)).delayMs).toBe(600_000)
  expect(plan(refused(429)).delayMs).toBe(150_000)
  expect(plan(refused(418)).delayMs).toBe(1_800_000)
  expect(plan(refused(418, 120_000)).delayMs).toBe(120_000)
  expect(plan(refused(503, 20_000)).delayMs).toBe(20_000)
  expect(plan({ kind: 'closed', code: 1008, reason: 'no' }).delayMs).toBe(150_000)
})

it('reads Retry-After in seconds and as a date, and believes no more than three days', () => {
  expect(parseRetryAfter('13')).toBe(13_000)
  expect(parseRetryAfter(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(50_000)
  expect(parseRetryAfter('999999999')).toBe(259_200_000)
  for (const bad of ['', 'soon', '-5', null, undefined, 'Thu, 01 Jan 1970 00:00:00 GMT']) {
    expect(parseRetryAfter(bad)).toBeUndefined()
  }
})
