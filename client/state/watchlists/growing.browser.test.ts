import { createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import { createGrowing, lineBatch } from './growing.ts'

/** Frames that come when the test says so. */
function makeHand() {
  const waiting = new Set<() => void>()
  const wait = (run: () => void) => {
    waiting.add(run)
    return () => void waiting.delete(run)
  }
  return {
    frames: { update: wait, paint: wait },
    isWaiting: () => waiting.size > 0,
    next() {
      const runs = [...waiting]
      waiting.clear()
      for (const run of runs) run()
    },
  }
}

it('makes a batch of lines in each frame until all are there, and begins anew with another list', () => {
  const { frames, isWaiting, next } = makeHand()
  const [listId, setListId] = createSignal('one')
  const [length, setLength] = createSignal(60)
  const { count, dispose } = createRoot((dispose) => ({
    count: createGrowing({ listId, length, first: 30, frames }),
    dispose,
  }))
  expect(count()).toBe(30)
  next()
  next()
  expect([count(), isWaiting()]).toEqual([30 + 2 * lineBatch, false])
  setLength(200)
  next()
  expect(count()).toBe(30 + 3 * lineBatch)
  setListId('other')
  expect(count()).toBe(lineBatch)
  dispose()
  expect(isWaiting()).toBe(false)
})
