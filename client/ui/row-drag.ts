import { itemsOf, slide } from './row-flip.ts'
import type { Hold } from './row-gestures.ts'

/** So near to an edge the list scrolls under what is held, the faster the nearer, px a frame. */
const edgePx = 64
const fastestPx = 14

export interface DragOptions {
  list: HTMLElement
  item: HTMLElement
  at: PointerEvent
  /** The row is to stand at `index` among all rows and headings. Called only where that is new. */
  onMove(index: number): void
  onDrop(): void
  onCancel(): void
}

/** A row that follows the pointer; the others make way. */
export function startDrag({ list, item, at, onMove, onDrop, onCancel }: DragOptions): Hold {
  const scroller = scrollerOf(list)
  const hasColumns = list.clientWidth >= item.offsetWidth * 2
  const start = {
    x: at.clientX,
    y: at.clientY + scroller.scrollTop,
    left: item.offsetLeft,
    top: item.offsetTop,
  }
  let point = { x: at.clientX, y: at.clientY }
  let slots = slotsOf(list)
  item.classList.add('is-lifted')
  navigator.vibrate?.(10)
  let frame = requestAnimationFrame(follow)

  /** Where it is held, in the list's own coordinates: never beyond, which would make the list longer. */
  function place() {
    const x = hasColumns ? start.left + point.x - start.x : start.left
    const y = start.top + point.y + scroller.scrollTop - start.y
    return { x, y: Math.max(0, Math.min(list.offsetHeight - item.offsetHeight, y)) }
  }

  function follow(): void {
    frame = requestAnimationFrame(follow)
    scrollAtEdges()
    const { x, y } = place()
    const middle = { x: x + item.offsetWidth / 2, y: y + item.offsetHeight / 2 }
    const index = indexAt(slots, middle)
    if (index >= 0 && slots[index]?.item !== item) {
      onMove(index)
      slots = slotsOf(list)
    }
    item.style.transform = `translate(${x - item.offsetLeft}px, ${y - item.offsetTop}px)`
  }

  function scrollAtEdges(): void {
    const { top, bottom } = scroller.getBoundingClientRect()
    const over = edgePx - (point.y - top)
    const under = edgePx - (bottom - point.y)
    // A row that was lifted at an edge may be on its way from there.
    const isUp = point.y < at.clientY && over > 0
    const isDown = point.y > at.clientY && under > 0
    if (!isUp && !isDown) return
    const speed = Math.ceil((Math.min(edgePx, isUp ? over : under) / edgePx) * fastestPx)
    scroller.scrollTop += isUp ? -speed : speed
  }

  async function end(finish: () => void): Promise<void> {
    cancelAnimationFrame(frame)
    const from = item.getBoundingClientRect()
    item.style.transform = ''
    finish()
    const to = item.getBoundingClientRect()
    await slide(item, from.left - to.left, from.top - to.top)
    item.classList.remove('is-lifted')
  }

  return {
    move({ clientX, clientY }) {
      point = { x: clientX, y: clientY }
    },
    end: () => void end(onDrop),
    cancel: () => void end(onCancel),
  }
}

interface Slot {
  item: HTMLElement
  left: number
  top: number
  right: number
  bottom: number
}

/** Where everything stands, whatever moves over it at the moment. */
function slotsOf(list: HTMLElement): Slot[] {
  return itemsOf(list).map((item) => {
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = item
    return { item, left, top, right: left + offsetWidth, bottom: top + offsetHeight }
  })
}

/** Above all is the first, below all the last; between two columns is none. */
function indexAt(slots: readonly Slot[], { x, y }: { x: number; y: number }): number {
  const [first, last] = [slots[0], slots.at(-1)]
  if (first && y < first.top) return 0
  if (last && y > last.bottom) return slots.length - 1
  return slots.findIndex(
    ({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom,
  )
}

function scrollerOf(list: HTMLElement): HTMLElement {
  return list.closest<HTMLElement>('.pane') ?? document.documentElement
}
