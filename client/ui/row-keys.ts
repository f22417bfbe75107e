import { itemsOf } from './row-flip.ts'

/**
 * What can have the focus in a row, from its start to its end; up and down lead from one to the next of
 * its kind.
 */
const kinds = ['.row-remove', 'a.row', '.row-more', '.row-grip'] as const
const stops = [...kinds, '.row-toggle'].join()

export interface RowKeys {
  /** The row that is lifted by keyboard, if any. */
  lifted(): string | undefined
  onLift(id: string): void
  /** The lifted row, or the one that is named, is to stand so many places further down, or up. */
  onStep(id: string, by: -1 | 1): void
  onDrop(): void
  onCancel(): void
  onRemove(id: string): void
  onUndo(): void
  /** Whether there was anything to leave. */
  onLeave(): boolean
}

/** The keys of a list. Returns whether the key was one of them. */
export function pressKey(list: HTMLElement, event: KeyboardEvent, on: RowKeys): boolean {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>(stops) : null
  const item = target?.closest<HTMLElement>('.rows > *')
  const { id } = item?.dataset ?? {}
  if (!target || !item || id === undefined) return false
  const { key } = event
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : undefined
  if ((event.ctrlKey || event.metaKey) && key === 'z') return run(on.onUndo)
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false
  if (event.altKey) return by !== undefined && target.matches('a.row') && step(by)
  if (on.lifted() === id) {
    if (by !== undefined) return step(by)
    if (key === ' ' || key === 'Enter') return run(on.onDrop)
    if (key === 'Escape') return run(on.onCancel)
    return key !== 'Tab'
  }
  if (key === 'Escape') return leave(item)
  if (target.matches('.row-grip') && (key === ' ' || key === 'Enter'))
    return run(() => on.onLift(id))
  if (target.matches('a.row') && (key === 'Delete' || key === 'Backspace')) return remove(item, id)
  return walk(key)

  function step(way: -1 | 1): boolean {
    if (id === undefined) return false
    on.onStep(id, way)
    item?.scrollIntoView({ block: 'nearest' })
    return true
  }

  /** The row's buttons go with what is left; the row stays. */
  function leave(from: HTMLElement): boolean {
    const hasLeft = on.onLeave()
    if (hasLeft) stopIn(from, 'a.row')?.focus()
    return hasLeft
  }

  /** The focus goes to what comes in its place. */
  function remove(gone: HTMLElement, id: string): boolean {
    const next = gone.nextElementSibling ?? gone.previousElementSibling
    on.onRemove(id)
    if (next) stopIn(next, 'a.row')?.focus()
    return true
  }

  function walk(key: string): boolean {
    const all = itemsOf(list).filter((each) => each.querySelector(stops))
    const to = destination(key, { index: item ? all.indexOf(item) : 0, last: all.length - 1 })
    if (to === undefined) return false
    const kind = kinds.find((each) => target?.matches(each)) ?? 'a.row'
    const row = all[to]
    if (row) stopIn(row, kind)?.focus()
    return true
  }
}

function run(what: () => void): true {
  what()
  return true
}

function stopIn(item: Element, kind: string): HTMLElement | null {
  return item.querySelector<HTMLElement>(kind) ?? item.querySelector<HTMLElement>(stops)
}

function destination(
  key: string,
  { index, last }: { index: number; last: number },
): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
