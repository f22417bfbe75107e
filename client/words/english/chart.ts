import type { ChartInterval } from '../../../shared/rollup.ts'

export const chart = {
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

  problem: {
    network: 'The server cannot be reached. Check the connection, then try again.',
    server: 'The server could not answer. Try again in a moment.',
    unlisted: 'This instrument is not in this market. Choose another one from the list.',
    malformed: 'The answer could not be read. Reload the page to get the newest version.',
  },
}
