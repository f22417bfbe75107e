import { expect, it } from 'vitest'
import { makeVolumeRate } from './volume.ts'

const dayMs = 86_400_000
const windowMs = 60_000
/** A sixtieth of the window: so coarse is its edge. */
const stepMs = 1_000

it('calls nothing usual before a quarter of the day that came before the window is known', () => {
  const rate = makeVolumeRate(windowMs)
  rate.add(0, 1)
  const known = dayMs / 4 + windowMs - stepMs
  expect(rate.times(known - 1)).toBeUndefined()
  expect(rate.times(known)).toBe(0)
})

it('calls nothing usual where nothing was traded', () => {
  const rate = makeVolumeRate(windowMs)
  rate.knownSince(0)
  rate.add(dayMs, 5)
  expect(rate.times(dayMs)).toBeUndefined()
  expect(rate.times(dayMs + windowMs)).toBe(0)
})

it('has in its window the present step and the 59 before it', () => {
  const rate = makeVolumeRate(windowMs)
  const now = dayMs / 4 + windowMs - stepMs
  rate.add(0, 1)
  rate.add(now, 60)
  // One in six hours is a 360th in a minute.
  expect(rate.times(now)).toBe(60 * 360)
  expect(rate.times(now + windowMs - 1)).toBeGreaterThan(0)
  expect(rate.times(now + windowMs)).toBe(0)
})

it('knows as usual the 24 hours before the window, and forgets what was before them', () => {
  const rate = makeVolumeRate(windowMs)
  rate.add(0, 1)
  const last = dayMs + windowMs
  rate.add(last, 1)
  expect(rate.times(last)).toBe(dayMs / windowMs)
  expect(rate.times(last + stepMs)).toBeUndefined()
})

it('counts what is late where it belongs, and what is too late nowhere', () => {
  const rate = makeVolumeRate(windowMs)
  rate.knownSince(0)
  rate.add(dayMs, 0)
  rate.add(dayMs - 2 * windowMs, 1)
  expect(rate.times(dayMs)).toBe(0)
  rate.add(dayMs - windowMs + stepMs, 1)
  expect(rate.times(dayMs)).toBeCloseTo((dayMs - windowMs + stepMs) / windowMs, 9)
  rate.add(dayMs - dayMs - 2 * windowMs, 1_000)
  expect(rate.times(dayMs)).toBeCloseTo((dayMs - windowMs + stepMs) / windowMs, 9)
})

it('has forgotten everything after a day of silence', () => {
  const rate = makeVolumeRate(windowMs)
  rate.add(0, 1)
  rate.add(10 * dayMs, 1)
  expect(rate.times(10 * dayMs)).toBeUndefined()
  expect(rate.times(10 * dayMs + windowMs)).toBe(0)
})
