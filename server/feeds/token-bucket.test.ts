import { expect, it } from 'vitest'
import { makeTokenBucket } from './token-bucket.ts'

it('allows a burst, then so many a second', () => {
  const bucket = makeTokenBucket(20, 40)
  const taken = (now: number, tries: number) =>
    Array.from({ length: tries }, () => bucket.take(now)).filter(Boolean).length
  expect(taken(1_000, 100)).toBe(40)
  expect(taken(1_049, 1)).toBe(0)
  expect(taken(1_500, 100)).toBe(10)
  expect(taken(100_000, 100)).toBe(40)
})

it('gives nothing for a clock that goes back', () => {
  const bucket = makeTokenBucket(20, 1)
  expect(bucket.take(1_000)).toBe(true)
  expect(bucket.take(0)).toBe(false)
  expect(bucket.take(49)).toBe(false)
  expect(bucket.take(50)).toBe(true)
})
