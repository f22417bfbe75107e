import type { TradesResponse } from '../../../shared/api.ts'
import type { CandleProblem } from '../candles/fetch-candles.ts'

export type FetchedTrades =
  | { ok: true; answer: TradesResponse }
  | { ok: false; problem: CandleProblem }

export interface TradesRequest {
  symbol: string
  /** The cursor of the answer before. */
  since: string | undefined
  signal: AbortSignal
}

/** Rejects only when aborted; every other failure is a value. */
export async function fetchTrades({
  symbol,
  since,
  signal,
}: TradesRequest): Promise<FetchedTrades> {
  const query = new URLSearchParams({ symbol, ...(since !== undefined && { since }) })
  try {
    const response = await fetch(`/api/trades?${query}`, { signal })
    if (response.status === 404) return { ok: false, problem: 'unlisted' }
    if (!response.ok) return { ok: false, problem: 'server' }
    const answer = readTrades(await response.json())
    return answer ? { ok: true, answer } : { ok: false, problem: 'malformed' }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, problem: error instanceof SyntaxError ? 'malformed' : 'network' }
  }
}

/** What a server or the device gave, checked. */
export function readTrades(value: unknown): TradesResponse | undefined {
  return isTrades(value) ? value : undefined
}

const columns = ['time', 'price', 'size'] as const
const figures = ['open_24h', 'high_24h', 'low_24h', 'volume_24h', 'turnover_24h'] as const

function isTrades(value: unknown): value is TradesResponse {
  if (typeof value !== 'object' || value === null) return false
  const answer = value as Partial<Record<string, unknown>>
  const { side, time, decimals, size_decimals: sizeDecimals } = answer
  if (typeof answer.symbol !== 'string') return false
  if (typeof answer.venue !== 'string' || typeof answer.cursor !== 'string') return false
  if (!Number.isInteger(decimals) || !Number.isInteger(sizeDecimals)) return false
  if (typeof answer.snapshot !== 'boolean' || !Array.isArray(time)) return false
  const isColumn = (column: unknown): column is unknown[] =>
    Array.isArray(column) && column.length === time.length
  return (
    columns.every((name) => {
      const column = answer[name]
      return isColumn(column) && column.every(Number.isFinite)
    }) &&
    isColumn(side) &&
    side.every((taker) => taker === 'buy' || taker === 'sell' || taker === null) &&
    [...figures, 'unbroken_since'].every((name) => {
      const figure = answer[name]
      return figure === null || Number.isFinite(figure)
    })
  )
}
