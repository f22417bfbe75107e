import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import type { CandlesResponse } from '../../../shared/api.ts'
import { type ChartInterval, chartIntervalMs, intervalStart } from '../../../shared/rollup.ts'
import type { CandleCache } from '../../db/candles.ts'
import type { Row } from '../market.ts'
import { bare, makeCandleCopy } from './candle-copy.ts'
import type { CandleProblem, CandleRequest, FetchedCandles } from './fetch-candles.ts'
import { type Edge, makeOlder } from './older.ts'
import { makeSeries, type Series } from './series.ts'

/** Candles at the opening, unless a longer span is shown; a chart of 1440 px shows some 200. */
const openingLimit = 600
/** The server gives no more at once. */
const largestLimit = 5_000
/** Between two fetches that only replace what was folded from live prices. */
const refreshMs = 15_000
/** Candles fetched beyond those that closed since, so that late trades still correct them. */
const overlap = 5

export interface CandleOptions {
  symbol: Accessor<string>
  interval: Accessor<ChartInterval>
  /** How long a span is shown at the opening, ms; infinite: all of it. */
  span: Accessor<number>
  row: Accessor<Row | undefined>
  /** Whether prices come in now, and whether anybody sees them. */
  connected: Accessor<boolean>
  visible: Accessor<boolean>
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  cache: CandleCache
  now?(): number
}

export interface CandleState {
  /** Another object when it is of another instrument, interval or venue; else changed in place. */
  series: Series
  interval: ChartInterval
  /** Absent until the first candles came. */
  venue: string | undefined
  decimals: number
  /** Rises whenever anything has changed. */
  version: number
  loading: boolean
  /** Whether anything is here but what was folded from live prices. */
  past: boolean
  /** When what is here was kept on the device, epoch ms; absent once the server has answered. */
  keptAt: number | undefined
  problem: CandleProblem | undefined
  edge: Edge
}

/**
 * The candles of the chosen instrument. Fetched ones are the truth; live prices are folded into the
 * last of them in between. Fetched at the opening, after a gap, in a new epoch, and when an interval
 * has closed, then at most every 15 s. The live price is what starts such a fetch, so that it falls
 * into a moment at which the radio is awake anyway. Older ones come as they are wanted.
 */
