import { createMemo, createSignal, For, Show } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { pathOf } from '../state/route.ts'
import { RowList } from '../ui/row-list.tsx'
import { SkeletonRow } from '../ui/skeleton-row.tsx'
import { words } from '../words/words.ts'
import { WatchlistRow } from './watchlist-row.tsx'

/** The instruments that are watched. `chosen` is marked, where a chart of it stands beside the list. */
export function Watchlist(props: {
  app: AppState
  chosen: string | undefined
  onOpen(path: string): void
}) {
  props.app.want(props.app.lists.symbols)
  const [focused, setFocused] = createSignal(0)
  // Before the first price, and on no later visit: then the device remembers the last ones.
  const bare = createMemo(() => props.app.known().length === 0)

  return (
    <RowList label={words().watchlist.title} onOpen={props.onOpen} onFocus={setFocused}>
      <For each={props.app.lists.symbols()}>
        {(symbol, index) => (
          <li aria-busy={bare()}>
            <Show when={!bare() || isUnlisted(props.app, symbol)} fallback={<SkeletonRow />}>
              <WatchlistRow
                app={props.app}
                symbol={symbol}
                href={pathOf(symbol)}
                chosen={props.chosen === symbol}
                tabStop={focused() === index()}
              />
            </Show>
          </li>
        )}
      </For>
    </RowList>
  )
}

function isUnlisted(app: AppState, symbol: string): boolean {
  return app.status()?.unknown.includes(symbol) ?? false
}
