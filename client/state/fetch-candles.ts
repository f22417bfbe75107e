import type { CandlesResponse } from '../../shared/api.ts'
import type { ChartInterval } from '../../shared/rollup.ts'

/** Why there are no candles: a code, so that each language can say it. */
export type CandleProblem = 'network' | 'server' | 'unlisted' | 'malformed'

export type FetchedCandles =
  | { ok: true; candles: CandlesResponse }
  | { ok: false; problem: CandleProblem }

export interface CandleRequest {
  symbol: string
  interval: ChartInterval
  /** The newest so many. */
  limit: number
  signal: AbortSignal
}

/** Rejects only when aborted; every other failure is a value. */
export async function fetchCandles(request: CandleRequest): Promise<FetchedCandles> {
  const { symbol, interval, limit, signal } = request
  const query = new URLSearchParams({ symbol, interval, limit: String(limit) })
  try {
    const response = await fetch(`/api/candles?${query}`, { signal })
    if (response.status === 404) return { ok: false, problem: 'unlisted' }
    if (!response.ok) return { ok: false, problem: 'server' }
    const body: unknown = await response.json()
    return isCandles(body) ? { ok: true, candles: body } : { ok: false, problem: 'malformed' }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, problem: error instanceof SyntaxError ? 'malformed' : 'network' }
  }
}

const columnNames = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

function isCandles(value: unknown): value is CandlesResponse {
  if (typeof value !== 'object' || value === null) return false
  const body = value as Partial<Record<string, unknown>>
  if (!Number.isInteger(body.decimals) || typeof body.venue !== 'string') return false
  const { time } = body
  return (
    Array.isArray(time) &&
    columnNames.every((name) => {
      const column = body[name]
      return Array.isArray(column) && column.length === time.length && column.every(Number.isFinite)
    })
  )
}
