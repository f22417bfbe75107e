import type { VenueName } from '../../shared/instrument.ts'
import type { ChartInterval } from '../../shared/rollup.ts'
import type { Mode } from '../engine/conditions.ts'
import type { Phase } from '../engine/live.ts'
import type { Reason, TransportName } from '../engine/plan.ts'

/** Every sentence that a person reads, in English. Other languages are objects of the same type. */
export const english = {
  appName: 'Ebb',
  watchlist: 'Watchlist',
  back: 'Back to the watchlist',
  retry: 'Try again',

  transport: {
    websocket: 'WebSocket',
    sse: 'SSE',
    poll: 'Poll',
    none: 'Nothing',
  } satisfies Record<TransportName | 'none', string>,

  phase: {
    idle: 'Resting',
    connecting: 'Connecting',
    live: 'Live',
    resting: 'Polling',
    waiting: 'Reconnecting',
    offline: 'Offline',
  } satisfies Record<Phase['name'], string>,

  mode: {
    auto: 'Auto',
    live: 'Live',
    saver: 'Saver',
    paused: 'Paused',
  } satisfies Record<Mode, string>,

  modeMeaning: {
    auto: 'Ebb chooses by battery, network and whether you are looking.',
    live: 'As fast as it goes, whatever the battery says.',
    saver: 'Slower updates that spare battery and data.',
    paused: 'No updates. The last known prices stay, with their age.',
  } satisfies Record<Mode, string>,

  reason: {
    charging: 'The battery is charging, so prices come as fast as they can.',
    'battery-high': 'The battery has plenty left, so prices come as fast as they can.',
    'battery-unknown':
      'This browser does not tell the battery level, so prices come at full speed.',
    'battery-middling': 'The battery is no longer full, so prices come once a second.',
    'battery-low': 'The battery is low, so prices come less often.',
    'data-saver': 'You asked the browser to save data, so prices come less often.',
    'mode-live': 'You chose Live, so prices come as fast as they can.',
    'mode-saver': 'You chose Saver, so prices come less often.',
    'mode-paused': 'You paused the prices. Choose another mode to go on.',
    hidden: 'Ebb is in the background, so it only looks once in a while.',
    'hidden-battery-low':
      'Ebb is in the background and the battery is low, so it looks only every few minutes.',
    offline: 'This device is offline. Prices go on by themselves once it is back.',
    'no-page': 'No page of Ebb is open, so nothing is fetched.',
    'websocket-refused':
      'Something between here and the server refuses WebSocket, so the next best way is used.',
    'sse-refused':
      'Something between here and the server refuses open streams, so prices are asked for again and again.',
  } satisfies Record<Reason, string>,

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

  connecting: 'Connecting',
  paused: 'Paused',
  every: (span: string) => `every ${span}`,

  connectingStill: 'Still connecting…',
  reconnectingSince: (age: string) => `Reconnecting… prices are from ${age} ago`,
  offline: 'You are offline.',
  offlineSince: (age: string) => `You are offline. Prices are from ${age} ago`,

  old: (age: string) => `${age} old`,
  unlisted: 'Not in this market',

  milliseconds: (n: number) => `${n} ms`,
  seconds: (n: number) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),

  rose: 'up',
  fell: 'down',

  status: {
    title: 'Connection',
    open: 'Connection details',
    mode: 'Mode',
    phase: 'State',
    transport: 'Transport',
    cadence: 'Cadence',
    latency: 'Latency',
    heard: 'Last heard',
    ago: (age: string) => `${age} ago`,
    never: 'Not yet',
    market: 'Market',
    cursor: 'Cursor',
    unknownSymbols: 'Not listed',
    unknown: 'Not known yet',
    transitions: 'What happened',
    handover: 'Another worker of the browser goes on with the connection.',
    noTransitions: 'Nothing has changed since the app was opened.',
  },

  market: {
    connecting: 'Connecting',
    live: 'Real, now',
    simulated: 'Simulated',
    replay: 'Replayed recording',
  },

  chart: {
    label: (name: string) => `Price chart of ${name}`,
    kind: 'Chart type',
    line: 'Line',
    candles: 'Candles',
    interval: 'Interval',
    /** As short as traders write them, and as they are spoken. */
    intervals: {
      '1s': { text: '1s', spoken: '1 second' },
      '1m': { text: '1m', spoken: '1 minute' },
      '5m': { text: '5m', spoken: '5 minutes' },
      '15m': { text: '15m', spoken: '15 minutes' },
      '1h': { text: '1h', spoken: '1 hour' },
      '4h': { text: '4h', spoken: '4 hours' },
      '1d': { text: '1D', spoken: '1 day' },
      '1w': { text: '1W', spoken: '1 week' },
    } satisfies Record<ChartInterval, { text: string; spoken: string }>,
    open: 'O',
    high: 'H',
    low: 'L',
    close: 'C',
    volume: 'V',
    loading: 'Loading the chart…',
    empty: 'No trades in this span yet. The chart begins with the next one.',
    failed: 'The chart could not be loaded.',
    outdated: 'Some candles could not be loaded.',
  },

  candleProblem: {
    network: 'The server cannot be reached. Check the connection, then try again.',
    server: 'The server could not answer. Try again in a moment.',
    unlisted: 'This instrument is not in this market. Choose another one from the list.',
    malformed: 'The answer could not be read. Reload the page to get the newest version.',
  },

  quote: {
    bid: 'Bid',
    ask: 'Ask',
    spread: 'Spread',
    venue: 'Venue',
  },
}

export type Words = typeof english
