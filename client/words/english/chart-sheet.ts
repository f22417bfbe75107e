/** What is said only where a chart is set up, or made a file of. */
export const chartSheet = {
  scale: 'Price scale',
  scales: { linear: 'Linear', log: 'Logarithmic', percent: 'Per cent' },
  scaleOfComparison: 'A comparison is always shown in per cent.',
  showVolume: 'Volume',
  indicators: {
    sma: 'Simple moving average',
    ema: 'Exponential moving average',
    bollinger: 'Bollinger bands',
    vwap: 'Average price by volume',
    rsi: 'Relative strength',
    macd: 'Convergence of averages',
  },
  vwapMeaning: 'Since the day began: UTC, and of stocks New York’s. Not for days and weeks.',
  parameters: {
    period: 'Period',
    deviations: 'Deviations',
    fast: 'Fast',
    slow: 'Slow',
    signal: 'Signal',
  },
  addIndicator: (name: string) => `Add: ${name}`,
  removeIndicator: (name: string) => `Remove ${name}`,
  /** What dragging and the wheel do, by single presses. */
  look: 'Buttons to move and zoom',
  lookHint: 'Below the chart, instead of dragging',
  steps: { closer: 'Zoom in', wider: 'Zoom out', earlier: 'Earlier', later: 'Later' },
  compare: 'Compare',
  exported: (name: string) => `${name} saved`,
}
