import type { Ending } from './link.ts'

export interface RetryLimits {
  /** The first delay is drawn from 0 to this, each next bound is twice the one before. */
  backoffMs: number
  /** No bound grows beyond this. */
  maxBackoffMs: number
  /** No delay is shorter than this, whatever the draw. */
  minDelayMs: number
  /** How long a venue that refuses us is left alone where it doesn't say itself. */
  parkMs: { forbidden: number; tooMany: number; banned: number }
}

export interface Failures {
  /** In a row, from 1. */
  failures: number
  random: () => number
  limits: RetryLimits
}

/** Exponential with full jitter: many clients that were cut together come back apart. */
export function backoff({ failures, random, limits }: Failures): number {
  const bound = Math.min(limits.maxBackoffMs, limits.backoffMs * 2 ** Math.min(30, failures - 1))
  return Math.max(limits.minDelayMs, random() * bound)
}

/** When to try again, and the reason as a sentence. */
export function planRetry(ending: Ending, after: Failures): { reason: string; delayMs: number } {
  const { random, limits } = after
  // Never shorter than asked, and not all at the same moment.
  const park = (ms: number) => ms * (1 + 0.1 * random())
  const reason = sentence(ending)
  if (ending.kind === 'closed' && ending.code === 1008) {
    return { reason, delayMs: park(limits.parkMs.tooMany) }
  }
  if (ending.kind === 'refused') {
    const { status, retryAfterMs } = ending
    if (retryAfterMs !== undefined) {
      return { reason, delayMs: Math.max(backoff(after), park(retryAfterMs)) }
    }
    const parkMs = parkOf(status, limits)
    if (parkMs !== undefined) return { reason, delayMs: park(parkMs) }
  }
  return { reason, delayMs: backoff(after) }
}

/** How long an HTTP status asks to be left alone; `undefined` where it is an ordinary failure. */
export function parkOf(status: number, { parkMs }: RetryLimits): number | undefined {
  switch (status) {
    case 451:
    case 401:
    case 403:
      return parkMs.forbidden
    case 429:
      return parkMs.tooMany
    case 418:
      return parkMs.banned
    default:
      return undefined
  }
}

function sentence(ending: Ending): string {
  switch (ending.kind) {
    case 'refused':
      return `${refusals[ending.status] ?? 'The venue refused the connection'} (HTTP ${ending.status}).`
    case 'closed':
      if (ending.code === 1008) {
        return `The venue closed the connection for too many requests (1008 ${ending.reason}).`
      }
      return `The venue closed the connection (${`${ending.code} ${ending.reason}`.trim()}).`
    case 'failed':
      return `The connection failed: ${ending.reason}.`
    case 'silent':
      return `No price came for ${Math.round(ending.ms / 1000)} s.`
  }
}

const refusals: Record<number, string> = {
  401: 'The venue does not take the key',
  403: 'The venue forbids this address',
  418: 'The venue has banned this address for a while',
  429: 'The venue says that these are too many requests',
  451: 'The venue does not serve this location',
}
