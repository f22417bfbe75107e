import type { VenueName } from '../../../shared/instrument.ts'

/** What more than one page says. */
export const common = {
  appName: 'Ebb',
  back: 'Back to the watchlist',
  /** The pages, as the bar of tabs names them. */
  tabs: {
    label: 'Pages',
    watchlist: 'Watchlist',
    portfolio: 'Portfolio',
    alerts: 'Alerts',
    settings: 'Settings',
  },
  /** Of notifications. */
  unread: (count: number) => `${count} unread`,
  retry: 'Try again',
  /** Of a page that broke; the others go on. */
  failed: 'Something on this page has failed.',

  simulated: 'Simulated market — not real prices',
  replayed: 'Replayed recording — not current prices',
  livePrices: (venues: string) => `Prices by ${venues}`,
  /** As each writes itself. */
  venues: {
    BINANCE: 'Binance',
    OKX: 'OKX',
    BYBIT: 'Bybit',
    COINBASE: 'Coinbase',
    KRAKEN: 'Kraken',
    FINNHUB: 'Finnhub',
    ALPHAVANTAGE: 'Alpha Vantage',
    SIMULATED: 'Simulated',
    REPLAY: 'Recording',
  } satisfies Record<VenueName, string>,
  /** Of a market that isn't open at all hours. */
  sessions: { pre: 'Pre-market', after: 'After hours', closed: 'Closed' },
  marketConnecting: 'Waiting for the market',

  old: (age: string) => `${age} old`,
  unlisted: 'Not in this market',

  milliseconds: (n: number) => `${n} ms`,
  seconds: (n: number) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
}
