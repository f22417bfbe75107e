import type { AppState } from '../../state/app-state.ts'
import { nameOfList } from '../../state/watchlists/desk.ts'
import { limits } from '../../state/watchlists/items.ts'
import { formatCount } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import type { SearchList } from '../search/search.tsx'

/** The current list, as the search fills it. */
export function searchedList({ lists }: Pick<AppState, 'lists'>): SearchList {
  return {
    get name() {
      return nameOfList(lists.all().find(({ id }) => id === lists.currentId()))
    },
    listed: lists.symbolsOfAll,
    has: (symbol) => lists.has(symbol),
    add({ name }) {
      const isFull = lists.add(name) === 'full'
      return isFull ? words().watchlist.full(formatCount(limits.entries)) : undefined
    },
    remove: (symbol) => void lists.remove(lists.idsOf(symbol)),
  }
}
