import type { CandlesResponse, DeltaCandlesResponse } from '../../../shared/api.ts'
import { decodeDelta } from '../../../shared/candle-delta.ts'
import { type ChartInterval, isChartInterval } from '../../../shared/rollup.ts'

/** Why there are no candles: a code, so that each language can say it. */
export type CandleProblem = 'network' | 'server' | 'unlisted' | 'malformed'

export type FetchedCandles =
  | { ok: true; candles: CandlesResponse }
  | { ok: false; problem: CandleProblem }

export interface CandleRequest {
  symbol: string
  interval: ChartInterval
  /** Starts of candles, epoch ms, inclusive; absent: as far as there are any. */
  from?: number | undefined
  to?: number | undefined
  /** The newest so many, 5,000 at most. */
  limit: number
  signal: AbortSignal
}

/** Rejects only when aborted; every other failure is a value. */
export async function fetchCandles(request: CandleRequest): Promise<FetchedCandles> {
  const { symbol, interval, from, to, limit, signal } = request
  const query = new URLSearchParams({ symbol, interval, limit: String(limit), format: 'delta' })
  if (from !== undefined) query.set('from', String(from))
  if (to !== undefined) query.set('to', String(to))
  try {
    const response = await fetch(`/api/candles?${query}`, { signal })
    if (response.status === 404) return { ok: false, problem: 'unlisted' }
    if (!response.ok) return { ok: false, problem: 'server' }
    const body: unknown = await response.json()
    if (!isDelta(body)) return { ok: false, problem: 'malformed' }
    return { ok: true, candles: decodeDelta(body) }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, problem: error instanceof SyntaxError ? 'malformed' : 'network' }
  }
}

const columnNames = ['step', 'open', 'high', 'low', 'close', 'volume'] as const

function isDelta(value: unknown): value is DeltaCandlesResponse {
  if (typeof value !== 'object' || value === null) return false
  const body = value as Partial<Record<string, unknown>>
  if (!Number.isInteger(body.decimals) || typeof body.venue !== 'string') return false
  if (!Number.isInteger(body.start) || !Number.isInteger(body.volume_decimals)) return false
  if (typeof body.interval !== 'string' || !isChartInterval(body.interval)) return false
  const { step } = body
  return (
    Array.isArray(step) &&
    columnNames.every((name) => {
      const column = body[name]
      return (
        Array.isArray(column) && column.length === step.length && column.every(Number.isInteger)
      )
    })
  )
}
