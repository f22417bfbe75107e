const intervalsMs: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
}

export interface Kline {
  time: number
  intervalMs: number
  open: number
  high: number
  low: number
  close: number
}

/** What a candle's close is at its end, about 1,000: waves of a day and of an hour. */
function priceAt(time: number): number {
  const day = Math.sin((time / 86_400_000) * 2 * Math.PI)
  const hour = Math.sin((time / 3_600_000) * 2 * Math.PI)
  return 950 + 30 * day + 12 * hour
}

/** The candles of a made-up past that Binance's query asks for, from `since` on. */
export function klines(query: URLSearchParams, since: number): Kline[] {
  const intervalMs = intervalsMs[query.get('interval') ?? '']
  if (intervalMs === undefined) return []
  const from = Math.max(Number(query.get('startTime')), since)
  const to = Math.min(Number(query.get('endTime')), Date.now())
  const found: Kline[] = []
  for (let time = Math.ceil(from / intervalMs) * intervalMs; time <= to; time += intervalMs) {
    if (found.length === 1_000) break
    const [open, close] = [priceAt(time), priceAt(time + intervalMs)]
    const [high, low] = [Math.max(open, close) + 2, Math.min(open, close) - 2]
    found.push({ time, intervalMs, open, high, low, close })
  }
  return found
}

/** As Binance writes a candle; the prices of an instrument are so many times higher. */
export function klineText(kline: Kline, scale: number): (number | string)[] {
  const { time, intervalMs, open, high, low, close } = kline
  const figures = [open, high, low, close].map((price) => (price * scale).toFixed(2))
  return [time, ...figures, '10.00', time + intervalMs - 1, '10000.00', 5]
}