export function createCandles(options: CandleOptions) {
  const now = options.now ?? Date.now
  const copy = makeCandleCopy(options.cache)
  let series = makeSeries()
  const [state, setState] = createSignal(blank(series, untrack(options.interval)))
  let venue: string | undefined
  /** When candles were last asked for, and up to when the ones here are complete. */
  let askedAt = Number.NEGATIVE_INFINITY
  let completeAt = Number.NEGATIVE_INFINITY
  /** Whether every price since the last fetch has been heard. */
  let isComplete = false
  let behind = false
  let request: AbortController | undefined

  const change = (patch: Partial<CandleState>) =>
    setState((old) => ({ ...old, version: old.version + 1, ...patch }))

  const older = makeOlder({
    venue: () => venue,
    symbol: () => bare(untrack(options.symbol)),
    interval: () => untrack(state).interval,
    knownSince: () => series.knownSince,
    hasRoom: () => series.hasRoom(),
    fetchCandles: options.fetchCandles,
    take(candles, since) {
      series.mergeOlder(candles, since)
      change({})
    },
    onEdge: (edge) => change({ edge }),
    now,
  })

  /** Nothing of what was here belongs to what comes. */
  function begin(interval: ChartInterval) {
    series = makeSeries()
    venue = undefined
    older.reset()
    setState(blank(series, interval))
  }

  function take(candles: CandlesResponse, merge: () => void) {
    // Another venue's candles are another series: the two are never mixed.
    if (venue !== undefined && venue !== candles.venue) begin(untrack(options.interval))
    venue = candles.venue
    merge()
    change({ series, venue, decimals: candles.decimals, past: true })
    fold()
  }

  function takeNewest(candles: CandlesResponse, { limit, anew }: { limit: number; anew: boolean }) {
    if (anew) older.reset()
    take(candles, () => {
      if (anew) series.forget()
      const isOpening = series.knownSince === undefined
      series.mergeNewest(candles)
      if (isOpening && candles.time.length < limit) older.begins()
    })
    change({ loading: false, problem: undefined, keptAt: undefined })
    // What was panned to before there was anything to pan.
    older.resume()
  }

  function fold() {
    const row = untrack(options.row)
    if (!row || row.cached || (venue !== undefined && row.venue !== venue)) return
    const { interval, past } = untrack(state)
    // One candle alone would fill the chart, as if it were all of the past. That a price has come is told:
    // after a failure that is when they are asked for again.
    if (!past) return void change({})
    const price = row.price / 10 ** row.decimals
    const began = series.fold({ price, start: intervalStart(row.time, interval) }, !isComplete)
    if (began) behind = true
    change({ decimals: row.decimals })
  }

  /** `anew`: what is here may be of another market. */
  async function load(limit: number, anew = false) {
    request?.abort()
    const own = new AbortController()
    request = own
    const asking = now()
    askedAt = asking
    behind = false
    change({ loading: true })
    const symbol = untrack(options.symbol)
    const interval = untrack(options.interval)
    try {
      const { signal } = own
      const result = await options.fetchCandles({ symbol, interval, limit, signal })
      if (signal.aborted) return
      if (result.ok) {
        completeAt = asking
        isComplete = true
        batch(() => takeNewest(result.candles, { limit, anew }))
      } else {
        behind = true
        change({ loading: false, problem: result.problem })
      }
    } catch (error) {
      if (!own.signal.aborted) throw error
    }
  }

  /** What the span that is shown at the opening needs, as far as one answer goes. */
  function opening(): number {
    const needed = untrack(options.span) / chartIntervalMs[untrack(options.interval)]
    return Math.min(largestLimit, Math.max(openingLimit, Math.ceil(needed) + overlap))
  }

  /** Enough to reach back to the last fetch; what an opening has where that is too long ago. */
  function missing(): number {
    const since = (now() - completeAt) / chartIntervalMs[untrack(options.interval)]
    return Math.min(opening(), Math.ceil(since) + overlap)
  }

  createEffect(
    on([options.symbol, options.interval], ([symbol, interval]) => {
      completeAt = Number.NEGATIVE_INFINITY
      isComplete = false
      begin(interval)
      void load(opening())
      onCleanup(() => keep(symbol, interval))
    }),
  )

  /** Leaving it, or the page: what is here is what there will be offline. */
  function keep(symbol: string, interval: ChartInterval) {
    const { decimals, past, keptAt } = untrack(state)
    if (!past || keptAt !== undefined || venue === undefined) return
    copy.keep({ columns: series.columns, symbol, venue, interval, decimals }, now())
  }
  createEffect(
    on(options.visible, (visible) => {
      if (!visible) keep(untrack(options.symbol), untrack(options.interval))
    }),
  )

  // The copy is of a venue's own series, so it can be read once a row, a remembered one too, names the venue.
  const venueShown = createMemo(() => options.row()?.venue)
  createEffect(
    on([venueShown, options.symbol, options.interval], async ([name, symbol, interval]) => {
      if (name === undefined || completeAt !== Number.NEGATIVE_INFINITY) return
      const wanted = series
      const kept = await copy.read({ id: `${name}:${bare(symbol)}`, interval })
      const isWanted = series === wanted && completeAt === Number.NEGATIVE_INFINITY
      if (!kept || !isWanted || untrack(venueShown) !== name) return
      take(kept.candles, () => series.mergeKept(kept.candles))
      change({ keptAt: kept.savedAt })
    }),
  )

  createEffect(on([() => options.row()?.price, () => options.row()?.time], fold))

  createEffect(
    on(
      () => options.row()?.epoch,
      (epoch, before) => {
        // Another market's candles may replace all of these.
        if (before !== undefined && epoch !== undefined && epoch !== before) {
          void load(opening(), true)
        }
      },
    ),
  )

  const watched = createMemo(() => options.connected() && options.visible())
  // Back after a gap, or back in front: what was missed is fetched at once, never guessed.
  createEffect(
    on(
      watched,
      (isWatched) => {
        if (isWatched) void load(missing())
        else isComplete = false
      },
      { defer: true },
    ),
  )

  createEffect(
    on(state, () => {
      if (!behind || !untrack(options.visible) || state().loading) return
      if (now() - askedAt >= refreshMs) void load(missing())
    }),
  )

  onCleanup(() => {
    request?.abort()
    older.reset()
  })

  return {
    state,
    /** The candles from `time` on, epoch ms, are wanted: what is older than those here is loaded. */
    want: older.want,
    retry() {
      older.retry()
      void load(opening())
    },
  }
}

function blank(series: Series, interval: ChartInterval): CandleState {
  return {
    series,
    interval,
    venue: undefined,
    decimals: 2,
    past: false,
    version: 0,
    loading: true,
    keptAt: undefined,
    problem: undefined,
    edge: 'open',
  }
}
