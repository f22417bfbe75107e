import { expect, it } from 'vitest'
import { makePrints } from './prints.ts'

it('lets through what is 3 % off the book, and holds back what is a hair further', () => {
  const prints = makePrints(undefined)
  prints.book(10_000, 0)
  expect(prints.print(10_300, 1)).toEqual([10_300])
  expect(prints.print(9_700, 2)).toEqual([9_700])
  expect(prints.print(10_301, 3)).toEqual([])
})

it('lets what it holds back go with a second one within 3 % of it, first things first', () => {
  const prints = makePrints(10_000)
  expect(prints.print(20_000, 0)).toEqual([])
  expect(prints.print(20_600, 1)).toEqual([20_000, 20_600])
  expect(prints.print(20_700, 2)).toEqual([20_700])
})

it('holds back the later of two that bear each other out no more than the book does', () => {
  const prints = makePrints(10_000)
  expect(prints.print(20_000, 0)).toEqual([])
  expect(prints.print(20_601, 1)).toEqual([])
  expect(prints.print(20_601, 2)).toEqual([20_601, 20_601])
})

it('lets go what the book has moved to, once', () => {
  const prints = makePrints(undefined)
  prints.book(10_000, 0)
  expect(prints.print(11_000, 1)).toEqual([])
  expect(prints.book(10_600, 2)).toEqual([])
  expect(prints.book(11_000, 3)).toEqual([11_000])
  expect(prints.book(11_000, 4)).toEqual([])
})

it('forgets what it holds back when the market goes on where it was', () => {
  const prints = makePrints(10_000)
  expect(prints.print(20_000, 0)).toEqual([])
  expect(prints.print(10_000, 1)).toEqual([10_000])
  expect(prints.print(20_000, 2)).toEqual([])
})

it('looks no more at what it has held back for over ten seconds, which bears out all the same', () => {
  const [fresh, stale] = [makePrints(10_000), makePrints(10_000)]
  for (const each of [fresh, stale]) each.print(20_000, 0)
  expect(fresh.print(20_000, 10_000)).toEqual([20_000, 20_000])
  expect(stale.print(20_000, 10_001)).toEqual([20_000])
})

it('goes by the last print once the book has not been told for ten seconds', () => {
  const [told, untold] = [makePrints(10_000), makePrints(10_000)]
  for (const each of [told, untold]) each.book(20_000, 0)
  expect(told.print(10_100, 10_000)).toEqual([])
  expect(untold.print(10_100, 10_001)).toEqual([10_100])
})

it('waits for a second one where nothing is known', () => {
  const prints = makePrints(undefined)
  expect(prints.print(10_000, 0)).toEqual([])
  expect(prints.print(10_000, 1)).toEqual([10_000, 10_000])
})
