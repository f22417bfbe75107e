/** A finger that has just let go of a list that scrolls is about to touch a row. */
const settleMs = 1_000

/** Whether somebody is about to touch a row of a list, asked when rows would change places. */
export interface Held {
  isHeld(): boolean
  stop(): void
}

export function makeHeld(list: HTMLElement, scroller: HTMLElement): Held {
  let scrolledAt = Number.NEGATIVE_INFINITY
  const onScroll = () => {
    scrolledAt = performance.now()
  }
  scroller.addEventListener('scroll', onScroll, { passive: true })
  return {
    isHeld() {
      // After a tap a phone takes the row for pointed at until the next one.
      const isPointedAt = list.matches(':hover') && matchMedia('(hover: hover)').matches
      const isPressed = list.matches(':active')
      const isFocused = list.querySelector(':focus-visible') !== null
      const isScrolling = performance.now() - scrolledAt < settleMs
      return isPointedAt || isPressed || isFocused || isScrolling
    },
    stop: () => scroller.removeEventListener('scroll', onScroll),
  }
}
