import type { Instrument } from '../../shared/instrument.ts'
import { makeQuoteTimes } from './finnhub-quotes.ts'
import { readQuoteOf } from './finnhub-rest.ts'
import type { Rest } from './rest.ts'
import type { VenueSink } from './venue.ts'
import { VenueError } from './venue-error.ts'

export interface FollowOptions {
  rest: Rest
  sink: VenueSink
  clock: () => number
  /** How often it is looked whether a quote is due. */
  everyMs: number
  /** The most that the feed takes; of more no quote is asked for either. */
  max: number
  /** Brings the feed to these. */
  subscribe(instruments: readonly Instrument[]): void
}

export interface QuoteFollower {
  /** What the feed is subscribed to anyway. */
  begin(instruments: readonly Instrument[]): void
  want(instruments: readonly Instrument[]): void
  stop(): void
}

/** Between two questions for a symbol that isn't known: it may be listed yet. */
const unknownMs = 3_600_000

/**
 * Asks for the quotes that are due, one at a time. What Finnhub doesn't know gives up its place on the
 * feed, unless it had a quote before: then the zeros are Finnhub's trouble.
 */
export function followQuotes(options: FollowOptions): QuoteFollower {
  const { rest, sink, clock, everyMs, max, subscribe } = options
  const times = makeQuoteTimes()
  const stopping = new AbortController()
  const quoted = new Set<string>()
  const unknown = new Set<string>()
  let wanted = new Map<string, Instrument>()
  let beyond: readonly Instrument[] = []
  let isAsking = false

  async function ask(of: Instrument): Promise<void> {
    const { symbol } = of
    const { signal } = stopping
    try {
      const body = await rest.get(`/quote?symbol=${encodeURIComponent(symbol)}`, signal)
      if (signal.aborted) return
      const ticker = readQuoteOf(of, body, clock())
      times.asked(symbol, clock())
      quoted.add(symbol)
      if (unknown.delete(symbol)) follow()
      if (wanted.has(symbol)) sink.ticker(ticker)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof VenueError)) throw error
      sink.refused(error.message)
      const isUnknown = error.kind === 'unknown-instrument' && !quoted.has(symbol)
      const retryAfterMs = isUnknown ? unknownMs : error.retryAfterMs
      times.failed(symbol, { now: clock(), retryAfterMs })
      if (isUnknown && !unknown.has(symbol)) {
        unknown.add(symbol)
        follow()
      }
    }
  }

  function follow(): void {
    const known = [...wanted.values()].filter(({ symbol }) => !unknown.has(symbol))
    subscribe([...known, ...beyond])
  }

  function begin(instruments: readonly Instrument[]): void {
    beyond = instruments.slice(max)
    wanted = new Map(instruments.slice(0, max).map((each) => [each.symbol, each]))
    for (const set of [quoted, unknown]) {
      for (const symbol of set) if (!wanted.has(symbol)) set.delete(symbol)
    }
    times.want([...wanted.keys()])
  }

  const timer = setInterval(() => {
    const instrument = wanted.get(times.due(clock()) ?? '')
    if (isAsking || !instrument) return
    isAsking = true
    void ask(instrument).finally(() => {
      isAsking = false
    })
  }, everyMs)

  return {
    begin,
    want(instruments) {
      if (stopping.signal.aborted) return
      begin(instruments)
      follow()
    },
    stop() {
      stopping.abort()
      clearInterval(timer)
    },
  }
}
