import { createMemo, createSelector, createSignal, createUniqueId, For } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import type { Desk } from '../state/watchlists/desk.ts'
import { RowList } from '../ui/row-list.tsx'
import { words } from '../words/words.ts'
import type { ListBody } from './watchlist-body.ts'
import { WatchlistGroup } from './watchlist-group.tsx'
import type { Naming } from './watchlist-name.tsx'
import { WatchlistRow } from './watchlist-row.tsx'

/** The lines of the current list, and what is done with them by finger, mouse and keys. */
export function WatchlistLines(props: {
  app: AppState
  desk: Desk
  body: ListBody
  chosen: string | undefined
  onOpen(path: string): void
  onName(naming: Naming): void
  /** An entry is to go elsewhere. */
  onMove(id: string): void
}) {
  const { reorder, lines, sort, remove, undo, leave } = props.desk
  const hint = createUniqueId()
  const [focused, setFocused] = createSignal<string>()
  const tabStop = createMemo(() => {
    const isThere = lines().some(({ id }) => id === focused())
    return isThere ? focused() : lines()[0]?.id
  })
  const isTabStop = createSelector(tabStop)
  const isChosen = createSelector(() => props.chosen)

  // Before the first price, and on no later visit: then the device remembers the last ones.
  const bare = createMemo<boolean>(
    (before) =>
      before && props.app.lists.symbols().every((symbol) => props.app.row(symbol) === undefined),
    true,
  )

  return (
    <>
      <p id={hint} class="visually-hidden">
        {words().watchlist.gripHint}
      </p>
      <p class="visually-hidden" aria-live="assertive">
        {reorder.said()}
      </p>
      <RowList
        label={words().watchlist.title}
        removeText={words().watchlist.removeShort}
        movable={sort().by === 'own'}
        lifted={() => reorder.draft()?.id}
        onOpen={props.onOpen}
        onFocus={setFocused}
        onLift={reorder.lift}
        onMove={reorder.moveTo}
        onStep={(id, by) => {
          if (reorder.draft()) reorder.step(by)
          else if (sort().by === 'own') reorder.nudge(id, by)
        }}
        onDrop={reorder.drop}
        onCancel={reorder.cancel}
        onRemove={remove}
        onUndo={undo}
        onLeave={leave}
        ref={props.body.take}
      >
        <For each={lines()}>
          {(line) =>
            line.type === 'group' ? (
              <WatchlistGroup
                app={props.app}
                desk={props.desk}
                id={line.id}
                tabStop={isTabStop(line.id)}
                onName={props.onName}
              />
            ) : (
              <WatchlistRow
                app={props.app}
                desk={props.desk}
                id={line.id}
                symbol={line.symbol}
                hint={hint}
                bare={bare()}
                chosen={isChosen(line.symbol)}
                tabStop={isTabStop(line.id)}
                sight={props.body.sight()}
                onMove={() => props.onMove(line.id)}
              />
            )
          }
        </For>
      </RowList>
    </>
  )
}
