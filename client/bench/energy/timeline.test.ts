import { expect, it } from 'vitest'
import { dayMs, dayOf } from './timeline.ts'

const seeds = Array.from({ length: 50 }, (_, index) => index + 1)

it('holds forty glances and two sessions, one after the other, within the day', () => {
  for (const seed of seeds) {
    const { looks } = dayOf(seed)
    expect(looks.filter(({ forMs }) => forMs === 30_000)).toHaveLength(40)
    expect(looks.filter(({ forMs }) => forMs === 600_000)).toHaveLength(2)
    for (const [index, { at, forMs }] of looks.entries()) {
      expect(at + forMs).toBeLessThan(looks[index + 1]?.at ?? dayMs)
    }
  }
})

it('opens what was closed, and only that', () => {
  const { looks } = dayOf(3)
  expect(looks[0]?.opens).toBe(true)
  for (const [index, { opens }] of looks.entries()) {
    if (index > 0) expect(opens).toBe(!looks[index - 1]?.stays)
  }
})

it('is the same from the same seed, and another from another', () => {
  expect(dayOf(7).looks).toEqual(dayOf(7).looks)
  expect(dayOf(7).looks).not.toEqual(dayOf(8).looks)
})

it('drains the battery from full to fifteen per cent, on both kinds of network', () => {
  const { levelAt, networkAt } = dayOf(1)
  expect([levelAt(0), levelAt(dayMs)]).toEqual([1, expect.closeTo(0.15)])
  const hours = Array.from({ length: 16 }, (_, hour) => networkAt(hour * 3_600_000))
  expect(new Set(hours)).toEqual(new Set(['wifi', 'cellular']))
})
