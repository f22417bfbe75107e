import { createSignal, onCleanup } from 'solid-js'
import { parseSymbol } from '../../shared/instrument.ts'

/** Which instrument the address names: `/i/BTCUSDT`. Any other address is the watchlist. */
export function createRoute() {
  const [symbol, setSymbol] = createSignal(symbolOf(location.pathname))
  let moved = false
  const follow = () => {
    moved = true
    setSymbol(symbolOf(location.pathname))
  }
  addEventListener('popstate', follow)
  onCleanup(() => removeEventListener('popstate', follow))

  return {
    symbol,
    /** Whether the person has gone anywhere since the page was loaded. */
    hasMoved: () => moved,
    /** `replace` where going back should skip what is shown now. */
    go(path: string, replace = false) {
      if (path !== location.pathname) {
        if (replace) history.replaceState({ within: true }, '', path)
        else history.pushState({ within: true }, '', path)
      }
      follow()
    },
    /** To the watchlist: a step back where we came from there, so that the history doesn't grow. */
    back() {
      if (cameFromWithin()) history.back()
      else this.go('/', true)
    },
  }
}

export type Route = ReturnType<typeof createRoute>

export function pathOf(symbol: string): string {
  return `/i/${encodeURIComponent(symbol).replaceAll('%3A', ':')}`
}

export function symbolOf(path: string): string | undefined {
  const match = /^\/i\/([^/]+)\/?$/.exec(path)
  if (match?.[1] === undefined) return undefined
  const parsed = parseSymbol(decode(match[1]))
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
