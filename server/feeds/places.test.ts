import { expect, it } from 'vitest'
import { makePlaces } from './places.ts'

it('bounds each address and all together, and takes places back once', () => {
  const places = makePlaces({ total: 3, perAddress: 2 })
  const leave = places.enter('a')
  places.enter('a')
  expect(places.enter('a')).toBe('address')
  places.enter('b')
  expect(places.enter('c')).toBe('total')
  if (typeof leave === 'string') throw new Error('There was room.')
  leave()
  leave()
  expect(places.enter('c')).toBeTypeOf('function')
  expect(places.enter('c')).toBe('total')
  expect(places.enter('a')).toBe('total')
})
