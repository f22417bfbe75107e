import {
  createComputed,
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  createUniqueId,
  For,
  on,
  onCleanup,
  Show,
  untrack,
} from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { createDesk } from '../state/watchlists/desk.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { beforeMove } from '../ui/row-flip.ts'
import { type Held, makeHeld } from '../ui/row-held.ts'
import { RowList } from '../ui/row-list.tsx'
import { makeSight, type Sight } from '../ui/row-sight.ts'
import { words } from '../words/words.ts'
import { WatchlistAsks } from './watchlist-asks.tsx'
import { WatchlistGroup } from './watchlist-group.tsx'
import { WatchlistHead } from './watchlist-head.tsx'
import type { Naming } from './watchlist-name.tsx'
import { WatchlistRow } from './watchlist-row.tsx'

/** The current list. `chosen` is marked, where a chart of it stands beside the list. */
export function Watchlist(props: {
  app: AppState
  chosen: string | undefined
  onOpen(path: string): void
}) {
  const { lists } = props.app
  props.app.want(lists.symbols)
  const hint = createUniqueId()
  const [naming, setNaming] = createSignal<Naming>()
  const [moving, setMoving] = createSignal<string>()
  const [focused, setFocused] = createSignal<string>()
  const [sight, setSight] = createSignal<Sight>()
  let list: HTMLUListElement | undefined
  let shownList: string | undefined
  let held: Held | undefined

  const desk = createDesk({
    lists,
    toast: props.app.toast,
    row: props.app.row,
    turnover: props.app.sparklines.turnover,
    status: props.app.status,
    visible: () => props.app.conditions().visible,
    isHeld: () => desk.reorder.draft() !== undefined || (held?.isHeld() ?? false),
  })

  // Rows that change places slide there, whatever moved them; another list is simply another. Computed
  // values come before what is painted of them, effects after.
  let moved: { list: string; play(): void } | undefined
  createComputed(
    on(
      desk.lines,
      () => {
        moved = list && { list: untrack(lists.currentId), play: beforeMove(list) }
      },
      { defer: true },
    ),
  )
  createEffect(
    on(desk.lines, () => {
      if (moved?.list === shownList) moved?.play()
      moved = undefined
      shownList = untrack(lists.currentId)
    }),
  )
  createEffect(on(lists.currentId, () => desk.edit(false), { defer: true }))

  // Before the first price, and on no later visit: then the device remembers the last ones.
  const bare = createMemo<boolean>(
    (before) => before && lists.symbols().every((symbol) => props.app.row(symbol) === undefined),
    true,
  )
  const tabStop = createMemo(() => {
    const isThere = desk.lines().some(({ id }) => id === focused())
    return isThere ? focused() : desk.lines()[0]?.id
  })
  const isTabStop = createSelector(tabStop)
  const isChosen = createSelector(() => props.chosen)

  function take(element: HTMLUListElement): void {
    list = element
    const scroller = element.closest<HTMLElement>('.pane')
    if (!scroller) return
    const own = makeSight(scroller)
    held = makeHeld(element, scroller)
    setSight(own)
    onCleanup(() => {
      own.stop()
      held?.stop()
    })
  }

  return (
    <>
      <WatchlistHead app={props.app} desk={desk} onName={setNaming} />
      <p id={hint} class="visually-hidden">
        {words().watchlist.gripHint}
      </p>
      <p class="visually-hidden" aria-live="assertive">
        {desk.reorder.said()}
      </p>
      <RowList
        label={words().watchlist.title}
        removeText={words().watchlist.removeShort}
        movable={desk.sort().by === 'own'}
        lifted={() => desk.reorder.draft()?.id}
        onOpen={props.onOpen}
        onFocus={setFocused}
        onLift={desk.reorder.lift}
        onMove={desk.reorder.moveTo}
        onStep={(id, by) => {
          if (desk.reorder.draft()) desk.reorder.step(by)
          else if (desk.sort().by === 'own') desk.reorder.nudge(id, by)
        }}
        onDrop={desk.reorder.drop}
        onCancel={desk.reorder.cancel}
        onRemove={desk.remove}
        onUndo={desk.undo}
        onLeave={desk.leave}
        ref={take}
      >
        <For each={desk.lines()}>
          {(line) =>
            line.type === 'group' ? (
              <WatchlistGroup
                app={props.app}
                desk={desk}
                id={line.id}
                tabStop={isTabStop(line.id)}
                onName={setNaming}
              />
            ) : (
              <WatchlistRow
                app={props.app}
                desk={desk}
                id={line.id}
                symbol={line.symbol}
                hint={hint}
                bare={bare()}
                chosen={isChosen(line.symbol)}
                tabStop={isTabStop(line.id)}
                sight={sight()}
                onMove={() => setMoving(line.id)}
              />
            )
          }
        </For>
      </RowList>
      <Show when={desk.lines().length === 0}>
        <Empty
          icon="star"
          title={words().watchlist.empty.title}
          text={words().watchlist.empty.text}
        >
          <Button kind="primary" icon="search" onPress={props.app.search.open}>
            {words().watchlist.empty.action}
          </Button>
        </Empty>
      </Show>
      <WatchlistAsks
        app={props.app}
        desk={desk}
        naming={naming()}
        onName={setNaming}
        moving={moving()}
        onMove={setMoving}
      />
    </>
  )
}
