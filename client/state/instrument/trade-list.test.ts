import { expect, it } from 'vitest'
import { told, tradesAt } from './testing.ts'
import { columnsOf, mergeTrades } from './trade-list.ts'

const snapshot = (...times: number[]) => told(tradesAt(...times))
const more = (...times: number[]) => told({ ...tradesAt(...times), snapshot: false })
const times = (list: ReturnType<typeof mergeTrades>) => list.map(({ time }) => time)

it('has the newest first, with the side as the venue tells it', () => {
  const list = mergeTrades([], { ...snapshot(1, 2, 3), side: ['buy', 'sell', null] })
  expect(list.map(({ time, side }) => [time, side])).toEqual([
    [3, undefined],
    [2, 'sell'],
    [1, 'buy'],
  ])
})

it('puts what is new before what is there, which stays as it is', () => {
  const before = mergeTrades([], snapshot(1, 2))
  const list = mergeTrades(before, more(3, 4))
  expect(times(list)).toEqual([4, 3, 2, 1])
  expect(list[2]).toBe(before[0])
  expect(list.map(({ fresh }) => fresh)).toEqual([true, true, false, false])
  expect(mergeTrades(list, more())).toBe(list)
})

it('keeps fifty', () => {
  const many = Array.from({ length: 50 }, (_, index) => index)
  const list = mergeTrades(mergeTrades([], snapshot(...many)), more(100, 101))
  expect(list).toHaveLength(50)
  expect([list[0]?.time, list[49]?.time]).toEqual([101, 2])
})

it('takes a snapshot as it is, without making anew what is in both, or calling it new', () => {
  const before = mergeTrades([], snapshot(10, 20, 30))
  const list = mergeTrades(before, snapshot(15, 20, 30, 40))
  expect(times(list)).toEqual([40, 30, 20, 15])
  expect([list[1], list[2]]).toEqual([before[0], before[1]])
  expect(list[1]).toBe(before[0])
  expect(list.some(({ fresh }) => fresh)).toBe(false)
})

it('keeps each of several trades that look alike', () => {
  const before = mergeTrades([], snapshot(5, 5, 5))
  const list = mergeTrades(before, snapshot(5, 5, 5, 5))
  expect(new Set(list).size).toBe(4)
  expect(list.filter((trade) => before.includes(trade))).toHaveLength(3)
})

it('is kept as columns from which the same list comes again', () => {
  const list = mergeTrades([], { ...snapshot(1, 2, 3), side: ['buy', null, 'sell'] })
  expect(mergeTrades([], { ...columnsOf(list), snapshot: true })).toEqual(list)
})
