const movingMs = 180
const running = new WeakMap<HTMLElement, Animation>()

/** Whether things may slide to their places. */
export function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * To be called before rows change places; what it returns, after: the rows in sight then slide from
 * where they were to where they are, and the one that had the focus has it back, which it loses by
 * being moved in the page. Only transforms are animated: the compositor does it alone.
 */
export function beforeMove(list: HTMLElement): () => void {
  const focused = document.activeElement
  const before = new Map<HTMLElement, DOMRect>()
  if (mayMove()) for (const item of itemsOf(list)) before.set(item, item.getBoundingClientRect())

  return () => {
    if (focused instanceof HTMLElement && focused !== document.activeElement) {
      if (list.contains(focused)) focused.focus({ preventScroll: true })
    }
    const moves: [HTMLElement, x: number, y: number][] = []
    for (const item of itemsOf(list)) {
      const from = before.get(item)
      // What is dragged follows the pointer alone.
      if (from === undefined || item.classList.contains('is-lifted')) continue
      running.get(item)?.cancel()
      const to = item.getBoundingClientRect()
      const [x, y] = [from.left - to.left, from.top - to.top]
      if ((isInSight(from) || isInSight(to)) && (x !== 0 || y !== 0)) moves.push([item, x, y])
    }
    for (const [item, x, y] of moves) void slide(item, x, y)
  }
}

/** Lets a row slide from so far away to where it is. Resolves once it is there. */
export async function slide(item: HTMLElement, x: number, y: number): Promise<void> {
  if (!mayMove() || (x === 0 && y === 0)) return
  const frames = [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }]
  const animation = item.animate(frames, { duration: movingMs, easing: 'ease-out' })
  running.set(item, animation)
  // Called off where the next move begins before the end of this one.
  await animation.finished.catch(() => {})
}

/** The rows and headings of a list. */
export function itemsOf(list: HTMLElement): HTMLElement[] {
  return Array.from(list.children).filter((child) => child instanceof HTMLElement)
}

function isInSight({ top, bottom }: DOMRect): boolean {
  return bottom > 0 && top < innerHeight
}
