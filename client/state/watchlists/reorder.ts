import { type Accessor, createSignal, untrack } from 'solid-js'
import { words } from '../../words/words.ts'
import type { Section } from './arrange.ts'
import type { Place } from './change-entries.ts'
import { type Draft, type Line, placeAt } from './lines.ts'

export interface ReorderOptions {
  /** With the held one where it would come to stand. */
  lines: Accessor<readonly Line[]>
  /** As they are kept. */
  sections: Accessor<readonly Section[]>
  nameOf(symbol: string): string
  onMove(id: string, to: Place): void
}

/** An entry that is lifted, moved about and dropped: nothing is kept before it is dropped. */
export function createReorder({ lines, sections, nameOf, onMove }: ReorderOptions) {
  const [draft, setDraft] = createSignal<Draft>()
  const [said, setSaid] = createSignal('')

  function find(id: string): Draft | undefined {
    for (const { group, entries } of untrack(sections)) {
      const index = entries.findIndex((entry) => entry.id === id)
      if (index >= 0) return { id, group: group?.id, index }
    }
    return undefined
  }

  function sizeOf(group: string | undefined, without: string): number {
    const section = untrack(sections).find((each) => each.group?.id === group)
    return section?.entries.filter(({ id }) => id !== without).length ?? 0
  }

  function nameOfDraft({ id }: Draft): string {
    const entries = untrack(sections).flatMap((section) => section.entries)
    return nameOf(entries.find((entry) => entry.id === id)?.value.symbol ?? '')
  }

  /** Where it stands, in words. */
  function tell({ id, group, index }: Draft): string {
    const { place, placeIn } = words().watchlist
    const count = sizeOf(group, id) + 1
    const name = untrack(sections).find((each) => each.group?.id === group)?.group?.value.name
    return name === undefined ? place(index + 1, count) : placeIn(index + 1, count, name)
  }

  function moveTo(index: number): void {
    const held = untrack(draft)
    if (!held) return
    const others = untrack(lines).filter((line) => line.id !== held.id)
    const to = Math.max(0, Math.min(others.length, index))
    const place = placeAt(others, { index: to, sizeOf: (group) => sizeOf(group, held.id) })
    const moved = { id: held.id, ...place }
    setDraft(moved)
    setSaid(tell(moved))
  }

  function step(by: -1 | 1): void {
    const at = untrack(lines).findIndex((line) => line.id === untrack(draft)?.id)
    if (at >= 0) moveTo(at + by)
  }

  function lift(id: string): void {
    const held = find(id)
    setDraft(held)
    if (held) setSaid(words().watchlist.lifted(nameOfDraft(held), tell(held)))
  }

  function drop(): void {
    const held = untrack(draft)
    if (!held) return
    const from = find(held.id)
    if (from?.group !== held.group || from?.index !== held.index) onMove(held.id, held)
    setSaid(words().watchlist.dropped(nameOfDraft(held), tell(held)))
    setDraft(undefined)
  }

  return {
    draft,
    /** For those who hear: the newest news of what is held. */
    said,
    lift,
    /** To stand at `index` among all lines. */
    moveTo,
    step,
    drop,
    cancel(): void {
      const held = untrack(draft)
      if (held) setSaid(words().watchlist.putBack(nameOfDraft(held)))
      setDraft(undefined)
    },
    /** By one place, at once. */
    nudge(id: string, by: -1 | 1): void {
      lift(id)
      step(by)
      drop()
    },
  }
}
