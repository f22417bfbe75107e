import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { Section } from './arrange.ts'
import type { Place } from './change-entries.ts'
import { type Sort, type SortFigure, type SortKey, sorted } from './sort.ts'

/** What stands in a list from top to bottom; the same object for as long as it is there. */
export type Line = { type: 'group'; id: string } | { type: 'entry'; id: string; symbol: string }

/** An entry that is held, and where it would come to stand. */
export interface Draft extends Place {
  id: string
}

export interface LinesOptions {
  sections: Accessor<readonly Section[]>
  sort: Accessor<Sort>
  isCollapsed(group: string): boolean
  draft: Accessor<Draft | undefined>
  /** Read without following: live figures would make rows jump. */
  figureOf(symbol: string, by: SortKey): SortFigure
  /** Whether there is anything to sort it by; followed. */
  isKnown(symbol: string): boolean
  /** Whether figures come in and somebody sees them. */
  isLive: Accessor<boolean>
  /** Whether somebody is about to touch a row: asked when rows would change places. */
  isHeld(): boolean
}

/**
 * By a live figure a list is sorted anew no more often than this: rows that trade places all the time
 * can't be read, let alone touched. While it is held (pressed, pointed at, focused by keyboard, dragged,
 * or still scrolling) it waits for the next time.
 */
const calmMs = 4_000

export function createLines(options: LinesOptions): Accessor<readonly Line[]> {
  const { sections, sort, draft } = options
  const [turn, setTurn] = createSignal(0)
  createEffect(() => {
    if (sort().by === 'own' || sort().by === 'name' || !options.isLive()) return
    const timer = setInterval(() => {
      if (!options.isHeld()) setTurn((before) => before + 1)
    }, calmMs)
    onCleanup(() => clearInterval(timer))
  })

  /** How many can be sorted: the first figures to come put rows in order at once. */
  const known = createMemo(() => {
    if (sort().by === 'own') return 0
    const entries = sections().flatMap((section) => section.entries)
    return entries.filter(({ value }) => options.isKnown(value.symbol)).length
  })

  const inOrder = createMemo(() => {
    const { by, descending } = sort()
    if (by === 'own') return moved(sections(), draft())
    turn()
    known()
    const figureOf = (symbol: string) => untrack(() => options.figureOf(symbol, by))
    return sections().map(({ group, entries }) => {
      const order = {
        descending,
        figureOf: (entry: (typeof entries)[number]) => figureOf(entry.value.symbol),
      }
      return { group, entries: sorted(entries, order) }
    })
  })

  let before = new Map<string, Line>()
  return createMemo<readonly Line[]>(
    () => {
      const now = new Map<string, Line>()
      const keep = (key: string, line: Line) => now.set(key, before.get(key) ?? line)
      for (const { group, entries } of inOrder()) {
        if (group) keep(`group ${group.id}`, { type: 'group', id: group.id })
        const isClosed = group !== undefined && options.isCollapsed(group.id)
        for (const { id, value } of entries) {
          if (isClosed && id !== draft()?.id) continue
          keep(`entry ${id}`, { type: 'entry', id, symbol: value.symbol })
        }
      }
      before = now
      return [...now.values()]
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]) },
  )
}

/** The sections with an entry where it is held. */
function moved(sections: readonly Section[], draft: Draft | undefined): readonly Section[] {
  const entry = sections.flatMap(({ entries }) => entries).find(({ id }) => id === draft?.id)
  if (!draft || !entry) return sections
  return sections.map(({ group, entries }) => {
    const others = entries.filter(({ id }) => id !== draft.id)
    if (group?.id !== draft.group) return { group, entries: others }
    return {
      group,
      entries: [...others.slice(0, draft.index), entry, ...others.slice(draft.index)],
    }
  })
}

/**
 * Where an entry stands that comes to be at `index` among the lines without it. A group that is
 * collapsed shows nothing of what it has: there it comes last.
 */
export function placeAt(
  others: readonly Line[],
  { index, sizeOf }: { index: number; sizeOf(group: string): number },
): Place {
  let group: string | undefined
  let count = 0
  for (const line of others.slice(0, index)) {
    if (line.type === 'group') {
      group = line.id
      count = 0
    } else count += 1
  }
  const next = others[index]
  const endsHere = next === undefined || next.type === 'group'
  return { group, index: endsHere && group !== undefined ? sizeOf(group) : count }
}
