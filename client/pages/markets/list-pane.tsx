import { onCleanup, onMount, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Install } from '../../state/install/install.ts'
import type { Route } from '../../state/route.ts'
import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'
import { Watchlist } from '../watchlist/watchlist.tsx'

const InstallOffer = makeLate<{ install: Install }>({
  load: async () => (await import('../install/offer.tsx')).InstallOffer,
  failed: () => words().failed,
  place: 'install-offer',
})

/** Where a list was left. */
export interface ListPlace {
  top: number
  path: string | undefined
}

/** The watchlist in its pane; coming back to it finds it as it was left, the opened row in focus. */
export function ListPane(props: {
  app: AppState
  route: Route
  chosen: string | undefined
  place: ListPlace
}) {
  let pane: HTMLElement | undefined
  onMount(() => {
    if (!pane) return
    pane.scrollTop = props.place.top
    const { path } = props.place
    if (!path || document.activeElement !== document.body) return
    for (const link of pane.querySelectorAll<HTMLAnchorElement>('a.row')) {
      if (link.pathname === path) link.focus({ preventScroll: true })
    }
  })
  onCleanup(() => {
    props.place.top = pane?.scrollTop ?? 0
  })

  return (
    <nav class="pane pane-list" ref={pane} aria-label={words().watchlist.title}>
      <Watchlist
        app={props.app}
        top={props.place.top}
        chosen={props.chosen}
        onOpen={(path) => {
          props.place.path = path
          props.route.go(path)
        }}
      />
      <Show when={props.app.install()}>
        {(install) => (
          <Show when={install().isOffered()}>
            <InstallOffer install={install()} />
          </Show>
        )}
      </Show>
    </nav>
  )
}
