import { parseSymbol } from './instrument.ts'

/** The address of each page of the app. */
export const paths = {
  watchlist: '/',
  instrument: '/i/:symbol',
  portfolio: '/portfolio',
  alerts: '/alerts',
  history: '/alerts/history',
  settings: '/settings',
  account: '/settings/account',
  notifications: '/settings/notifications',
  energy: '/settings/energy',
  diagnostics: '/settings/diagnostics',
} as const

/** The address of an instrument's page. */
export function pathOf(symbol: string): string {
  return `/i/${encodeURIComponent(symbol).replaceAll('%3A', ':')}`
}

/** The instrument that an address names; `undefined` where it names none. */
export function symbolOf(path: string): string | undefined {
  const match = /^\/i\/([^/]+)\/?$/.exec(path)
  return match?.[1] === undefined ? undefined : readSymbol(match[1])
}

/** Whether the app has a page at this path. */
export function isPage(path: string): boolean {
  const bare = path === '/' ? path : path.replace(/\/$/, '')
  return symbolOf(bare) !== undefined || Object.values(paths).some((each) => each === bare)
}

function readSymbol(text: string): string | undefined {
  const parsed = parseSymbol(decode(text))
  if (!parsed) return undefined
  return parsed.venue ? `${parsed.venue}:${parsed.symbol}` : parsed.symbol
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
