const movingMs = 180
const running = new WeakMap<HTMLElement, Animation>()

/** Whether things may slide to their places. */
export function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * Changes the order of a list, and lets the rows in sight slide from where they were to where they
 * are. Only their transforms are animated: the compositor does it alone.
 */
export function flip(list: HTMLElement, change: () => void): void {
  if (!mayMove()) {
    keepFocus(list, change)
    return
  }
  const before = new Map<HTMLElement, DOMRect>()
  for (const item of itemsOf(list)) before.set(item, item.getBoundingClientRect())
  keepFocus(list, change)
  const height = innerHeight
  const moves: [HTMLElement, x: number, y: number][] = []
  for (const item of itemsOf(list)) {
    const from = before.get(item)
    // What is dragged follows the pointer alone.
    if (from === undefined || item.classList.contains('is-lifted')) continue
    running.get(item)?.cancel()
    const to = item.getBoundingClientRect()
    const isSeen = isWithin(from, height) || isWithin(to, height)
    const [x, y] = [from.left - to.left, from.top - to.top]
    if (isSeen && (x !== 0 || y !== 0)) moves.push([item, x, y])
  }
  for (const [item, x, y] of moves) slide(item, x, y)
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

/** What is moved in the page loses the focus, and is given it back. */
function keepFocus(list: HTMLElement, change: () => void): void {
  const focused = document.activeElement
  change()
  if (focused instanceof HTMLElement && focused !== document.activeElement) {
    if (list.contains(focused)) focused.focus({ preventScroll: true })
  }
}

/** The rows and headings of a list. */
export function itemsOf(list: HTMLElement): HTMLElement[] {
  return Array.from(list.children).filter((child) => child instanceof HTMLElement)
}

function isWithin({ top, bottom }: DOMRect, height: number): boolean {
  return bottom > 0 && top < height
}
