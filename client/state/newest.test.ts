import { expect, it } from 'vitest'
import { makeNewest } from './newest.ts'

const at = (epoch: string, sequence: number) => ({ epoch, sequence })

it('lets the higher sequence of an epoch win, and an equal one say it again', () => {
  const newest = makeNewest()
  expect(newest.wins(at('a', 2), at('a', 1))).toBe(true)
  expect(newest.wins(at('a', 2), at('a', 2))).toBe(true)
  expect(newest.wins(at('a', 1), at('a', 2))).toBe(false)
})

it('lets a new epoch win whatever its sequence is', () => {
  expect(makeNewest().wins(at('b', 1), at('a', 900))).toBe(true)
})

it('lets nothing of an epoch that was left win', () => {
  const newest = makeNewest()
  newest.leave('a')
  expect(newest.wins(at('a', 901), at('b', 1))).toBe(false)
  expect(newest.wins(at('a', 901), undefined)).toBe(false)
})
