import { createMemo, createSelector, createSignal, createUniqueId, For, untrack } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Desk } from '../../state/watchlists/desk.ts'
import { createGrowing, lineBatch } from '../../state/watchlists/growing.ts'
import { RowList } from '../../ui/row-list.tsx'
import { words } from '../../words/words.ts'
import type { ListBody } from './body.ts'
import { WatchlistGroup } from './group.tsx'
import type { Naming } from './name.tsx'
import { WatchlistRow } from './row.tsx'

/** No line is lower: as the heading of a group in `ui/row-edit.css`. */
const lowestPx = 44

/** The lines of the current list, and what is done with them by finger, mouse and keys. */
export function WatchlistLines(props: {
  app: AppState
  desk: Desk
  body: ListBody
  /** So far down the list was left, px. */
  top: number
  chosen: string | undefined
  onOpen(path: string): void
  onName(naming: Naming): void
  /** An entry is to go elsewhere. */
  onMove(id: string): void
}) {
  const lines = () => props.desk.lines()
  const count = createGrowing({
    listId: () => props.app.lists.currentId(),
    length: () => lines().length,
    first: lineBatch + Math.ceil(untrack(() => props.top) / lowestPx),
    frames: props.app.frames,
  })
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
        {props.desk.reorder.said()}
      </p>
      <RowList
        label={words().watchlist.title}
        removeText={words().watchlist.removeShort}
        movable={props.desk.sort().by === 'own'}
        lifted={() => props.desk.reorder.draft()?.id}
        onOpen={props.onOpen}
        onFocus={setFocused}
        onLift={props.desk.reorder.lift}
        onMove={props.desk.reorder.moveTo}
        onStep={(id, by) => {
          if (props.desk.reorder.draft()) props.desk.reorder.step(by)
          else if (props.desk.sort().by === 'own') props.desk.reorder.nudge(id, by)
        }}
        onDrop={props.desk.reorder.drop}
        onCancel={props.desk.reorder.cancel}
        onRemove={props.desk.remove}
        onUndo={props.desk.undo}
        onLeave={props.desk.leave}
        missing={Math.max(0, lines().length - count())}
        ref={props.body.take}
      >
        <For each={lines().slice(0, count())}>
          {(line, index) =>
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
                early={untrack(index) < lineBatch}
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
