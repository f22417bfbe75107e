import { batch, untrack } from 'solid-js'
import type { Owned } from '../owned.ts'
import { arrange } from './arrange.ts'
import type { ListContext, Undo } from './context.ts'
import { type Entry, entryId, givenLists, limits, normalSymbol } from './items.ts'
import { place } from './position.ts'

/** Where an entry comes to stand: among those of a group, or of none, without itself. */
export interface Place {
  group: string | undefined
  index: number
}

/** Changes of what stands in lists. */
export function makeEntryChanges({ items, all, currentId, lists, entries }: ListContext) {
  const find = (id: string) => untrack(items).entries.find((entry) => entry.id === id)
  const sectionsOf = (list: string) => arrange(list, untrack(items))

  function entriesOf(list: string, group: string | undefined): readonly Owned<Entry>[] {
    return sectionsOf(list).find((section) => section.group?.id === group)?.entries ?? []
  }

  /** Writes an entry where it comes to stand, and whoever has to make room. */
  function write(entry: Owned<Entry>, { group, index }: Place): void {
    const { list } = entry.value
    const others = entriesOf(list, group).filter(({ id }) => id !== entry.id)
    const known = new Map(others.map((other) => [other.id, other]))
    const placed = others.map(({ id, value }) => ({ id, position: value.position }))
    entries.put(
      place(placed, { id: entry.id, index }).map(({ id, position }) => {
        const { value } = known.get(id) ?? entry
        return { id, value: { ...value, group, position } }
      }),
    )
  }

  return {
    /** At the end of what has no group. `full`: the list holds as much as it can. */
    add(symbol: string, list = untrack(currentId)): 'added' | 'there' | 'full' | 'unreadable' {
      const normal = normalSymbol(symbol)
      if (normal === undefined) return 'unreadable'
      const there = sectionsOf(list).flatMap((section) => section.entries)
      if (there.some(({ value }) => value.symbol === normal)) return 'there'
      if (there.length >= limits.entries) return 'full'
      batch(() => {
        // All lists were deleted: the one that is always there begins anew.
        const missing = givenLists.filter(({ id }) => id === list)
        const isGone = !untrack(items).lists.some(({ id }) => id === list)
        if (isGone && missing.length > 0) lists.put(missing)
        const id = entryId(list, normal)
        const value = { list, symbol: normal, group: undefined, position: '' }
        write({ id, value }, { group: undefined, index: entriesOf(list, undefined).length })
      })
      return 'added'
    },

    /** With what else stands for the same instrument, which would come to light. */
    remove(ids: readonly string[]): Undo {
      const named = new Set(ids.flatMap((id) => keyOf(find(id)) ?? []))
      const removed = untrack(items).entries.filter((entry) => named.has(keyOf(entry) ?? ''))
      entries.remove(removed.map(({ id }) => id))
      return () => entries.put(removed)
    },

    /** To another place of its list. One record changes. */
    move(id: string, to: Place): void {
      const entry = find(id)
      if (entry) write(entry, to)
    },

    /** To the end of another list; where that has it already, it only leaves this one. */
    moveToList(id: string, list: string): Undo {
      const entry = find(id)
      if (!entry || !untrack(all).some((each) => each.id === list)) return () => {}
      const target = entryId(list, entry.value.symbol)
      const isThere = find(target) !== undefined
      batch(() => {
        entries.remove([id])
        if (isThere) return
        const value = { ...entry.value, list, group: undefined }
        write({ id: target, value }, { group: undefined, index: entriesOf(list, undefined).length })
      })
      return () =>
        batch(() => {
          if (!isThere) entries.remove([target])
          entries.put([entry])
        })
    },
  }
}

/** What an entry stands for: its list and its symbol. */
function keyOf(entry: Owned<Entry> | undefined): string | undefined {
  return entry && entryId(entry.value.list, entry.value.symbol)
}
