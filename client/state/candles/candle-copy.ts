import type { CandlesResponse } from '../../../shared/api.ts'
import type { ChartInterval } from '../../../shared/rollup.ts'
import type { Columns } from '../../chart/columns.ts'
import type { CandleCache, CandleKey, KeptCandles } from '../../db/candles.ts'

/** More are not kept: a first paint shows some 200. */
const kept = 600

/** What a chart shows, and of which instrument it is. */
export interface Shown {
  columns: Columns
  symbol: string
  venue: string
  interval: ChartInterval
  decimals: number
}

/**
 * The chart's copy on the device, for a first paint and for offline. A browser that keeps nothing,
 * or has no room left, costs the copy and nothing else.
 */
export function makeCandleCopy(cache: CandleCache) {
  return {
    read(key: CandleKey): Promise<KeptCandles | undefined> {
      return cache.get(key).catch(() => undefined)
    },
    keep(shown: Shown, now: number): void {
      const candles = candlesOf(shown)
      if (candles.time.length === 0) return
      const id = `${shown.venue}:${bare(shown.symbol)}`
      cache.put({ id, interval: shown.interval }, candles, now).catch(() => {})
    },
  }
}

export function bare(symbol: string): string {
  return symbol.slice(symbol.indexOf(':') + 1)
}

/** Only candles that came from the server: what was folded from live prices is no truth to keep. */
export function candlesOf({ columns, symbol, venue, interval, decimals }: Shown): CandlesResponse {
  const known: number[] = []
  const volume: number[] = []
  for (const [index, value] of columns.volume.entries()) {
    if (value === null) continue
    known.push(index)
    volume.push(value)
  }
  const from = Math.max(0, known.length - kept)
  const indices = known.slice(from)
  const pick = (column: readonly number[]) => indices.map((index) => column[index] ?? Number.NaN)
  return {
    symbol,
    venue,
    interval,
    market: venue === 'SIMULATED' ? 'simulated' : venue === 'REPLAY' ? 'replay' : 'live',
    simulated: venue === 'SIMULATED' || venue === 'REPLAY',
    decimals,
    time: pick(columns.time).map((seconds) => seconds * 1_000),
    open: pick(columns.open),
    high: pick(columns.high),
    low: pick(columns.low),
    close: pick(columns.close),
    volume: volume.slice(from),
    forming: false,
  }
}
