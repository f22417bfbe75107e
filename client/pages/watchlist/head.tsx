import { createMemo, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { type Desk, nameOfList } from '../../state/watchlists/desk.ts'
import { type Sort, sortKeys } from '../../state/watchlists/sort.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ListBar } from '../../ui/list-bar.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { words } from '../../words/words.ts'
import type { Naming } from './name.tsx'

/** Above a list: which one it is and the ways to the others, its sort, and what can be done with it. */
export function WatchlistHead(props: { app: AppState; desk: Desk; onName(naming: Naming): void }) {
  const lists = () => props.app.lists
  const options = createMemo(() =>
    lists()
      .all()
      .map((list) => ({ value: list.id, text: nameOfList(list) })),
  )

  const sortItems = createMemo(() => {
    const chosen = props.desk.chosenSort()
    return sortKeys.map((by): MenuItem => {
      const isChosen = chosen.by === by
      return {
        text: isChosen ? sortText(chosen) : words().watchlist.sortedBy[by],
        chosen: isChosen,
        run: () => props.desk.chooseSort(by),
      }
    })
  })

  const listItems = createMemo((): MenuItem[] => {
    const { all, currentId, moveList } = lists()
    const text = words().watchlist
    const index = all().findIndex(({ id }) => id === currentId())
    const isOnly = all().length < 2
    const ways: MenuItem[] = [
      {
        text: text.listEarlier,
        icon: 'back',
        disabled: index === 0,
        run: () => moveList(currentId(), -1),
      },
      {
        text: text.listLater,
        icon: 'next',
        disabled: index === all().length - 1,
        run: () => moveList(currentId(), 1),
      },
    ]
    return [
      { text: text.edit, icon: 'drag', run: () => props.desk.edit(true) },
      { text: text.newGroup, icon: 'add', run: () => props.onName({ of: 'group' }) },
      { text: text.newList, icon: 'add', run: () => props.onName({ of: 'list' }) },
      {
        text: text.renameList,
        icon: 'edit',
        run: () => props.onName({ of: 'list', id: currentId() }),
      },
      ...(isOnly ? [] : ways),
      {
        text: text.removeList,
        icon: 'remove',
        danger: true,
        disabled: isOnly,
        run: props.desk.removeList,
      },
    ]
  })

  return (
    <ListBar
      label={words().watchlist.lists}
      lists={options()}
      current={props.app.lists.currentId()}
      note={props.desk.sort().by === 'own' ? undefined : sortText(props.desk.sort())}
      onSelect={props.app.lists.select}
    >
      <Show
        when={props.desk.editing()}
        fallback={
          <>
            <Menu icon="sort" label={sortLabel(props.desk.chosenSort())} items={sortItems()} />
            <Menu label={words().watchlist.more} items={listItems()} />
            <IconButton icon="add" label={words().watchlist.add} onPress={props.app.search.open} />
          </>
        }
      >
        <Button kind="quiet" onPress={() => props.desk.edit(false)}>
          {words().watchlist.done}
        </Button>
      </Show>
    </ListBar>
  )
}

/** A sort and which way round: `Price, highest first`. */
function sortText({ by, descending }: Sort): string {
  const { sortedBy, sortWay, sortIs } = words().watchlist
  if (by === 'own') return sortedBy.own
  const ways = by === 'name' ? sortWay.name : sortWay.figure
  return sortIs(sortedBy[by], descending ? ways.down : ways.up)
}

function sortLabel(sort: Sort): string {
  return `${words().watchlist.sort}: ${sortText(sort)}`
}
