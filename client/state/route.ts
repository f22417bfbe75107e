import { useBeforeLeave, useLocation, useMatch, useNavigate } from '@solidjs/router'
import { createMemo } from 'solid-js'
import { parseSymbol } from '../../shared/instrument.ts'

/** The address of each page. */
export const paths = {
  watchlist: '/',
  instrument: '/i/:symbol',
  portfolio: '/portfolio',
  settings: '/settings',
  energy: '/settings/energy',
  diagnostics: '/settings/diagnostics',
} as const

/** Where the app is, and the ways on from there. Created once, within the router. */
export function createRoute() {
  const navigate = useNavigate()
  const location = useLocation()
  const match = useMatch(() => paths.instrument)
  let moved = false
  useBeforeLeave(() => {
    moved = true
  })

  return {
    path: () => location.pathname,
    /** The instrument that the address names, as its user would type it: `BTCUSDT`, `KRAKEN:BTC/USD`. */
    symbol: createMemo(() => {
      const text = match()?.params.symbol
      return text === undefined ? undefined : readSymbol(text)
    }),
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

/** The address of an instrument's page. */
export function pathOf(symbol: string): string {
  return `/i/${encodeURIComponent(symbol).replaceAll('%3A', ':')}`
}

/** The instrument that an address names; `undefined` where it names none. */
export function symbolOf(path: string): string | undefined {
  const match = /^\/i\/([^/]+)\/?$/.exec(path)
  return match?.[1] === undefined ? undefined : readSymbol(match[1])
}

function readSymbol(text: string): string | undefined {
  const parsed = parseSymbol(decode(text))
  if (!parsed) return undefined
  return parsed.venue ? `${parsed.venue}:${parsed.symbol}` : parsed.symbol
}

function cameFromWithin(): boolean {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null && 'within' in state
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
