import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeRenewals } from './renewal.ts'

const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** Watches a stream to its renewal, or for an hour; how long that took, ms. */
function lifeOf({ bytesPerMs = 0, random = 0.5 }: { bytesPerMs?: number; random?: number }) {
  const renewals = makeRenewals({ now: Date.now, random: () => random })
  const openedAt = Date.now()
  let renewedAt = Number.POSITIVE_INFINITY
  const stop = renewals.watch({
    bytes: () => bytesPerMs * (Date.now() - openedAt),
    renew() {
      renewedAt = Math.min(renewedAt, Date.now())
      stop()
    },
  })
  vi.advanceTimersByTime(60 * minute)
  stop()
  return renewedAt - openedAt
}

it('renews a stream after ten minutes, each within a tenth of that at a moment of its own', () => {
  expect(lifeOf({})).toBe(10 * minute)
  expect(lifeOf({ random: 0 })).toBe(9 * minute)
  expect(lifeOf({ random: 1 })).toBe(11 * minute)
})

it('renews a stream sooner that has carried a mebibyte, but not within half a minute', () => {
  expect(lifeOf({ bytesPerMs: 10 })).toBe(105_000)
  expect(lifeOf({ bytesPerMs: 10_000 })).toBe(30_000)
})

it('asks a stream again that did not end, and leaves alone who has gone', () => {
  const renewals = makeRenewals({ now: Date.now, random: () => 0.5 })
  const renew = vi.fn()
  const other = vi.fn()
  const stop = renewals.watch({ bytes: () => 0, renew })
  const stopOther = renewals.watch({ bytes: () => 0, renew: other })
  stopOther()
  vi.advanceTimersByTime(10 * minute + 2_000)
  expect(renew).toHaveBeenCalledTimes(3)
  expect(other).not.toHaveBeenCalled()
  stop()
})
