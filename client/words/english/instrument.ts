import type { TradedAs } from '../../../shared/sessions.ts'

export const instrument = {
  bid: 'Bid',
  ask: 'Ask',
  spread: 'Spread',
  /** In basis points. */
  basisPoints: (n: string) => `${n} bp`,
  venue: 'Venue',

  panels: { label: 'View', chart: 'Chart', trades: 'Trades', details: 'Details' },

  /** Crypto counts the last 24 hours, a stock its day. */
  day: {
    spot: {
      high: '24h high',
      low: '24h low',
      range: '24h range',
      open: '24h ago',
      volume: '24h volume',
      turnover: '24h turnover',
    },
    stock: {
      high: 'Day high',
      low: 'Day low',
      range: 'Day range',
      open: 'Previous close',
      volume: 'Day volume',
      turnover: 'Day turnover',
    },
  } satisfies Record<TradedAs, Record<string, string>>,
  high: 'High',
  low: 'Low',
  volume: 'Volume',
  /** Of the bar that shows where the price stands. */
  inRange: (percent: string) => `${percent}% of the way from low to high`,

  session: 'Session',
  allHours: '24 hours',
  openUntil: (time: string) => `Open until ${time}`,
  opensAt: (session: string, time: string) => `${session}, opens ${time}`,

  lastTrade: 'Last trade',
  updated: 'Updated',
  upToDate: 'Up to date',
  asOf: (time: string) => `As of ${time}`,

  /** In the place of the chart and of the trades, where there are none. */
  noCandles: 'No trades in this span yet. The chart begins with the next one.',
  noTrades: 'No trades yet. The next one shows up here.',
  unheard: (venue: string) =>
    `Nothing has been heard from ${venue} yet: this server may have no way to it. Prices begin here once it has. Until then, search for the same at another exchange.`,

  trades: {
    title: 'Recent trades',
    time: 'Time',
    price: 'Price',
    size: 'Size',
    buy: 'Buy',
    sell: 'Sell',
    loading: 'Loading the trades…',
    failed: 'The trades could not be loaded.',
    gap: 'Some trades before this are missing',
  },

  speak: 'Speak the price',
  speakHint: 'Read out by your screen reader, every 10 seconds at most.',
  /** A number as it is said. */
  decimal: (whole: string, fraction: string) => `${whole} point ${fraction}`,
  spoken: {
    up: (name: string, price: string, percent: string) => `${name} ${price}, up ${percent} percent`,
    down: (name: string, price: string, percent: string) =>
      `${name} ${price}, down ${percent} percent`,
    flat: (name: string, price: string) => `${name} ${price}`,
  },

  /** A switch; `list` is the name of the list. */
  keepIn: (list: string) => `Keep in ${list}`,
  listFull: 'This list is full. Remove something from it first.',
  share: 'Share link',
  copied: 'Link copied',
  notCopied: (url: string) => `Copy this link: ${url}`,

  unknownTitle: (symbol: string) => `Nobody lists ${symbol}`,
  unknownText: 'It may be spelled differently, or no longer trade. Search for its name or symbol.',
  unseenTitle: (symbol: string) => `Nothing is known of ${symbol} yet`,
  unseenText: 'This device is offline and has never seen its price. It comes once you are online.',
  search: 'Search',
}
