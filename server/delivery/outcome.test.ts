import { expect, it } from 'vitest'
import { target } from '../storage/testing/alerts.ts'
import { attemptOf, readRetryAfter } from './attempt.ts'
import { backoffMs, lifeMs, outcomeOf } from './outcome.ts'

const now = Date.UTC(2026, 10, 22, 12)

function parcel(attempts: number, at = now) {
  return {
    user: 'anna',
    notification: {
      id: 'n1',
      sequence: 1,
      at,
      readAt: undefined,
      event: { type: 'test' } as const,
    },
    target: target('t1', 'anna'),
    attempts,
  }
}

it('reads how long it must wait, in seconds and as a date, and no longer than six hours', () => {
  expect(readRetryAfter('120', now)).toBe(120_000)
  expect(readRetryAfter('Sun, 22 Nov 2026 12:01:00 GMT', now)).toBe(60_000)
  expect(readRetryAfter('Sun, 22 Nov 2026 11:00:00 GMT', now)).toBe(0)
  expect(readRetryAfter('999999999', now)).toBe(6 * 3_600_000)
  for (const text of [undefined, '', '-5', '1.5', 'soon', '2026-11-22']) {
    expect(readRetryAfter(text, now)).toBeUndefined()
  }
})

it('waits twice as long after each try, half of it by chance, and never over half an hour', () => {
  expect([1, 2, 3, 4].map((n) => backoffMs(n, 0.999_999))).toEqual([2_000, 4_000, 8_000, 16_000])
  expect([1, 2, 3, 4].map((n) => backoffMs(n, 0))).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(backoffMs(500, 0.999_999_9)).toBe(30 * 60_000)
})

it('tries again no sooner than it is asked to, until a day has passed', () => {
  const trouble = { code: 'answered', status: 503 } as const
  const attempt = { type: 'retry', trouble, afterMs: 60_000 } as const
  const at = (sentAt: number) => outcomeOf(attempt, { parcel: parcel(1, sentAt), now, random: 0 })
  expect(at(now)).toEqual({ type: 'retry', dueAt: now + 60_000, trouble })
  expect(at(now - lifeMs + 60_000)).toEqual({
    type: 'failed',
    trouble: { ...trouble, givenUp: true },
  })
})

it('takes 5xx, 429 and faults of the network for passing, and other refusals for the last word', () => {
  const type = (status: number) =>
    attemptOf({ type: 'answered', status, retryAfter: undefined }, { meanings: {}, now }).type
  expect([200, 201, 202, 204].map(type)).toEqual(['sent', 'sent', 'sent', 'sent'])
  expect([408, 425, 429, 500, 502, 503, 599].map(type)).toEqual(Array(7).fill('retry'))
  expect([301, 302, 307, 400, 404, 410, 422].map(type)).toEqual(Array(7).fill('failed'))
  const fault = { type: 'failed', trouble: { code: 'not-listening' } } as const
  expect(attemptOf(fault, { meanings: {}, now })).toMatchObject({ type: 'retry' })
  const refused = { type: 'refused', trouble: { code: 'address' } } as const
  expect(attemptOf(refused, { meanings: {}, now })).toMatchObject({ type: 'failed' })
})
