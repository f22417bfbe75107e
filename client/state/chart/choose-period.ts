import type { ChartInterval } from '../../../shared/rollup.ts'
import type { CandleRequest, FetchedCandles } from '../candles/fetch-candles.ts'
import { fittingInterval, type Period, periodMs } from './periods.ts'

/** All days that a server keeps: it gives no more at once. */
const allDays = 5_000

export interface PeriodChoice {
  symbol: string
  /** Of the chart, CSS pixels. */
  width: number
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  now: number
  signal: AbortSignal
}

/**
 * The interval in which a period is shown. How long all of history is, its days tell; where they
 * can't be had it is shown in days. Rejects only when aborted.
 */
export async function intervalFor(period: Period, choice: PeriodChoice): Promise<ChartInterval> {
  const { symbol, width, fetchCandles, now, signal } = choice
  if (period !== 'all') return fittingInterval(periodMs[period], width)
  const result = await fetchCandles({ symbol, interval: '1d', limit: allDays, signal })
  signal.throwIfAborted()
  const first = result.ok ? result.candles.time[0] : undefined
  return first === undefined ? '1d' : fittingInterval(now - first, width)
}
