import { expect, it } from 'vitest'
import { makeGauge, type Trigger } from './gauge.ts'

function trigger(way: Trigger['way'], level: number, reached: (value: number) => void = () => {}) {
  return { way, level, place: -1, reached }
}

it('tells each that waits once, when its level is reached or jumped over', () => {
  const gauge = makeGauge()
  const told: string[] = []
  for (const level of [100, 105, 110]) {
    gauge.set(trigger('rise', level, (value) => told.push(`rise ${level} at ${value}`)))
    gauge.set(trigger('fall', level - 20, (value) => told.push(`fall ${level - 20} at ${value}`)))
  }
  for (const value of [95, 100, 99, 107, 85, 80]) gauge.move(value)
  expect(told).toEqual(['rise 100 at 100', 'rise 105 at 107', 'fall 90 at 85', 'fall 85 at 80'])
})

it('counts a rise at the level and a fall only below it', () => {
  const gauge = makeGauge()
  let falls = 0
  gauge.set(trigger('fall', 80, () => falls++))
  gauge.move(80)
  expect(falls).toBe(0)
  gauge.move(79)
  expect(falls).toBe(1)
})

it('lets who is told wait anew for the next move, and another be taken out meanwhile', () => {
  const gauge = makeGauge()
  let times = 0
  const other = trigger('rise', 10, () => times++)
  const again: Trigger = trigger('rise', 10, () => {
    times++
    again.level = 0
    gauge.set(again)
    gauge.clear(other)
  })
  gauge.set(again)
  gauge.set(other)
  gauge.move(10)
  expect(times).toBe(1)
  gauge.move(11)
  expect(times).toBe(2)
})
