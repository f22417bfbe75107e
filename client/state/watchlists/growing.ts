import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { Frames } from '../frames.ts'

/** More than a screen shows. So many lines are made in one frame, so that no frame is late for them. */
export const lineBatch = 24

/** How many lines of a list are there: the first ones at once, a batch more in each frame after. */
export function createGrowing(options: {
  listId: Accessor<string>
  /** All that there will be. */
  length: Accessor<number>
  /** So many at the opening: as far down as it was left. */
  first: number
  frames: Frames
}): Accessor<number> {
  const { listId, length, frames } = options
  const [grown, setGrown] = createSignal({ list: untrack(listId), count: options.first })
  const count = createMemo(() => (grown().list === listId() ? grown().count : lineBatch))
  createEffect(() => {
    if (count() >= length()) return
    const next = { list: listId(), count: count() + lineBatch }
    onCleanup(frames.update(() => setGrown(next)))
  })
  return count
}
