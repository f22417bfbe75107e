import { createEffect, createMemo, Show } from 'solid-js'
import { Instrument } from './pages/instrument.tsx'
import { ListPane, type ListPlace } from './pages/list-pane.tsx'
import { Status } from './pages/status.tsx'
import { type AppOptions, createAppState } from './state/app-state.ts'
import { marketLabel } from './state/connection/connection.ts'
import { bannerText, healthOf } from './state/connection/status-words.ts'
import { createMedia } from './state/media.ts'
import { venueName } from './state/symbols.ts'
import { Banner } from './ui/banner.tsx'
import { Logo } from './ui/logo.tsx'
import { Strip } from './ui/strip.tsx'
import { words } from './words/words.ts'

/** As in `ui/layout.css`: width for two panes, and the height that a list beside a chart needs. */
const roomForTwo = '(min-width: 760px) and (min-height: 500px)'

export function App(props: AppOptions) {
  const app = createAppState(props)
  const split = createMedia(roomForTwo)
  const status = () => app.status()
  const label = createMemo(() => marketLabel(app.known(), status()))
  /** What the detail pane shows: where both panes are seen, it is never empty. */
  const shown = createMemo(() => app.route.symbol() ?? (split() ? app.watchlist[0] : undefined))
  const knownAt = () =>
    app.known().reduce<number | undefined>((newest, { knownAt }) => {
      return newest === undefined || knownAt > newest ? knownAt : newest
    }, undefined)
  const strip = () => {
    const market = label()
    if (market === 'simulated') return words().simulated
    if (market === 'replay') return words().replayed
    const venues = new Set(app.known().map(({ venue }) => venueName(venue)))
    return venues.size > 0 ? words().livePrices([...venues].join(', ')) : words().marketConnecting
  }

  /** Where the list stood when it was left for an instrument. */
  const place: ListPlace = { top: 0, path: undefined }

  createEffect(() => {
    const symbol = app.route.symbol()
    document.title = symbol ? `${symbol} · ${words().appName}` : words().appName
  })

  return (
    <>
      <header class="shell-header">
        <div class="shell-bar">
          <a
            class="brand"
            href="/"
            onClick={(event) => {
              event.preventDefault()
              app.route.go('/')
            }}
          >
            <Logo />
            {words().appName}
          </a>
          <Status app={app} />
        </div>
        <Strip market={label()} text={strip()} />
      </header>
      <main class="shell-main" classList={{ split: split() }}>
        <div class="shell-panes">
          <Show when={split() || shown() === undefined}>
            <ListPane app={app} chosen={split() ? shown() : undefined} place={place} />
          </Show>
          <Show when={shown()}>
            {(symbol) => (
              <div class="pane pane-detail">
                <Instrument app={app} symbol={symbol()} alone={!split()} />
              </div>
            )}
          </Show>
        </div>
      </main>
      <Banner
        shown={app.bannerShown()}
        health={healthOf(status())}
        text={bannerText(status(), { knownAt: knownAt(), now: app.now() })}
        spoken={words().phase[status()?.phase.name ?? 'connecting']}
      />
    </>
  )
}
