import { expect, it } from 'vitest'
import { createClock } from './clock.ts'

const sample = (askedAt: number, roundTrip: number, ahead: number, skew = 0) => ({
  askedAt,
  serverTime: askedAt + roundTrip / 2 + ahead + skew,
  answeredAt: askedAt + roundTrip,
})

it('knows no latency before the clocks are compared', () => {
  expect(createClock().latencyOf(1, 2)).toBeUndefined()
  expect(createClock().ahead(2)).toBeUndefined()
})

it('allows for a clock that is wrong by a day', () => {
  const clock = createClock()
  clock.sample(sample(1_000, 40, 86_400_000))
  expect(clock.ahead(1_040)).toBe(86_400_000)
  expect(clock.latencyOf(86_400_000 + 1_900, 2_000)).toBe(100)
})

it('believes the quickest round trip, because it can be off by least', () => {
  const clock = createClock()
  clock.sample(sample(0, 400, 5_000, 150))
  clock.sample(sample(1_000, 20, 5_000, 5))
  clock.sample(sample(2_000, 800, 5_000, -300))
  expect(clock.latencyOf(8_000, 3_100)).toBe(105)
})

it('lets a comparison age: after ten minutes a newer one wins, however slow it was', () => {
  const clock = createClock()
  clock.sample(sample(0, 10, 0))
  clock.sample(sample(700_000, 200, 50))
  expect(clock.latencyOf(700_300, 700_300)).toBe(50)
})

it('keeps an old comparison where there is no newer one', () => {
  const clock = createClock()
  clock.sample(sample(0, 10, 0))
  expect(clock.latencyOf(9_000_000, 9_000_020)).toBe(20)
})

it('never tells a latency below nothing, and drops what a clock that was set back would say', () => {
  const clock = createClock()
  clock.sample({ askedAt: 1_000, serverTime: 1, answeredAt: 500 })
  expect(clock.latencyOf(0, 0)).toBeUndefined()
  clock.sample(sample(2_000, 10, 0))
  expect(clock.latencyOf(2_600, 2_500)).toBe(0)
})

it('believes a clock that was set at once, however slow the comparison', () => {
  const clock = createClock()
  clock.sample(sample(0, 10, 0))
  clock.sample(sample(300_000, 400, -240_000))
  expect(clock.ahead(300_400)).toBe(-240_000)
})
