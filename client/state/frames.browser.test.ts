import { afterEach, expect, it, vi } from 'vitest'
import { makeFrames } from './frames.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

it('paints in the same frame what its updates have changed, whoever asked first', async () => {
  const frames = makeFrames()
  const done: string[] = []
  frames.paint(() => done.push('paint'))
  frames.update(() => {
    done.push('update')
    frames.paint(() => done.push('paint of the update'))
  })
  await nextFrame()
  expect(done).toEqual(['update', 'paint', 'paint of the update'])
})

it('leaves what an update asks for beyond itself to the next frame', async () => {
  const frames = makeFrames()
  let updates = 0
  const again = () => {
    updates++
    if (updates < 2) frames.update(again)
  }
  frames.update(again)
  await nextFrame()
  expect(updates).toBe(1)
  await nextFrame()
  expect(updates).toBe(2)
})

it('calls nothing that was called off, and asks for no frame then', async () => {
  const frames = makeFrames()
  const run = vi.fn()
  frames.update(run)()
  frames.paint(run)()
  await nextFrame()
  await nextFrame()
  expect(run).not.toHaveBeenCalled()
})
