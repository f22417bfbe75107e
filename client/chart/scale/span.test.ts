import { expect, it } from 'vitest'
import { latestSpan } from './span.ts'

const minutes = (count: number) => Array.from({ length: count }, (_, index) => index * 60)
const wide = { intervalMs: 60_000, width: 1_000 }
const intervalsOf = ([from, to]: [number | null, number | null]) => ((to ?? 0) - (from ?? 0)) / 60

it('shows as many candles as are legible, the newest of them, with room after the last', () => {
  const span = latestSpan(minutes(600), wide)
  expect(intervalsOf(span)).toBe(142)
  expect(span[1]).toBe((599 + 4) * 60)
})

it('fits what there is of a young market', () => {
  const [from, to] = latestSpan(minutes(60), wide)
  expect(from).toBeLessThanOrEqual(0)
  expect(intervalsOf([from, to])).toBe(64)
})

it('is never narrower than thirty intervals, nor wider than is legible on a phone', () => {
  expect(intervalsOf(latestSpan(minutes(1), wide))).toBe(30)
  expect(intervalsOf(latestSpan(minutes(600), { ...wide, width: 320 }))).toBe(45)
})

it('takes a market that paused for a day by its time, not by its candles', () => {
  expect(intervalsOf(latestSpan([0, 86_400], wide))).toBe(142)
})

it('has no span of nothing', () => {
  expect(latestSpan([], wide)).toEqual([null, null])
})
