import {
  type Accessor,
  createComputed,
  createEffect,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import type { Line } from '../../state/watchlists/lines.ts'
import { beforeMove } from '../../ui/row-flip.ts'
import { type Held, makeHeld } from '../../ui/row-held.ts'
import { makeSight, type Sight } from '../../ui/row-sight.ts'

/** A list on the screen: which rows are in sight, whether it is held, and how rows come to their places. */
export function createListBody(options: {
  lines: Accessor<readonly Line[]>
  /** Which list it is: another one is simply another, and nothing slides. */
  listId: Accessor<string>
  /** What it is sorted by: whoever changes that wants to see who is first. */
  sort: Accessor<unknown>
}) {
  const [sight, setSight] = createSignal<Sight>()
  let element: HTMLElement | undefined
  let scroller: HTMLElement | undefined
  let held: Held | undefined
  let shown: string | undefined
  let play = () => {}

  // Computed values come before what is painted of them, effects after.
  createComputed(
    on(
      options.lines,
      () => {
        const isSame = shown === untrack(options.listId)
        play = element && isSame ? beforeMove(element) : () => {}
      },
      { defer: true },
    ),
  )
  createEffect(
    on(options.lines, () => {
      play()
      play = () => {}
      untrack(sight)?.look()
      shown = untrack(options.listId)
    }),
  )

  createEffect(
    on(
      [options.listId, options.sort],
      () => {
        if (scroller) scroller.scrollTop = 0
      },
      { defer: true },
    ),
  )

  return {
    sight,
    isHeld: () => held?.isHeld() ?? false,
    take(list: HTMLElement): void {
      element = list
      scroller = list.closest<HTMLElement>('.pane') ?? undefined
      if (!scroller) return
      const [ownSight, ownHeld] = [makeSight(list, scroller), makeHeld(list, scroller)]
      setSight(ownSight)
      held = ownHeld
      onCleanup(() => {
        ownSight.stop()
        ownHeld.stop()
      })
    },
  }
}

export type ListBody = ReturnType<typeof createListBody>
