import { createEffect, createMemo, createSignal } from 'solid-js'
import type { Records } from '../../db/records.ts'
import { createOwned } from '../owned.ts'
import { createTextSetting } from '../setting.ts'
import { arrange, type Items, inOrder } from './arrange.ts'
import { makeEntryChanges } from './change-entries.ts'
import { makeGroupChanges } from './change-groups.ts'
import { makeListChanges } from './change-lists.ts'
import { firstFrame, keepFirstFrame } from './first-frame.ts'
import {
  defaultListId,
  givenEntries,
  givenLists,
  normalSymbol,
  parseEntry,
  parseGroup,
  parseList,
} from './items.ts'
import { createListView } from './view.ts'

export interface WatchlistsOptions {
  records: Records
  /** The device couldn't keep a change: it lasts as long as the page. */
  onTrouble(error: unknown): void
}

/** A user's lists, of which one is current. */
export function createWatchlists({ records, onTrouble }: WatchlistsOptions) {
  const from = { records, onTrouble }
  const lists = createOwned({ ...from, kind: 'list', parse: parseList, given: givenLists })
  const groups = createOwned({ ...from, kind: 'group', parse: parseGroup })
  const entries = createOwned({ ...from, kind: 'entry', parse: parseEntry, given: givenEntries })

  const atFirst = firstFrame()
  const items = createMemo<Items>(() => {
    const isReady = lists.ready() && groups.ready() && entries.ready()
    if (!isReady) return atFirst
    return { lists: lists.items(), groups: groups.items(), entries: entries.items() }
  })

  // Two devices can each have deleted the list that the other one kept: there is always one.
  const all = createMemo(() => {
    const { lists } = items()
    return lists.length > 0 ? inOrder(lists) : givenLists
  })
  const chosen = createTextSetting<string>({
    key: 'list',
    parse: (text) => text ?? undefined,
    fallback: defaultListId,
  })
  // Another tab's choice is for the next opening: each has a current list of its own.
  const [selected, setSelected] = createSignal(chosen.value())
  const currentId = createMemo(() => {
    const found = all().find(({ id }) => id === selected()) ?? all()[0]
    return found?.id ?? defaultListId
  })
  function select(id: string): void {
    setSelected(id)
    chosen.set(id)
  }

  const sections = createMemo(() => arrange(currentId(), items()))
  const symbols = createMemo<readonly string[]>(
    () => sections().flatMap(({ entries }) => entries.map(({ value }) => value.symbol)),
    [],
    { equals: isSame },
  )
  createEffect(() => {
    if (items() !== atFirst) keepFirstFrame(currentId(), items())
  })

  function idsOf(symbol: string, list = currentId()): string[] {
    const normal = normalSymbol(symbol)
    return items()
      .entries.filter(({ value }) => value.list === list && value.symbol === normal)
      .map(({ id }) => id)
  }

  const context = { items, all, currentId, select, lists, groups, entries }
  return {
    /** In their order; never none. */
    all,
    currentId,
    select,
    /** The current list in its own order. */
    sections,
    /** Of the current list, in its own order. */
    symbols,
    /** Of every list, in no order. */
    symbolsOfAll: () => [...new Set(items().entries.map(({ value }) => value.symbol))],
    /** Whether a list has an instrument; the current one where none is named. */
    has: (symbol: string, list?: string) => idsOf(symbol, list).length > 0,
    /** The ids of what stands for it there: one, but for what another version made. */
    idsOf,
    view: createListView(),
    ...makeEntryChanges(context),
    ...makeGroupChanges(context),
    ...makeListChanges(context),
  }
}

export type Watchlists = ReturnType<typeof createWatchlists>

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index])
}
