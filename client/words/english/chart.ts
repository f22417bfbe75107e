import type { ChartInterval } from '../../../shared/rollup.ts'

export const chart = {
  label: (name: string) => `Price chart of ${name}`,
  settings: 'Chart settings',
  /** Of the button that opens them; the interval is as it is spoken. */
  openSettings: (interval: string) => `Chart settings, now ${interval}`,

  kind: 'Chart type',
  kinds: {
    line: 'Line',
    area: 'Area',
    candles: 'Candles',
    hollow: 'Hollow',
    'heikin-ashi': 'Heikin-Ashi',
  },
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
  /** How much is in sight. */
  period: 'Period',
  periods: {
    '1h': { text: '1H', spoken: 'The last hour' },
    '1d': { text: '1D', spoken: 'The last day' },
    '1w': { text: '1W', spoken: 'The last week' },
    '1m': { text: '1M', spoken: 'The last month' },
    '3m': { text: '3M', spoken: 'The last three months' },
    '1y': { text: '1Y', spoken: 'The last year' },
    all: { text: 'All', spoken: 'All of history' },
  },

  /** Figures of a candle: as the legend writes them, and as they are spoken. */
  figures: {
    open: { text: 'O', spoken: 'open' },
    high: { text: 'H', spoken: 'high' },
    low: { text: 'L', spoken: 'low' },
    close: { text: 'C', spoken: 'close' },
    volume: { text: 'V', spoken: 'volume' },
  },
  /** From the close before. */
  change: 'change',

  indicators: 'Indicators',
  indicator: {
    sma: 'SMA',
    ema: 'EMA',
    bollinger: 'BB',
    vwap: 'VWAP',
    rsi: 'RSI',
    macd: 'MACD',
  },
  indicatorsFailed:
    'The indicators could not be loaded. Check the connection, then switch them on again.',

  compareWith: 'Compare with…',
  stopComparing: (name: string) => `Stop comparing with ${name}`,
  compareProblem: 'Its candles could not be loaded.',

  export: 'Export',
  exportImage: 'Picture (PNG)',
  exportTable: 'Candles (CSV)',
  exportFailed: 'The file could not be made. Try again.',

  fill: 'Full screen',
  leaveFill: 'Leave full screen',

  loading: 'Loading the chart…',
  failed: 'The chart could not be loaded.',
  outdated: 'Some candles could not be loaded.',
  kept: (age: string) => `Kept on this device, ${age} old`,
  /** At the oldest candle. */
  edges: {
    loading: 'Loading older candles…',
    beginning: 'History begins here.',
    full: 'No more at this interval. A longer one reaches further back.',
    failed: 'Older candles could not be loaded.',
  },

  problem: {
    network: 'The server cannot be reached. Check the connection, then try again.',
    server: 'The server could not answer. Try again in a moment.',
    unlisted: 'This instrument is not in this market. Choose another one from the list.',
    malformed: 'The answer could not be read. Reload the page.',
  },
}
