import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createMedia } from '../media.ts'

/** A phone on its side: what little height there is belongs to the chart. */
const sideways = '(orientation: landscape) and (max-height: 499px) and (pointer: coarse)'

/**
 * Whether the chart has the whole screen: on a phone that lies on its side by itself, elsewhere when
 * it is asked for. A choice holds until the phone is turned. Where the browser can hide its own bars
 * it does; where it can't, as Safari on a phone, the chart fills the page.
 */
export function createFill() {
  const isSideways = createMedia(sideways)
  const [choice, setChoice] = createSignal<boolean>()
  const filled = createMemo(() => choice() ?? isSideways())
  createEffect(on(isSideways, () => setChoice(undefined), { defer: true }))

  function leave(): void {
    setChoice(false)
    // Refused where somebody else has left it in the meantime.
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
  }

  const follow = () => {
    if (!document.fullscreenElement && choice()) setChoice(undefined)
  }
  const onKeyDown = ({ key, defaultPrevented }: KeyboardEvent) => {
    const isOurs = key === 'Escape' && !defaultPrevented && choice() === true
    if (isOurs && !document.querySelector('dialog[open], :popover-open')) leave()
  }
  document.addEventListener('fullscreenchange', follow)
  document.addEventListener('keydown', onKeyDown)
  onCleanup(() => {
    document.removeEventListener('fullscreenchange', follow)
    document.removeEventListener('keydown', onKeyDown)
    if (choice()) leave()
  })

  return {
    filled,
    /** Whether it does so by itself, as nobody asked for it. */
    byItself: () => filled() && choice() === undefined,
    leave,
    toggle(): void {
      if (filled()) {
        leave()
        return
      }
      setChoice(true)
      document.documentElement.requestFullscreen?.().catch(() => {})
    },
  }
}

export type Fill = ReturnType<typeof createFill>
