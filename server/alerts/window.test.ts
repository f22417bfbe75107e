import { expect, it } from 'vitest'
import { makeExtremes, windowSteps } from './window.ts'

/** A window whose steps are 10 ms long. */
const stepMs = 10
const make = () => makeExtremes(windowSteps * stepMs)

it('has the present step and the 600 before it, and nothing older', () => {
  const window = make()
  window.add(9, 5)
  window.add(10, 7)
  expect([window.low(6_009), window.high(6_009)]).toEqual([5, 7])
  expect([window.low(6_010), window.high(6_010)]).toEqual([7, 7])
  expect([window.low(6_020), window.high(6_020)]).toEqual([undefined, undefined])
})

it('keeps of a step the lowest and the highest, whatever came between', () => {
  const window = make()
  for (const value of [4, 9, 2, 5]) window.add(0, value)
  window.add(10, 6)
  expect([window.low(10), window.high(10)]).toEqual([2, 9])
  expect([window.low(6_010), window.high(6_010)]).toEqual([6, 6])
})

it('takes what is late for what is now', () => {
  const window = make()
  window.add(1_000, 3)
  window.add(500, 1)
  expect(window.low(7_009)).toBe(1)
  expect(window.low(7_010)).toBeUndefined()
})

it('does not go back with a clock that does', () => {
  const window = make()
  window.add(0, 1)
  expect(window.low(6_010)).toBeUndefined()
  expect(window.low(0)).toBeUndefined()
})
