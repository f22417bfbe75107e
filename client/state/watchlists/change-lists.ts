import { batch, untrack } from 'solid-js'
import { newId, type Owned } from '../owned.ts'
import type { ListContext, Undo } from './context.ts'
import { limits, normalName } from './items.ts'
import { place, positionBetween } from './position.ts'

/** Changes of lists as such. */
export function makeListChanges({ items, all, currentId, select, ...kept }: ListContext) {
  const { lists, groups, entries } = kept
  const find = (id: string) => untrack(all).find((list) => list.id === id)

  return {
    /** Behind the others, and current. Its id; `undefined` without a name, or where there are too many. */
    addList(text: string): string | undefined {
      const name = normalName(text)
      const others = untrack(all)
      if (name === undefined || others.length >= limits.lists) return undefined
      const id = newId()
      const position = positionBetween(others.at(-1)?.value.position, undefined)
      lists.put([{ id, value: { name, position } }])
      select(id)
      return id
    },

    renameList(id: string, text: string): void {
      const list = find(id)
      const name = normalName(text)
      if (list && name !== undefined) lists.put([{ id, value: { ...list.value, name } }])
    },

    /** By so many places down, or up. */
    moveList(id: string, by: number): void {
      const ordered = untrack(all)
      const others = ordered.filter((list) => list.id !== id)
      const index = Math.max(0, ordered.findIndex((list) => list.id === id) + by)
      const known = new Map(ordered.map((list) => [list.id, list]))
      const placed = others.map((list) => ({ id: list.id, position: list.value.position }))
      lists.put(
        place(placed, { id, index }).flatMap((moved) => {
          const list = known.get(moved.id)
          const value = list && { ...list.value, position: moved.position }
          return value ? [{ id: moved.id, value }] : []
        }),
      )
    },

    /** With all that is in it. The last one stays. */
    removeList(id: string): Undo | undefined {
      const list = find(id)
      const before = untrack(currentId)
      if (!list || untrack(all).length < 2) return undefined
      const own = <T extends { list: string }>(each: Owned<T>) => each.value.list === id
      const ownGroups = untrack(items).groups.filter(own)
      const ownEntries = untrack(items).entries.filter(own)
      const idsOf = (owned: readonly Owned<unknown>[]) => owned.map((each) => each.id)
      batch(() => {
        lists.remove([id])
        groups.remove(idsOf(ownGroups))
        entries.remove(idsOf(ownEntries))
      })
      return () =>
        batch(() => {
          lists.put([list])
          groups.put(ownGroups)
          entries.put(ownEntries)
          select(before)
        })
    },
  }
}
