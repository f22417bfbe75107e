import { expect, it } from 'vitest'
import { makeStandstill } from './standstill.ts'

it('tells a sleep and a clock that jumps either way, once, and nothing of a machine that is late', () => {
  let now = 1_000_000
  const lost = makeStandstill({ everyMs: 1_000, now: () => now })
  const after = (ms: number) => {
    now += ms
    return lost()
  }
  expect([1_000, 1_900, 400, 11_000].map(after)).toEqual([0, 0, 0, 0])
  expect([3_601_000, 1_000].map(after)).toEqual([3_600_000, 0])
  expect([-3_599_000, 1_000].map(after)).toEqual([-3_600_000, 0])
})
