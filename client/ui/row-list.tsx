import { type JSX, onCleanup, onMount } from 'solid-js'
import { startDrag } from './row-drag.ts'
import { hearGestures } from './row-gestures.ts'
import { pressKey, type RowKeys } from './row-keys.ts'
import { startSwipe } from './row-swipe.ts'

export interface RowListProps extends RowKeys {
  label: string
  /** What stands behind a row that is pushed aside. */
  removeText: string
  /** So many rows are still to come: their room is kept. */
  missing: number
  /** Whether rows may be put into another order. */
  movable: boolean
  onOpen(path: string): void
  /** By the id of its row or heading. */
  onFocus(id: string): void
  /** A row that is dragged is to stand at `index` among all rows and headings. */
  onMove(index: number): void
  ref(list: HTMLUListElement): void
  children: JSX.Element
}

/**
 * A list of links: arrow keys, Home and End move in it, Delete removes; rows are dragged, pushed aside,
 * and lifted by keyboard. It hears everything itself: rows come, go and change places under it.
 */
export function RowList(props: RowListProps) {
  let list: HTMLUListElement | undefined

  function listen(element: HTMLUListElement): () => void {
    const keys: RowKeys = {
      lifted: () => props.lifted(),
      onLift: (id) => props.onLift(id),
      onStep: (id, by) => props.onStep(id, by),
      onDrop: () => props.onDrop(),
      onCancel: () => props.onCancel(),
      onRemove: (id) => props.onRemove(id),
      onUndo: () => props.onUndo(),
      onLeave: () => props.onLeave(),
    }
    element.addEventListener('keydown', (event) => {
      if (pressKey(element, event, keys)) event.preventDefault()
    })
    element.addEventListener('click', (event) => {
      const link = closest(event.target, 'a.row')
      // A new tab, a new window or a download is the browser's own.
      if (
        !(link instanceof HTMLAnchorElement) ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        event.button !== 0
      )
        return
      event.preventDefault()
      props.onOpen(link.pathname)
    })
    element.addEventListener('focusin', (event) => {
      const { id } = closest(event.target, '.rows > *')?.dataset ?? {}
      if (id !== undefined) props.onFocus(id)
    })
    element.addEventListener('focusout', () => {
      // A row that changes its place loses the focus, and has it back before this runs.
      queueMicrotask(() => {
        const lifted = props.lifted()
        const isHere = closest(document.activeElement, '.rows > *')?.dataset.id === lifted
        if (lifted !== undefined && !isHere) props.onDrop()
      })
    })
    return hearGestures(element, {
      canDrag: () => props.movable,
      onDrag(item, at) {
        props.onLift(item.dataset.id ?? '')
        return startDrag({
          list: element,
          item,
          at,
          onMove: (index) => props.onMove(index),
          onDrop: () => props.onDrop(),
          onCancel: () => props.onCancel(),
        })
      },
      onSwipe: (item, at) =>
        startSwipe({ item, at, onRemove: () => props.onRemove(item.dataset.id ?? '') }),
    })
  }

  onMount(() => {
    if (!list) return
    props.ref(list)
    onCleanup(listen(list))
  })

  return (
    <ul
      class="rows"
      ref={list}
      aria-label={props.label}
      style={{ '--remove-text': JSON.stringify(props.removeText), '--missing': props.missing }}
    >
      {props.children}
    </ul>
  )
}

function closest(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null
}
