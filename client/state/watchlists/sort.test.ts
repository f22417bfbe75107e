import { expect, it } from 'vitest'
import { formatSort, nextSort, ownOrder, parseSort, type SortFigure, sorted } from './sort.ts'

const items: [name: string, figure: SortFigure][] = [
  ['a', 2],
  ['b', undefined],
  ['c', 10],
  ['d', 2],
]
const sort = (descending: boolean) =>
  sorted(items, { descending, figureOf: ([, figure]) => figure }).map(([name]) => name)

it('sorts by a figure either way round, and leaves what is equal in its own order', () => {
  expect(sort(false)).toEqual(['a', 'd', 'c', 'b'])
  expect(sort(true)).toEqual(['c', 'a', 'd', 'b'])
})

it('puts what is not known last either way round', () => {
  expect(sort(false).at(-1)).toBe('b')
  expect(sort(true).at(-1)).toBe('b')
})

it('sorts names as people do, without regard to case and by the numbers in them', () => {
  const names = ['1000PEPE', 'eth', 'BTC', '1INCH', 'ADA']
  expect(sorted(names, { descending: false, figureOf: (name) => name })).toEqual([
    '1INCH',
    '1000PEPE',
    'ADA',
    'BTC',
    'eth',
  ])
})

it('begins with A for names and with the largest for figures, and turns round when chosen again', () => {
  expect(nextSort('name', ownOrder)).toEqual({ by: 'name', descending: false })
  const first = nextSort('change', ownOrder)
  expect(first).toEqual({ by: 'change', descending: true })
  expect(nextSort('change', first)).toEqual({ by: 'change', descending: false })
  expect(nextSort('own', first)).toEqual(ownOrder)
})

it('is read as it was written, and not read where it is something else', () => {
  const sort = { by: 'volume', descending: true } as const
  expect(parseSort(formatSort(sort))).toEqual(sort)
  for (const wrong of ['', 'volume', 'volume sideways', 'age up', 7, undefined]) {
    expect(parseSort(wrong)).toBeUndefined()
  }
})
