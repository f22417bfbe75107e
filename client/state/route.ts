import { useBeforeLeave, useLocation, useNavigate } from '@solidjs/router'
import { createMemo } from 'solid-js'
import { paths, symbolOf } from '../../shared/paths.ts'

/** Where the app is, and the ways on from there. Created once, within the router. */
export function createRoute() {
  const navigate = useNavigate()
  const location = useLocation()
  let moved = false
  useBeforeLeave(() => {
    moved = true
  })

  return {
    path: () => location.pathname,
    /** The instrument that the address names, as its user would type it: `BTCUSDT`, `KRAKEN:BTC/USD`. */
    symbol: createMemo(() => symbolOf(location.pathname)),
    /** Whether the address asks for the search, as a shortcut of the installed app does: `/?search`. */
    asksForSearch: () => new URLSearchParams(location.search).has('search'),
    /** Whether the person has gone anywhere since the page was loaded. */
    hasMoved: () => moved,
    go: (path: string) => navigate(path, { state: { within: true } }),
    /** A step back where we came from within, so that the history doesn't grow; else to `path`. */
    back(path: string = paths.watchlist) {
      if (cameFromWithin()) history.back()
      else navigate(path, { replace: true })
    },
  }
}

export type Route = ReturnType<typeof createRoute>

function cameFromWithin(): boolean {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null && 'within' in state
}
