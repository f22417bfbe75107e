import { expect, it } from 'vitest'
import { glide, makeTrail } from './inertia.ts'

it('measures the speed of the last tenth of a second', () => {
  const trail = makeTrail()
  for (let at = 0; at <= 100; at += 10) trail.add({ at, left: 0 })
  for (let at = 110; at <= 200; at += 10) trail.add({ at, left: at - 100 })
  expect(trail.speed(200)).toBeCloseTo(1)
})

it('has no speed after a rest, nor of a single touch', () => {
  const trail = makeTrail()
  trail.add({ at: 0, left: 0 })
  expect(trail.speed(0)).toBe(0)
  trail.add({ at: 10, left: 20 })
  expect(trail.speed(10)).toBe(2)
  expect(trail.speed(200)).toBe(0)
})

it('glides on, slower and slower, the way it was thrown', () => {
  const way = glide(-2)
  const gone = [0, 100, 200, 300, 400].map((ms) => way?.(ms) ?? Number.NaN)
  const steps = gone.slice(1).map((left, index) => Math.abs(left - (gone[index] ?? 0)))
  expect(gone.every((left) => left <= 0)).toBe(true)
  expect(steps).toEqual(steps.toSorted((a, b) => b - a))
  expect(Math.abs(gone.at(-1) ?? 0)).toBeLessThan(2 * 325)
})

it('comes to rest', () => {
  expect(glide(2)?.(5_000)).toBeUndefined()
})

it('glides nowhere when it was let go, not thrown', () => {
  expect(glide(0.1)).toBeUndefined()
  expect(glide(0)).toBeUndefined()
})
