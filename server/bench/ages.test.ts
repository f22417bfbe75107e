import { expect, it } from 'vitest'
import { ageAt, agesOf, count } from './ages.ts'

it('finds the age that a share of all changes did not exceed', () => {
  const ages = agesOf(Array.from({ length: 100 }, (_, n) => n + 1))
  expect(count(ages)).toBe(100)
  expect(ageAt(ages, 0.5)).toBe(50)
  expect(ageAt(ages, 0.99)).toBe(99)
  expect(ageAt(ages, 1)).toBe(100)
})

it('weighs an age by how many changes had it', () => {
  expect(ageAt([3, 99, 700, 1], 0.99)).toBe(3)
  expect(ageAt([3, 98, 700, 2], 0.99)).toBe(700)
})

it('takes what came before its time for no age at all, and nothing for nothing', () => {
  expect(agesOf([-3, 0.4, 7.9])).toEqual([0, 2, 7, 1])
  expect(ageAt([], 0.5)).toBeNaN()
})
