import type { CandlesResponse } from '../../../shared/api.ts'
import { type ChartInterval, chartIntervalMs } from '../../../shared/rollup.ts'
import type { CandleRequest, FetchedCandles } from './fetch-candles.ts'
import { pageCandles } from './series.ts'

/**
 * What lies before the oldest candle here: more of the past, the beginning of history, more than there
 * is room for, or what couldn't be loaded.
 */
export type Edge = 'open' | 'loading' | 'beginning' | 'full' | 'failed'

/** After a failure, and after the beginning was found: a young server still fills its past. */
const restMs = 60_000

export interface OlderOptions {
  /** Whose candles they are: of no other are any taken. */
  venue(): string | undefined
  /** At the venue: `BTCUSDT`. */
  symbol(): string
  interval(): ChartInterval
  /** Since when every candle is here, epoch ms; `undefined` before the first answer. */
  knownSince(): number | undefined
  hasRoom(): boolean
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  /** Takes a page in that reaches back to `since`, epoch ms. */
  take(candles: CandlesResponse, since: number): void
  onEdge(edge: Edge): void
  now(): number
}

/**
 * The past, page by page on a grid that is the same for everybody, so that a page once loaded comes
 * from the browser's own cache, offline too. One page at a time; the next one only while it is still
 * wanted. A page without candles is a stretch without trades: where the next candle before it is, the
 * server is asked.
 */
export function makeOlder(options: OlderOptions) {
  const { take, onEdge, now } = options
  let wanted = Number.POSITIVE_INFINITY
  let edge: Edge = 'open'
  let restsUntil = Number.NEGATIVE_INFINITY
  let request: AbortController | undefined
  /** Whether the venue has it under the name that others give it, and stands in for them. */
  let isStandIn = false

  function turn(next: Edge): void {
    if (next === 'failed' || next === 'beginning') restsUntil = now() + restMs
    if (next === edge) return
    edge = next
    onEdge(next)
  }

  async function load(): Promise<void> {
    const own = new AbortController()
    request = own
    try {
      const outcome = await loadWanted(own.signal)
      if (!own.signal.aborted) turn(outcome)
    } catch (error) {
      if (!own.signal.aborted) throw error
    } finally {
      if (request === own) request = undefined
    }
  }

  async function loadWanted(signal: AbortSignal): Promise<Edge> {
    for (;;) {
      const since = options.knownSince()
      if (since === undefined || since <= wanted) return 'open'
      if (!options.hasRoom()) return 'full'
      turn('loading')
      const page = await ask(pageBefore(since, options.interval()), signal)
      if (page === undefined) return 'failed'
      const { from, candles } = page
      take(candles, from)
      const ms = chartIntervalMs[options.interval()]
      if ((candles.time[0] ?? Number.POSITIVE_INFINITY) < from + ms) continue
      // Silence, or the beginning: the newest candle before it tells.
      const before = await ask({ from: undefined, to: from - 1, limit: 1 }, signal)
      if (before === undefined) return 'failed'
      const next = before.candles.time[0]
      if (next === undefined) {
        // What is before the oldest candle may still be filled.
        take(emptied(candles), candles.time[0] ?? since)
        return 'beginning'
      }
      take(emptied(before.candles), pageStart(next, options.interval()) + pageCandles * ms)
    }
  }

  /** By its venue and name where it has them, because only so may an answer be kept for ever. */
  async function ask<T extends Range>(range: T, signal: AbortSignal) {
    const { fetchCandles, venue, symbol, interval } = options
    const name = isStandIn ? symbol() : `${venue()}:${symbol()}`
    const result = await fetchCandles({ ...range, symbol: name, interval: interval(), signal })
    signal.throwIfAborted()
    if (!result.ok && result.problem === 'unlisted' && !isStandIn) {
      isStandIn = true
      return ask(range, signal)
    }
    const isOurs = result.ok && result.candles.venue === venue()
    return isOurs ? { ...range, candles: result.candles } : undefined
  }

  /** What is wanted is loaded, unless it is being loaded already, or it is no use to ask again so soon. */
  function resume(): void {
    const mayAsk = edge === 'open' || edge === 'full' || now() >= restsUntil
    if (request === undefined && mayAsk) void load()
  }

  return {
    edge: () => edge,
    resume,
    /** Everything from `time` on, epoch ms, is wanted here; what was wanted before isn't any more. */
    want(time: number): void {
      wanted = time
      resume()
    },
    /** What failed is tried again at once. */
    retry(): void {
      restsUntil = Number.NEGATIVE_INFINITY
      if (request === undefined) void load()
    },
    /** Nothing lies before what is here. */
    begins: () => turn('beginning'),
    /** Other candles: what was asked for is called off. */
    reset(): void {
      request?.abort()
      request = undefined
      wanted = Number.POSITIVE_INFINITY
      restsUntil = Number.NEGATIVE_INFINITY
      isStandIn = false
      turn('open')
    },
  }
}

interface Range {
  from: number | undefined
  to: number
  limit: number
}

/** The page that ends at `since`, or the part of it that lies before. */
function pageBefore(since: number, interval: ChartInterval) {
  return { from: pageStart(since - 1, interval), to: since - 1, limit: pageCandles }
}

function pageStart(time: number, interval: ChartInterval): number {
  const ms = pageCandles * chartIntervalMs[interval]
  return Math.floor(time / ms) * ms
}

function emptied(candles: CandlesResponse): CandlesResponse {
  return { ...candles, time: [], open: [], high: [], low: [], close: [], volume: [] }
}
