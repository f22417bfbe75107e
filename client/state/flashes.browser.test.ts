import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFlashes } from './flashes.ts'
import type { Row } from './market.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** One price, and frames that are made by hand. */
function open({ wanted = true } = {}) {
  const asked: (() => void)[] = []
  const [move, setMove] = createSignal<Row['flash']>()
  return createRoot((dispose) => {
    const flashes = createFlashes({
      frames: {
        update(run) {
          asked.push(run)
          return () => {}
        },
      },
      wanted: () => wanted,
    })
    return {
      flash: flashes.of(move),
      move: (way: 'up' | 'down') => setMove({ way, at: Date.now() }),
      /** Prices make it. */
      frame: flashes.fade,
      frameAfter(ms: number) {
        vi.advanceTimersByTime(ms)
        flashes.fade()
      },
      /** Frames that flashes want for themselves. */
      asked,
      dispose,
    }
  })
}

it('fades in steps, in frames that prices make', () => {
  const { flash, move, frameAfter, asked, dispose } = open()
  expect(flash()).toBeUndefined()
  move('up')
  const seen = [flash()?.strength]
  for (let ms = 0; ms < 1_000; ms += 100) {
    frameAfter(100)
    seen.push(flash()?.strength)
  }
  expect(seen).toEqual([3, 3, 3, 2, 2, 1, 1, 1, undefined, undefined, undefined])
  expect(asked).toEqual([])
  dispose()
})

it('asks for a frame of its own where prices make none for half a second, and for none once it is out', () => {
  const { flash, move, frame, asked, dispose } = open()
  move('down')
  frame()
  vi.advanceTimersByTime(500)
  expect(asked).toHaveLength(0)
  vi.advanceTimersByTime(100)
  expect(asked).toHaveLength(1)
  asked[0]?.()
  expect(flash()).toEqual({ way: 'down', strength: 1 })
  vi.advanceTimersByTime(600)
  asked[1]?.()
  expect(flash()).toBeUndefined()
  vi.advanceTimersByTime(5_000)
  expect([asked.length, vi.getTimerCount()]).toEqual([2, 0])
  dispose()
})

it('glows anew at the next move, whichever way that goes', () => {
  const { flash, move, frameAfter, dispose } = open()
  move('up')
  frameAfter(300)
  move('down')
  expect(flash()).toEqual({ way: 'down', strength: 3 })
  frameAfter(300)
  move('down')
  expect(flash()).toEqual({ way: 'down', strength: 3 })
  dispose()
})

it('leaves who wants no motion in peace', () => {
  const { flash, move, frame, dispose } = open({ wanted: false })
  move('up')
  frame()
  expect([flash(), vi.getTimerCount()]).toEqual([undefined, 0])
  dispose()
})

it('leaves no timer behind', () => {
  const { move, frame, dispose } = open()
  move('up')
  frame()
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})
