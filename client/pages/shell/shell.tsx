import { createMemo, ErrorBoundary, type JSX, Suspense } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import { marketLabel } from '../../state/connection/connection.ts'
import { bannerText, healthOf } from '../../state/connection/status-words.ts'
import type { Route } from '../../state/route.ts'
import { venueName } from '../../state/symbols.ts'
import { Banner } from '../../ui/banner.tsx'
import { Logo } from '../../ui/logo.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Strip } from '../../ui/strip.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Toast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'
import { SearchHost } from '../search/host.tsx'
import { searchedList } from '../watchlist/search.ts'
import { NoticesHost } from './notices-host.tsx'
import { Status } from './status.tsx'

/** What stands around every page: the name, how prices come, what market it is, and the ways to the others. */
export function Shell(props: { app: AppState; route: Route; children: JSX.Element }) {
  const list = searchedList(props.app)
  const status = () => props.app.status()
  const label = createMemo(() => marketLabel(props.app.known(), status()))
  const knownAt = () =>
    props.app.known().reduce<number | undefined>((newest, { knownAt }) => {
      return newest === undefined || knownAt > newest ? knownAt : newest
    }, undefined)
  const strip = () => {
    const market = label()
    if (market === 'simulated') return words().simulated
    if (market === 'replay') return words().replayed
    const venues = new Set(props.app.known().map(({ venue }) => venueName(venue)))
    if (venues.size > 0) return words().livePrices([...venues].join(', '))
    // A page without prices waits for none.
    return status()?.plan.reason === 'nothing-wanted' ? '' : words().marketConnecting
  }
  const isIn = (path: string) => props.route.path().startsWith(path)
  const unread = () => props.app.notifications.unread()
  const tabs = createMemo(() => [
    {
      path: paths.watchlist,
      icon: 'watchlist' as const,
      text: words().tabs.watchlist,
      current: ![paths.portfolio, paths.alerts, paths.settings].some(isIn),
    },
    {
      path: paths.portfolio,
      icon: 'portfolio' as const,
      text: words().tabs.portfolio,
      current: isIn(paths.portfolio),
    },
    {
      // Whoever sees that there is something new wants to see what.
      path: unread() > 0 ? paths.history : paths.alerts,
      icon: 'alerts' as const,
      text: words().tabs.alerts,
      current: isIn(paths.alerts),
      count: unread(),
      spoken: words().unread(unread()),
    },
    {
      path: paths.settings,
      icon: 'settings' as const,
      text: words().tabs.settings,
      current: isIn(paths.settings),
    },
  ])

  return (
    <>
      <header class="shell-header">
        <div class="shell-bar">
          <a class="brand" href={paths.watchlist}>
            <Logo />
            {words().appName}
          </a>
          <Tabs label={words().tabs.label} tabs={tabs()} />
          <Status app={props.app} />
        </div>
        <Strip market={label()} text={strip()} />
      </header>
      <main class="shell-main">
        <ErrorBoundary
          fallback={(_, reset) => (
            <Problem text={words().failed} action={words().retry} onRetry={reset} />
          )}
        >
          <Suspense>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
      <SearchHost app={props.app} route={props.route} list={list} />
      <div class="overlay">
        <NoticesHost app={props.app} />
        <Banner
          shown={props.app.bannerShown()}
          health={healthOf(status())}
          text={bannerText(status(), { knownAt: knownAt(), now: props.app.now() })}
          spoken={words().phase[status()?.phase.name ?? 'connecting']}
        />
        <Toast
          toast={props.app.toast.shown()}
          onHold={props.app.toast.hold}
          onRelease={props.app.toast.release}
          onDismiss={props.app.toast.dismiss}
        />
      </div>
    </>
  )
}
