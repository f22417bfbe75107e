import { sessionAt } from '../../shared/sessions.ts'

/*
 * When to ask for each symbol's quote: the feed tells no previous close, and nothing at all of a stock
 * that doesn't trade. In the regular session a quote a minute is the sign of life of a quiet stock;
 * before and after, one every ten minutes; while the market is closed one is enough.
 */
const minuteMs = 60_000
const thinMs = 10 * minuteMs
/** One that could not be had is asked for again after this, unless Finnhub says when. */
const failedMs = minuteMs
/** The feed's clock and ours differ, and the close is settled some seconds after the bell. */
const settledMs = 5_000

export interface QuoteTimes {
  /** From now on these; the most important first. */
  want(symbols: readonly string[]): void
  /** The symbol to ask for now, if one is due: never asked for first, then the longest overdue. */
  due(now: number): string | undefined
  asked(symbol: string, now: number): void
  failed(symbol: string, at: { now: number; retryAfterMs?: number | undefined }): void
}

/** Pure: `now` is the wall clock, epoch ms, because sessions are. */
export function makeQuoteTimes(): QuoteTimes {
  let times = new Map<string, { from: number; dueAt: number }>()

  return {
    want(symbols) {
      const before = times
      times = new Map(
        symbols.map((symbol) => [symbol, before.get(symbol) ?? { from: 0, dueAt: 0 }]),
      )
    },
    due(now) {
      let first: string | undefined
      let firstAt = Number.POSITIVE_INFINITY
      for (const [symbol, { from, dueAt }] of times) {
        // A clock that was set back makes everything due again.
        const at = now < from ? 0 : dueAt
        if (at > now || at >= firstAt) continue
        first = symbol
        firstAt = at
      }
      return first
    },
    asked(symbol, now) {
      if (times.has(symbol)) times.set(symbol, { from: now, dueAt: nextQuoteAt(now) })
    },
    failed(symbol, { now, retryAfterMs = failedMs }) {
      if (times.has(symbol)) times.set(symbol, { from: now, dueAt: now + retryAfterMs })
    },
  }
}

/** When a quote that was had at `now` has aged. */
export function nextQuoteAt(now: number): number {
  const { phase, until } = sessionAt('stock', now)
  switch (phase) {
    case 'regular':
      return now + minuteMs
    case 'closed':
      return until + settledMs
    default:
      return Math.min(now + thinMs, until + settledMs)
  }
}
