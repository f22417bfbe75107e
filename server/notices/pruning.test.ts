import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startPruning } from './pruning.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const dayMs = 86_400_000
const hourMs = 3_600_000

it('removes what is older than 90 days, in steps, once an hour until it is stopped', async () => {
  let old = 1_200
  const asked: { before: number; limit: number }[] = []
  const troubles: unknown[] = []
  const stop = startPruning({
    notifications: {
      async prune(what) {
        asked.push(what)
        if (asked.length === 4) throw new Error('out of reach')
        const removed = Math.min(old, what.limit)
        old -= removed
        return removed
      },
    },
    now: () => 100 * dayMs,
    onTrouble: (err) => troubles.push(err),
  })
  await vi.advanceTimersByTimeAsync(hourMs)
  expect(asked).toEqual(new Array(3).fill({ before: 10 * dayMs, limit: 500 }))
  expect(old).toBe(0)
  await vi.advanceTimersByTimeAsync(hourMs)
  expect(troubles).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(hourMs)
  expect(asked).toHaveLength(5)
  stop()
  await vi.advanceTimersByTimeAsync(5 * hourMs)
  expect(asked).toHaveLength(5)
  expect(vi.getTimerCount()).toBe(0)
})
