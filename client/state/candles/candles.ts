import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import type { CandlesResponse } from '../../../shared/api.ts'
import { type ChartInterval, chartIntervalMs, intervalStart } from '../../../shared/rollup.ts'
import { type Columns, emptyColumns, foldPrice, mergeCandles } from '../../chart/columns.ts'
import type { CandleCache } from '../../db/candles.ts'
import type { Row } from '../market.ts'
import { bare, makeCandleCopy } from './candle-copy.ts'
import type { CandleProblem, CandleRequest, FetchedCandles } from './fetch-candles.ts'

/** Candles at the opening; a chart of 1440 px shows some 200. */
const openingLimit = 600
/** Between two fetches that only replace what was folded from live prices. */
const refreshMs = 15_000
/** Candles fetched beyond those that closed since, so that late trades still correct them. */
const overlap = 5

export interface CandleOptions {
  symbol: Accessor<string>
  interval: Accessor<ChartInterval>
  row: Accessor<Row | undefined>
  /** Whether prices come in now, and whether anybody sees them. */
  connected: Accessor<boolean>
  visible: Accessor<boolean>
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  cache: CandleCache
  now?(): number
}

export interface CandleState {
  columns: Columns
  decimals: number
  /** Rises whenever the columns changed, which are changed in place. */
  version: number
  /** Rises when they are of another instrument, interval or venue. */
  series: number
  loading: boolean
  /** Whether anything is here but what was folded from live prices. */
  past: boolean
  problem: CandleProblem | undefined
}

/**
 * The candles of the chosen instrument. Fetched ones are the truth; live prices are folded into the
 * last of them in between. Fetched at the opening, after a gap, in a new epoch, and when an interval
 * has closed, then at most every 15 s. The live price is what starts such a fetch, so that it falls
 * into a moment at which the radio is awake anyway.
 */
export function createCandles(options: CandleOptions) {
  const now = options.now ?? Date.now
  const [state, setState] = createSignal<CandleState>(blank(0))
  const copy = makeCandleCopy(options.cache)
  let venue: string | undefined
  /** When candles were last asked for, and up to when the ones here are complete. */
  let askedAt = Number.NEGATIVE_INFINITY
  let completeAt = Number.NEGATIVE_INFINITY
  let behind = false
  let request: AbortController | undefined

  const change = (patch: Partial<CandleState>) =>
    setState((old) => ({ ...old, version: old.version + 1, ...patch }))

  function take(candles: CandlesResponse) {
    const { columns, series } = state()
    const moved = venue !== undefined && venue !== candles.venue
    venue = candles.venue
    // Another venue's candles are another series: the two are never mixed.
    const target = moved ? emptyColumns() : columns
    mergeCandles(target, candles)
    change({
      columns: target,
      decimals: candles.decimals,
      past: true,
      series: moved ? series + 1 : series,
    })
    fold()
  }

  function fold() {
    const row = untrack(options.row)
    if (!row || row.cached || (venue !== undefined && row.venue !== venue)) return
    const { columns } = state()
    const interval = untrack(options.interval)
    const began = foldPrice(columns, {
      price: row.price / 10 ** row.decimals,
      start: intervalStart(row.time, interval),
    })
    if (began) behind = true
    change({ decimals: row.decimals })
  }

  async function load(limit: number) {
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
        take(result.candles)
        change({ loading: false, problem: undefined })
      } else {
        behind = true
        change({ loading: false, problem: result.problem })
      }
    } catch (error) {
      if (!own.signal.aborted) throw error
    }
  }

  /** Enough to reach back to the last fetch; all of them where that is too long ago. */
  function missing(): number {
    const since = (now() - completeAt) / chartIntervalMs[untrack(options.interval)]
    return Math.min(openingLimit, Math.ceil(since) + overlap)
  }

  createEffect(
    on([options.symbol, options.interval], ([symbol, interval]) => {
      venue = undefined
      completeAt = Number.NEGATIVE_INFINITY
      setState((old) => blank(old.series + 1))
      void load(openingLimit)
      onCleanup(() => keep(symbol, interval))
    }),
  )

  /** Leaving it, or the page: what is here is what there will be offline. */
  function keep(symbol: string, interval: ChartInterval) {
    const { columns, decimals, past } = untrack(state)
    if (past && venue !== undefined)
      copy.keep({ columns, symbol, venue, interval, decimals }, now())
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
      const { series } = state()
      const copied = await copy.read({ id: `${name}:${bare(symbol)}`, interval })
      const isWanted = state().series === series && completeAt === Number.NEGATIVE_INFINITY
      if (copied && isWanted && untrack(venueShown) === name) take(copied)
    }),
  )

  createEffect(on([() => options.row()?.price, () => options.row()?.time], fold))

  createEffect(
    on(
      () => options.row()?.epoch,
      (epoch, before) => {
        // Another market's candles may replace all of these.
        if (before !== undefined && epoch !== undefined && epoch !== before) void load(openingLimit)
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

  onCleanup(() => request?.abort())

  return { state, retry: () => void load(openingLimit) }
}

function blank(series: number): CandleState {
  return {
    columns: emptyColumns(),
    decimals: 2,
    past: false,
    version: 0,
    series,
    loading: true,
    problem: undefined,
  }
}
