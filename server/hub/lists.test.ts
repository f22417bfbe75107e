import { expect, it } from 'vitest'
import { makeLists } from './lists.ts'

it('gives the same list to all who ask for the same, each symbol once', () => {
  const share = makeLists()
  const list = share(['A', 'B', 'A'])
  expect(list).toEqual(['A', 'B'])
  expect(share(['A', 'B', 'A'])).toBe(list)
  expect(share(['B', 'A'])).toEqual(['B', 'A'])
  expect(share([])).toBe(share([]))
})

it('forgets what was asked for when it is too much', () => {
  const share = makeLists()
  const list = share(['A'])
  for (let n = 0; n < 200; n++) share(Array.from({ length: 500 }, (_, i) => `${n}.${i}`))
  expect(share(['A'])).toEqual(['A'])
  expect(share(['A'])).not.toBe(list)
})
