import { expect, it } from 'vitest'
import { Memo } from './memo.ts'

it('keeps a value for each key, and `undefined` as one', () => {
  const memo = new Memo<string | undefined, number | undefined>()
  expect(memo.has(undefined)).toBe(false)
  memo.set(undefined, 1)
  memo.set('a', undefined)
  memo.set('b', 2)
  memo.set(undefined, 3)
  memo.set('b', 4)
  expect([undefined, 'a', 'b', 'c'].map((key) => memo.has(key))).toEqual([true, true, true, false])
  expect([undefined, 'a', 'b', 'c'].map((key) => memo.get(key))).toEqual([
    3,
    undefined,
    4,
    undefined,
  ])
})

it('is empty again when it is cleared', () => {
  const memo = new Memo<string, number>()
  memo.set('a', 1)
  memo.set('b', 2)
  memo.clear()
  expect(['a', 'b'].some((key) => memo.has(key))).toBe(false)
  memo.set('b', 3)
  expect(memo.get('b')).toBe(3)
})
