import type { Owned } from '../owned.ts'
import { type Entry, entryId, type Group, type List } from './items.ts'
import { byPosition } from './position.ts'

/** The entries of a list that stand together: first those without a group, then group by group. */
export interface Section {
  group: Owned<Group> | undefined
  entries: readonly Owned<Entry>[]
}

/** All that there is, of every list. */
export interface Items {
  lists: readonly Owned<List>[]
  groups: readonly Owned<Group>[]
  entries: readonly Owned<Entry>[]
}

/** A list in its own order. What another device has merged into it comes out whole: see below. */
export function arrange(list: string, { groups, entries }: Omit<Items, 'lists'>): Section[] {
  const own = inOrder(groups.filter(({ value }) => value.list === list))
  const known = new Set(own.map(({ id }) => id))
  const byGroup = new Map<string | undefined, Owned<Entry>[]>()
  for (const entry of inOrder(unique(entries.filter(({ value }) => value.list === list)))) {
    // Its group may have been deleted on a device that didn't know of the entry.
    const { group } = entry.value
    const home = group !== undefined && known.has(group) ? group : undefined
    const there = byGroup.get(home)
    if (there) there.push(entry)
    else byGroup.set(home, [entry])
  }
  return [undefined, ...own].map((group) => ({ group, entries: byGroup.get(group?.id) ?? [] }))
}

export function inOrder<T extends { position: string }>(items: readonly Owned<T>[]): Owned<T>[] {
  return [...items].sort((a, b) =>
    byPosition({ id: a.id, position: a.value.position }, { id: b.id, position: b.value.position }),
  )
}

/**
 * Each symbol once. An id is made of list and symbol, so there are several only where an import or
 * another version made ids of its own: the one that every version would make stays.
 */
function unique(entries: readonly Owned<Entry>[]): Owned<Entry>[] {
  const bySymbol = new Map<string, Owned<Entry>>()
  for (const entry of entries) {
    const { list, symbol } = entry.value
    const before = bySymbol.get(symbol)
    const isBest = entry.id === entryId(list, symbol)
    if (before === undefined || isBest) bySymbol.set(symbol, entry)
    else if (before.id !== entryId(list, symbol) && entry.id < before.id) {
      bySymbol.set(symbol, entry)
    }
  }
  return [...bySymbol.values()]
}
