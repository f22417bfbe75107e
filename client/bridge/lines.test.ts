import { expect, it } from 'vitest'
import { createLines } from './lines.ts'

it('puts lines together from chunks that are cut anywhere', () => {
  const lines: string[] = []
  const take = createLines((line) => lines.push(line))
  for (const char of 'one\ntwo\n\nthree\nfour') take(char)
  take(' and five\nsix\n')
  expect(lines).toEqual(['one', 'two', 'three', 'four and five', 'six'])
})

it('gives up on a line that has no end', () => {
  const take = createLines(() => {})
  expect(() => {
    for (let i = 0; i < 5; i++) take('x'.repeat(1_000_000))
  }).toThrow('no end')
})
