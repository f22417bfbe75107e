import { expect, it } from 'vitest'
import { isGoodMoment, looked, noVisits, opened, readVisits, type Visits } from './moment.ts'

const minute = 60_000
const day = 86_400_000
const start = 1_000 * day
const visits = (patch: Partial<Visits> = {}): Visits => ({ ...noVisits, ...patch })
const good = (patch: Partial<Visits>, hereMs = minute) =>
  isGoodMoment(visits(patch), { now: start, hereMs })

it('counts a visit only where the last one is half an hour ago', () => {
  const first = opened(noVisits, start)
  expect(first.count).toBe(1)
  expect(opened(first, start + 29 * minute).count).toBe(1)
  const later = looked(first, { ms: minute, now: start + 29 * minute })
  expect(opened(later, start + 31 * minute).count).toBe(1)
  expect(opened(later, start + 60 * minute).count).toBe(2)
})

it('offers nothing on the first visits, however long, to whoever only looks', () => {
  expect(good({ count: 1, lookedMs: 60 * minute })).toBe(false)
  expect(good({ count: 2, lookedMs: 60 * minute })).toBe(false)
})

it('offers nothing in the first minutes to whoever changes something at once', () => {
  expect(good({ count: 1, lookedMs: 4 * minute, personal: true })).toBe(false)
  expect(good({ count: 1, lookedMs: 5 * minute, personal: true })).toBe(true)
})

it('offers it on the third visit, but not as the first thing that is seen', () => {
  expect(good({ count: 3 })).toBe(true)
  expect(good({ count: 3 }, 5_000)).toBe(false)
})

it('is quiet for sixty days where it was put away', () => {
  expect(good({ count: 9, dismissedAt: start - 59 * day })).toBe(false)
  expect(good({ count: 9, dismissedAt: start - 60 * day })).toBe(true)
})

it('begins anew where what was kept cannot be read', () => {
  for (const text of [null, '', '{', '[]', 'null', '{"count":"3","seenAt":1}']) {
    expect(readVisits(text)).toEqual(noVisits)
  }
  const kept = visits({ count: 2, seenAt: 5, personal: true, dismissedAt: 4 })
  expect(readVisits(JSON.stringify(kept))).toEqual(kept)
})
