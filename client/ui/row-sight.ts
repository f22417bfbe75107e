import { itemsOf } from './row-flip.ts'

/** Rows so far beyond either edge are kept up to date too, so that a quick finger finds none that is old. */
const marginPx = 400

/** After so long without a move a list has come to rest. */
const restMs = 150

/**
 * What can be looked at; what passes by or what a quick finger may bring into sight; and what needs no
 * work at all.
 */
export type InSight = 'seen' | 'near' | 'far'

/** Which rows of a list are in sight. */
export interface Sight {
  /** Told when that is no longer as it is said to be at first. Returns what ends it. */
  watch(item: Element, first: InSight, tell: (inSight: InSight) => void): () => void
  /** To be called when rows have changed places. */
  look(): void
  stop(): void
}

/**
 * Reckoned from where rows stand, whenever the list scrolls or is resized. An IntersectionObserver of
 * every row would cost the main thread as much as all prices do: it looks at each in every frame.
 */
export function makeSight(list: HTMLElement, scroller: HTMLElement): Sight {
  const watched = new Map<Element, (inSight: InSight) => void>()
  /** All that isn't far. */
  let close = new Map<Element, InSight>()
  let isAsked = false
  let rest: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    isAsked = false
    const { top, height } = scroller.getBoundingClientRect()
    const from = top - list.getBoundingClientRect().top
    const to = from + height
    const items = itemsOf(list)
    const now = new Map<Element, InSight>()
    for (let at = firstBelow(items, from - marginPx); at < items.length; at++) {
      const item = items[at]
      if (item === undefined || item.offsetTop >= to + marginPx) break
      const isWithin = item.offsetTop < to && item.offsetTop + item.offsetHeight > from
      const isSeen = isWithin && rest === undefined
      now.set(item, isSeen ? 'seen' : 'near')
    }
    const before = close
    close = now
    for (const item of before.keys()) if (!now.has(item)) watched.get(item)?.('far')
    for (const [item, inSight] of now) {
      if (before.get(item) !== inSight) watched.get(item)?.(inSight)
    }
  }

  /** Once for all that have come together. */
  function ask(): void {
    if (isAsked) return
    isAsked = true
    queueMicrotask(() => {
      if (isAsked) look()
    })
  }

  function onScroll(): void {
    clearTimeout(rest)
    rest = setTimeout(() => {
      rest = undefined
      look()
    }, restMs)
    look()
  }

  const resized = new ResizeObserver(look)
  resized.observe(scroller)
  resized.observe(list)
  scroller.addEventListener('scroll', onScroll, { passive: true })

  return {
    watch(item, first, tell) {
      watched.set(item, tell)
      if (first !== 'far') close.set(item, first)
      ask()
      return () => {
        watched.delete(item)
        close.delete(item)
      }
    },
    look,
    stop() {
      isAsked = false
      clearTimeout(rest)
      resized.disconnect()
      scroller.removeEventListener('scroll', onScroll)
    },
  }
}

/** The first of the items, which stand in their order, that ends below a height. */
function firstBelow(items: readonly HTMLElement[], height: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && item.offsetTop + item.offsetHeight <= height) low = middle + 1
    else high = middle
  }
  return low
}
