import { createEffect, createSignal, on, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { createDesk } from '../../state/watchlists/desk.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { words } from '../../words/words.ts'
import { WatchlistAsks } from './asks.tsx'
import { createListBody } from './body.ts'
import { WatchlistHead } from './head.tsx'
import { WatchlistLines } from './lines.tsx'
import type { Naming } from './name.tsx'

/** The current list. `chosen` is marked, where a chart of it stands beside the list. */
export function Watchlist(props: {
  app: AppState
  /** So far down it was left, px. */
  top: number
  chosen: string | undefined
  onOpen(path: string): void
}) {
  const { lists } = props.app
  props.app.want(lists.symbols)
  const [naming, setNaming] = createSignal<Naming>()
  const [moving, setMoving] = createSignal<string>()
  const desk = createDesk({
    lists,
    toast: props.app.toast,
    row: props.app.row,
    turnover: props.app.sparklines.turnover,
    status: props.app.status,
    visible: () => props.app.conditions().visible,
    isHeld: () => desk.reorder.draft() !== undefined || body.isHeld(),
  })
  const body = createListBody({
    lines: desk.lines,
    listId: lists.currentId,
    sort: desk.chosenSort,
  })
  createEffect(on(lists.currentId, () => desk.edit(false), { defer: true }))

  return (
    <>
      <WatchlistHead app={props.app} desk={desk} onName={setNaming} />
      <WatchlistLines
        app={props.app}
        desk={desk}
        body={body}
        top={props.top}
        chosen={props.chosen}
        onOpen={props.onOpen}
        onName={setNaming}
        onMove={setMoving}
      />
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
