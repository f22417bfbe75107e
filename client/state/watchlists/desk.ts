import { createMemo, createSignal, untrack } from 'solid-js'
import type { LiveStatus } from '../../engine/live.ts'
import { words } from '../../words/words.ts'
import { isConnected } from '../connection/connection.ts'
import type { Row } from '../market.ts'
import type { Owned } from '../owned.ts'
import { pairName, splitSymbol } from '../symbols.ts'
import type { createToast } from '../toast.ts'
import type { List } from './items.ts'
import { createLines } from './lines.ts'
import { makeRemovals } from './removals.ts'
import { createReorder } from './reorder.ts'
import { nextSort, ownOrder, type SortFigure, type SortKey } from './sort.ts'
import type { Watchlists } from './watchlists.ts'

export interface DeskOptions {
  lists: Watchlists
  toast: ReturnType<typeof createToast>
  row(symbol: string): Row | undefined
  /** Of the last 24 h, in the quote currency. */
  turnover(symbol: string): number | undefined
  status(): LiveStatus | undefined
  visible(): boolean
  /** Whether somebody is about to touch a row. */
  isHeld(): boolean
}

/** A list by its name, or by what the language calls one that has none. */
export function nameOfList(list: Owned<List> | undefined): string {
  return list?.value.name || words().watchlist.title
}

/** The current list as a person works with it, for as long as a page shows it. */
export function createDesk(options: DeskOptions) {
  const { lists, toast } = options
  const [editing, setEditing] = createSignal(false)
  const removals = makeRemovals(toast)
  const current = createMemo(() => lists.all().find(({ id }) => id === lists.currentId()))
  const chosenSort = createMemo(() => lists.view.sortOf(lists.currentId()), ownOrder, {
    equals: (a, b) => a.by === b.by && a.descending === b.descending,
  })
  // Who puts rows in order must see them in theirs.
  const sort = createMemo(() => (editing() ? ownOrder : chosenSort()))

  const reorder = createReorder({
    lines: () => lines(),
    sections: lists.sections,
    nameOf: pairName,
    onMove: lists.move,
  })
  const lines = createLines({
    sections: lists.sections,
    sort,
    isCollapsed: lists.view.isCollapsed,
    draft: reorder.draft,
    figureOf,
    isKnown,
    isLive: () => options.visible() && isConnected(options.status()),
    isHeld: options.isHeld,
  })

  function figureOf(symbol: string, by: SortKey): SortFigure {
    const row = options.row(symbol)
    switch (by) {
      case 'price':
        return row && row.price / 10 ** row.decimals
      case 'change':
        return row?.change24h
      // What was traded for: volumes themselves count different things.
      case 'volume':
        return options.turnover(symbol)
      default:
        return splitSymbol(symbol).base
    }
  }

  /** Follows only whether there is a figure: what it is changes all the time. */
  function isKnown(symbol: string): boolean {
    const by = sort().by
    if (by === 'volume') return options.turnover(symbol) !== undefined
    return by === 'name' || options.row(symbol) !== undefined
  }

  return {
    lines,
    reorder,
    editing,
    /** Shows the list in its own order for as long as it is edited. */
    edit(on: boolean): void {
      reorder.cancel()
      setEditing(on)
    },
    /** Ends editing; whether there was any. */
    leave: () => untrack(editing) && !setEditing(false),
    current,
    /** The sort that is shown, and the one that comes back after editing. */
    sort,
    chosenSort,
    chooseSort(by: SortKey): void {
      lists.view.setSort(lists.currentId(), nextSort(by, chosenSort()))
    },
    remove(id: string): void {
      const line = untrack(lines).find((each) => each.id === id)
      if (line?.type === 'entry') removals.entry(pairName(line.symbol), lists.remove([id]))
    },
    removeGroup(id: string): void {
      const { group } = untrack(lists.sections).find((each) => each.group?.id === id) ?? {}
      if (!group) return
      const undo = lists.removeGroup(id)
      removals.other(words().watchlist.groupRemoved(group.value.name), undo)
    },
    removeList(): void {
      const name = nameOfList(untrack(current))
      const undo = lists.removeList(untrack(lists.currentId))
      if (undo) removals.other(words().watchlist.listRemoved(name), undo)
    },
    moveToList(id: string, list: string): void {
      const line = untrack(lines).find((each) => each.id === id)
      if (line?.type !== 'entry') return
      const target = untrack(lists.all).find((each) => each.id === list)
      const text = words().watchlist.moved(pairName(line.symbol), nameOfList(target))
      removals.other(text, lists.moveToList(id, list))
    },
    undo: removals.undo,
  }
}

export type Desk = ReturnType<typeof createDesk>
