import type { FoundInstrument } from '../../../shared/api.ts'
import { type VenueName, venues } from '../../../shared/instrument.ts'

/** Why there is no answer: a code, so that each language can say it. */
export type SearchProblem = 'network' | 'server' | 'busy' | 'malformed'

export type FetchedInstruments =
  | { ok: true; instruments: FoundInstrument[] }
  | { ok: false; problem: SearchProblem }

export interface InstrumentsRequest {
  /** A symbol, a pair, a name, or the beginning of one; nothing is everything. At most 64 characters. */
  query: string
  limit: number
  signal: AbortSignal
}

/** The best match first. Rejects only when aborted; every other failure is a value. */
export async function fetchInstruments(request: InstrumentsRequest): Promise<FetchedInstruments> {
  const { query, limit, signal } = request
  const search = new URLSearchParams({ q: query, limit: String(limit) })
  try {
    const response = await fetch(`/api/instruments?${search}`, { signal })
    if (response.status === 429) return { ok: false, problem: 'busy' }
    if (!response.ok) return { ok: false, problem: 'server' }
    const body: unknown = await response.json()
    if (!isResponse(body)) return { ok: false, problem: 'malformed' }
    // What a newer server lists of venues that this app doesn't know is left out.
    return { ok: true, instruments: body.instruments.filter(isFound) }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, problem: error instanceof SyntaxError ? 'malformed' : 'network' }
  }
}

function isResponse(value: unknown): value is { instruments: unknown[] } {
  return isObject(value) && Array.isArray(value.instruments)
}

function isFound(value: unknown): value is FoundInstrument {
  if (!isObject(value)) return false
  const { name, symbol, base, quote, venue, kind, status, fullName, decimals } = value
  return (
    [name, symbol, base, quote].every((each) => typeof each === 'string') &&
    isVenue(venue) &&
    (kind === 'spot' || kind === 'stock') &&
    (status === 'trading' || status === 'halted' || status === 'dead') &&
    (fullName === undefined || typeof fullName === 'string') &&
    typeof decimals === 'number'
  )
}

function isVenue(value: unknown): value is VenueName {
  return venues.some((name) => name === value)
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
