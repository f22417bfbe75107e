import { expect, it } from 'vitest'
import { makeGauge } from './gauge.ts'

/** A gauge that tells each who waits by its number. */
function makeRig() {
  const heard = new Map<number, (value: number) => void>()
  const gauge = makeGauge({
    places: new Map(),
    reached: (waiter, value) => heard.get(waiter)?.(value),
  })
  let last = 0
  function wait(way: 'rise' | 'fall', level: number, reached: (value: number) => void): number {
    last += 2
    const waiter = way === 'rise' ? last : last + 1
    heard.set(waiter, reached)
    gauge.set(waiter, level)
    return waiter
  }
  return { gauge, wait }
}

it('tells each that waits once, when its level is reached or jumped over', () => {
  const { gauge, wait } = makeRig()
  const told: string[] = []
  for (const level of [100, 105, 110]) {
    wait('rise', level, (value) => told.push(`rise ${level} at ${value}`))
    wait('fall', level - 20, (value) => told.push(`fall ${level - 20} at ${value}`))
  }
  for (const value of [95, 100, 99, 107, 85, 80]) gauge.move(value)
  expect(told).toEqual(['rise 100 at 100', 'rise 105 at 107', 'fall 90 at 85', 'fall 85 at 80'])
})

it('counts a rise at the level and a fall only below it', () => {
  const { gauge, wait } = makeRig()
  let falls = 0
  wait('fall', 80, () => falls++)
  gauge.move(80)
  expect(falls).toBe(0)
  gauge.move(79)
  expect(falls).toBe(1)
})

it('lets who is told wait anew for the next move, and another be taken out meanwhile', () => {
  const { gauge, wait } = makeRig()
  let times = 0
  const again = wait('rise', 10, () => {
    times++
    gauge.set(again, 0)
    gauge.clear(other)
  })
  const other = wait('rise', 10, () => times++)
  gauge.move(10)
  expect(times).toBe(1)
  gauge.move(11)
  expect(times).toBe(2)
})
