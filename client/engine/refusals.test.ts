import { expect, it } from 'vitest'
import { createRefusals } from './refusals.ts'

const minute = 60_000

it('leaves a refused transport alone for five minutes, then twice as long each time, up to an hour', () => {
  const refusals = createRefusals()
  let now = 0
  for (const minutes of [5, 10, 20, 40, 60, 60]) {
    refusals.add('websocket', now)
    expect(refusals.nextAt(now)).toBe(now + minutes * minute)
    expect(refusals.current(now + minutes * minute - 1)).toEqual(['websocket'])
    now += minutes * minute
    expect(refusals.current(now)).toEqual([])
  }
})

it('knows nothing of another network', () => {
  const refusals = createRefusals()
  refusals.add('sse', 0)
  refusals.clear()
  expect(refusals.current(1)).toEqual([])
  expect(refusals.nextAt(1)).toBeUndefined()
})

it('tries again where the clock was set back by a day', () => {
  const refusals = createRefusals()
  refusals.add('sse', 86_400_000)
  expect(refusals.current(0)).toEqual([])
})
