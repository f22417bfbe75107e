import { createEffect, createMemo, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { createMedia } from '../../state/media.ts'
import type { Route } from '../../state/route.ts'
import { words } from '../../words/words.ts'
import { InstrumentPane } from './instrument-pane.tsx'
import { ListPane, type ListPlace } from './list-pane.tsx'

/** As in `ui/layout.css`: width for two panes, and the height that a list beside a chart needs. */
const roomForTwo = '(min-width: 760px) and (min-height: 500px)'

/** The watchlist and an instrument: side by side where there is room, else one at a time. */
export function Markets(props: { app: AppState; route: Route }) {
  const split = createMedia(roomForTwo)
  /** What the detail pane shows: where both panes are seen, it is never empty. */
  const shown = createMemo(
    () => props.route.symbol() ?? (split() ? props.app.lists.symbols()[0] : undefined),
  )
  /** The last one that was shown: while a page is left, what is in it may still ask. */
  const symbol = createMemo<string>((before) => shown() ?? before, '')
  /** Where the list stood when it was left for an instrument. */
  const place: ListPlace = { top: 0, path: undefined }

  createEffect(() => {
    const symbol = props.route.symbol()
    document.title = symbol ? `${symbol} · ${words().appName}` : words().appName
  })

  return (
    <div class="panes" classList={{ split: split() }}>
      <Show when={shown() === undefined}>
        <h1 class="visually-hidden">{words().watchlist.title}</h1>
      </Show>
      <Show when={split() || shown() === undefined}>
        <ListPane
          app={props.app}
          route={props.route}
          chosen={split() ? shown() : undefined}
          place={place}
        />
      </Show>
      <Show when={shown() !== undefined}>
        <div class="pane pane-detail">
          <InstrumentPane app={props.app} route={props.route} symbol={symbol()} alone={!split()} />
        </div>
      </Show>
    </div>
  )
}
