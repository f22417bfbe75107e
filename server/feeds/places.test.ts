import { expect, it } from 'vitest'
import { makePlaces } from './places.ts'

it('bounds each address and all together, and takes places back', () => {
  const places = makePlaces({ total: 3, perAddress: 2 })
  const place = places.enter('a')
  expect(places.enter('a')).toBe(place)
  expect(places.enter('a')).toBe('address')
  places.enter('b')
  expect(places.enter('c')).toBe('total')
  if (typeof place === 'string') throw new Error('There was room.')
  place.leave()
  expect(places.enter('c')).toBeTypeOf('object')
  expect(places.enter('c')).toBe('total')
  expect(places.enter('a')).toBe('total')
  place.leave()
  expect(places.enter('a')).not.toBe(place)
})
