import { createMemo } from 'solid-js'
import { createTextSetting } from '../setting.ts'
import { formatSort, ownOrder, parseSort, type Sort } from './sort.ts'

/** More lists and groups than anybody has; the oldest are forgotten. */
const remembered = 200

/** How lists are looked at on this device: each list's sort, and the groups that are collapsed. */
interface View {
  sorts: readonly (readonly [list: string, sort: string])[]
  collapsed: readonly string[]
}

const nothing: View = { sorts: [], collapsed: [] }

/**
 * Ways of looking stay on the device, unlike what is looked at: a group that is collapsed on a phone
 * has room on a desk. They are kept where the first frame finds them. Tabs are in step in these, but
 * each has a current list of its own, and the next opening takes the one that was chosen last.
 */
export function createListView() {
  const kept = createTextSetting<string>({
    key: 'list-view',
    parse: (text) => (text !== null && parseView(text) !== undefined ? text : undefined),
    fallback: JSON.stringify(nothing),
  })
  const view = createMemo(() => parseView(kept.value()) ?? nothing)
  const sorts = createMemo(() => new Map(view().sorts))
  const collapsed = createMemo(() => new Set(view().collapsed))
  const change = (patch: Partial<View>) => kept.set(JSON.stringify({ ...view(), ...patch }))

  return {
    sortOf: (list: string): Sort => parseSort(sorts().get(list)) ?? ownOrder,
    setSort(list: string, sort: Sort): void {
      const others = view().sorts.filter(([id]) => id !== list)
      change({ sorts: [...others, [list, formatSort(sort)] as const].slice(-remembered) })
    },
    isCollapsed: (group: string): boolean => collapsed().has(group),
    setCollapsed(group: string, to: boolean): void {
      const others = view().collapsed.filter((id) => id !== group)
      change({ collapsed: to ? [...others, group].slice(-remembered) : others })
    },
  }
}

function parseView(text: string): View | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { sorts, collapsed }: Partial<Record<keyof View, unknown>> = value
    if (!Array.isArray(sorts) || !Array.isArray(collapsed)) return undefined
    return {
      sorts: sorts.filter(isPair),
      collapsed: collapsed.filter((id) => typeof id === 'string'),
    }
  } catch {
    return undefined
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((it) => typeof it === 'string')
}
