import { expect, it, vi } from 'vitest'
import { remembering } from './remembering.ts'

it('makes it once of each text, as long as it is to be kept', () => {
  const make = vi.fn((text: string) => ({ text }))
  const limits = { most: 2, longest: 3 }
  const made = remembering(make, { ...limits, isKept: ({ text }) => text !== 'no' })
  expect(made('a')).toBe(made('a'))
  expect(make).toHaveBeenCalledTimes(1)
  for (const text of ['long', 'long', 'no', 'no']) expect(made(text)).toEqual({ text })
  expect(make).toHaveBeenCalledTimes(5)
})

it('begins anew when it remembers as many as it may', () => {
  const make = vi.fn((text: string) => text)
  const made = remembering(make, { most: 2, longest: 3, isKept: () => true })
  for (const text of ['a', 'b', 'c', 'c', 'a']) expect(made(text)).toBe(text)
  expect(make.mock.calls.flat()).toEqual(['a', 'b', 'c', 'a'])
})
