import type { Sparkline, SparklinesResponse } from '../../../shared/api.ts'

export interface SparklinesRequest {
  symbols: readonly string[]
  signal: AbortSignal
}

/** All of them in one request; `undefined` where there is no answer, or none that can be read. */
export async function fetchSparklines(
  request: SparklinesRequest,
): Promise<SparklinesResponse | undefined> {
  const { symbols, signal } = request
  try {
    const query = new URLSearchParams({ symbols: symbols.join() })
    const response = await fetch(`/api/sparklines?${query}`, { signal })
    return response.ok ? readSparklines(await response.json()) : undefined
  } catch {
    return undefined
  }
}

function readSparklines(value: unknown): SparklinesResponse | undefined {
  return isSparklines(value) ? value : undefined
}

function isSparklines(value: unknown): value is SparklinesResponse {
  if (!isObject(value) || !isObject(value.sparklines)) return false
  return Object.values(value.sparklines).every(isSparkline)
}

/** What the server or the device gave, checked. */
export function isSparkline(value: unknown): value is Sparkline {
  if (!isObject(value) || typeof value.venue !== 'string') return false
  const { step_ms: stepMs, time, close, turnover_24h: turnover } = value
  return (
    typeof stepMs === 'number' &&
    stepMs > 0 &&
    (typeof turnover === 'number' || turnover === undefined || turnover === null) &&
    isColumn(time) &&
    isColumn(close) &&
    time.length === close.length
  )
}

function isColumn(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(Number.isFinite)
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
