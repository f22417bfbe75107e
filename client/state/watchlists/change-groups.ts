import { batch, untrack } from 'solid-js'
import { newId, type Owned } from '../owned.ts'
import { arrange } from './arrange.ts'
import type { ListContext, Undo } from './context.ts'
import { type Group, limits, normalName } from './items.ts'
import { place, positionBetween } from './position.ts'

/** Changes of the groups of the current list. */
export function makeGroupChanges({ items, currentId, groups, entries }: ListContext) {
  const find = (id: string) => untrack(items).groups.find((group) => group.id === id)

  /** In their order. */
  function groupsOf(list: string): Owned<Group>[] {
    return arrange(list, untrack(items)).flatMap(({ group }) => group ?? [])
  }

  return {
    /** Behind the others. Its id; `undefined` without a name, or where there are too many. */
    addGroup(text: string): string | undefined {
      const list = untrack(currentId)
      const name = normalName(text)
      const others = groupsOf(list)
      if (name === undefined || others.length >= limits.groups) return undefined
      const id = newId()
      const position = positionBetween(others.at(-1)?.value.position, undefined)
      groups.put([{ id, value: { list, name, position } }])
      return id
    },

    renameGroup(id: string, text: string): void {
      const group = find(id)
      const name = normalName(text)
      if (group && name !== undefined) groups.put([{ id, value: { ...group.value, name } }])
    },

    /** By so many places down, or up. */
    moveGroup(id: string, by: number): void {
      const group = find(id)
      if (!group) return
      const all = groupsOf(group.value.list)
      const index = Math.max(0, all.findIndex((each) => each.id === id) + by)
      const others = all.filter((each) => each.id !== id)
      const known = new Map(all.map((each) => [each.id, each]))
      const placed = others.map((each) => ({ id: each.id, position: each.value.position }))
      groups.put(
        place(placed, { id, index }).map((moved) => {
          const { value } = known.get(moved.id) ?? group
          return { id: moved.id, value: { ...value, position: moved.position } }
        }),
      )
    },

    /** What stood in it comes behind what has no group, in its order. */
    removeGroup(id: string): Undo {
      const group = find(id)
      if (!group) return () => {}
      const sections = arrange(group.value.list, untrack(items))
      const freed = sections.find((section) => section.group?.id === id)?.entries ?? []
      let last = sections[0]?.entries.at(-1)?.value.position
      const moved = freed.map(({ id, value }) => {
        last = positionBetween(last, undefined)
        return { id, value: { ...value, group: undefined, position: last } }
      })
      batch(() => {
        groups.remove([id])
        entries.put(moved)
      })
      return () =>
        batch(() => {
          groups.put([group])
          entries.put(freed)
        })
    },
  }
}
