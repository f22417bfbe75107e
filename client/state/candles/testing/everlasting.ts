import type { CandlesResponse } from '../../../../shared/api.ts'
import { chartIntervalMs, intervalStart } from '../../../../shared/rollup.ts'
import type { CandleRequest, FetchedCandles } from '../fetch-candles.ts'

/** What a server answers that has candles since the beginning of time. */
export function everlastingCandles(request: CandleRequest): FetchedCandles {
  const { interval, limit } = request
  const ms = chartIntervalMs[interval]
  const last = intervalStart(Math.min(request.to ?? Date.now(), Date.now()), interval)
  const from = Math.max(request.from ?? 0, last - (limit - 1) * ms)
  const time = Array.from({ length: (last - from) / ms + 1 }, (_, index) => from + index * ms)
  const close = time.map((_, index) => 600 + (index % 9))
  const figures = { time, open: close, high: close, low: close, close, volume: close }
  const candles: CandlesResponse = {
    ...{ symbol: request.symbol, venue: 'BINANCE', interval, market: 'live', simulated: false },
    ...{ decimals: 2, forming: true, ...figures },
  }
  return { ok: true, candles }
}
