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
  const stream = {
    bytes: () => bytesPerMs * (Date.now() - openedAt),
    renew() {
      renewedAt = Math.min(renewedAt, Date.now())
      renewals.forget(stream)
    },
  }
  renewals.watch(stream)
  vi.advanceTimersByTime(60 * minute)
  renewals.forget(stream)
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
  const [stays, gone] = [vi.fn(), vi.fn()].map((renew) => ({ bytes: () => 0, renew }))
  if (stays === undefined || gone === undefined) throw new Error('There are two.')
  renewals.watch(stays)
  renewals.watch(gone)
  renewals.forget(gone)
  vi.advanceTimersByTime(10 * minute + 2_000)
  expect(stays.renew).toHaveBeenCalledTimes(3)
  expect(gone.renew).not.toHaveBeenCalled()
  renewals.forget(stays)
})
