import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  byPosition,
  isPosition,
  maxPositionChars,
  type Placed,
  place,
  positionBetween,
  spread,
} from './position.ts'

/** As a list does it: writes what changes, and sorts. */
function move(all: readonly Placed[], id: string, index: number): Placed[] {
  const others = all.filter((each) => each.id !== id)
  const changes = new Map(place(others, { id, index }).map((each) => [each.id, each]))
  const kept = others.filter((each) => !changes.has(each.id))
  return [...kept, ...changes.values()].sort(byPosition)
}

const positions = fc
  .tuple(fc.stringMatching(/^[0-9A-Za-z]{0,12}$/), fc.stringMatching(/^[1-9A-Za-z]$/))
  .map(([head, last]) => head + last)

it('always lies between its neighbours, and is neither', () => {
  const pair = fc.uniqueArray(positions, { minLength: 2, maxLength: 2 })
  fc.assert(
    fc.property(pair, (two) => {
      const [before = '', after = ''] = two.sort((a, b) => (a < b ? -1 : 1))
      const between = positionBetween(before, after)
      expect(before < between && between < after).toBe(true)
      expect(isPosition(between)).toBe(true)
    }),
  )
})

it('has room at both ends, whatever stands there', () => {
  fc.assert(
    fc.property(positions, (position) => {
      expect(positionBetween(position, undefined) > position).toBe(true)
      expect(positionBetween(undefined, position) < position).toBe(true)
    }),
  )
})

it('refuses to find room where there is none', () => {
  expect(() => positionBetween('V', 'V')).toThrow(/spread/)
})

it('puts each thing where it was moved to, over any number of moves', () => {
  const moves = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 200 })
  fc.assert(
    fc.property(moves, (all) => {
      let order = Array.from({ length: 10 }, (_, index) => String(index))
      let placed = spread(10).map((position, index) => ({ id: String(index), position }))
      for (const [from, index] of all) {
        const id = String(from)
        order = order.filter((each) => each !== id)
        order.splice(index, 0, id)
        placed = move(placed, id, index)
        expect(placed.map((each) => each.id)).toEqual(order)
        expect(placed.every(({ position }) => isPosition(position))).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

it('changes one thing for a move', () => {
  const others = spread(20).map((position, index) => ({ id: String(index), position }))
  expect(place(others, { id: 'x', index: 7 })).toHaveLength(1)
})

it('spreads all anew once the same gap was halved too often, and stays within its bound', () => {
  let placed = spread(2).map((position, index) => ({ id: `end ${index}`, position }))
  let largest = 0
  for (let turn = 0; turn < 400; turn++) {
    const changes = place(placed, { id: String(turn), index: 1 })
    largest = Math.max(largest, changes.length)
    const changed = new Set(changes.map(({ id }) => id))
    placed = [...placed.filter(({ id }) => !changed.has(id)), ...changes].sort(byPosition)
    expect(placed[1]?.id).toBe(String(turn))
  }
  expect(largest).toBeGreaterThan(1)
  const lengths = placed.map(({ position }) => position.length)
  expect(Math.max(...lengths)).toBeLessThanOrEqual(maxPositionChars)
})

it('makes room between two things that two devices put at the same place', () => {
  const others = [
    { id: 'a', position: 'V' },
    { id: 'b', position: 'V' },
  ]
  const changes = place(others, { id: 'c', index: 1 })
  expect(changes.sort(byPosition).map(({ id }) => id)).toEqual(['a', 'c', 'b'])
})

it('keeps the positions of a list that only grows short', () => {
  let last: string | undefined
  for (let turn = 0; turn < 1_000; turn++) last = positionBetween(last, undefined)
  expect(last?.length).toBeLessThanOrEqual(3)
  let first: string | undefined
  for (let turn = 0; turn < 1_000; turn++) first = positionBetween(undefined, first)
  expect(first?.length).toBeLessThanOrEqual(3)
})

it('has the same order on every device, also where two stand at one place', () => {
  const one = { id: 'a', position: 'V' }
  const other = { id: 'b', position: 'V' }
  expect([other, one].sort(byPosition)).toEqual([one, other].sort(byPosition))
})

it('knows what is no position', () => {
  for (const wrong of ['', '0', 'a0', 'ä', 'a b', 'a'.repeat(maxPositionChars + 1), 7, null]) {
    expect(isPosition(wrong)).toBe(false)
  }
})
