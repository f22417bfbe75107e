import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import type { CandleProblem } from '../candles/fetch-candles.ts'
import type { Row } from '../market.ts'
import { type Day, dayOf } from './day.ts'
import type { FetchedTrades, TradesRequest } from './fetch-trades.ts'
import type { KeptTrades } from './kept-trades.ts'
import { mergeTrades, type ShownTrade } from './trade-list.ts'

/** Between two requests at least: while somebody looks at the trades, and for the figures of the day alone. */
const paceMs = { looking: 2_000, day: 60_000 }
/** After a request that failed. */
const retryMs = 15_000
/**
 * Of a cadence: a price that comes a little before its time asks too, since the next is a whole cadence
 * away.
 */
const early = 0.1

export interface TradeOptions {
  symbol: Accessor<string>
  row: Accessor<Row | undefined>
  /** Whether prices come in now, whether anybody sees them, and whether the trades themselves are seen. */
  connected: Accessor<boolean>
  visible: Accessor<boolean>
  looking: Accessor<boolean>
  /** The plan's cadence, ms: trades are never asked for more often. */
  intervalMs: Accessor<number>
  fetchTrades(request: TradesRequest): Promise<FetchedTrades>
  kept: KeptTrades
}

export interface TradesState {
  /** Newest first. */
  list: readonly ShownTrade[]
  day: Day | undefined
  /** Every trade from this time on is here, epoch ms. */
  unbrokenSince: number | undefined
  /** When the server told it, on this device's clock, epoch ms; 0 before it has. */
  toldAt: number
  loading: boolean
  problem: CandleProblem | undefined
}

const blank: TradesState = {
  ...{ list: [], day: undefined, unbrokenSince: undefined },
  ...{ toldAt: 0, loading: true, problem: undefined },
}

/**
 * The newest trades of the chosen instrument and the figures of its day. Asked for at the opening;
 * after that a live price asks, at once or within two seconds, because the radio is awake then, and
 * gets only what is new. What was told last is kept for the next opening.
 */
export function createTrades(options: TradeOptions) {
  const { kept } = options
  const [state, setState] = createSignal(blank)
  let cursor: string | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let request: AbortController | undefined

  const change = (patch: Partial<TradesState>) => setState((old) => ({ ...old, ...patch }))

  function isDue(): boolean {
    const { loading, problem } = untrack(state)
    const since = Date.now() - askedAt
    // A request that hangs holds up nothing for longer.
    if (loading) return since >= retryMs
    const least = untrack(options.looking) ? paceMs.looking : paceMs.day
    const cadence = untrack(options.intervalMs) * (1 - early)
    return since >= Math.max(least, cadence, problem ? retryMs : 0)
  }

  async function load(): Promise<void> {
    request?.abort()
    const own = new AbortController()
    const { signal } = own
    request = own
    const symbol = untrack(options.symbol)
    askedAt = Date.now()
    change({ loading: true })
    try {
      const result = await options.fetchTrades({ symbol, since: cursor, signal })
      if (signal.aborted) return
      if (result.ok) take(result.answer)
      change({ loading: false, problem: result.ok ? undefined : result.problem })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  function take(answer: Extract<FetchedTrades, { ok: true }>['answer'], at = Date.now()): void {
    const { list, day } = untrack(state)
    cursor = answer.cursor
    // Another venue's trades are another list.
    const before = day?.venue === answer.venue ? list : []
    change({
      list: mergeTrades(before, answer),
      day: dayOf(answer),
      unbrokenSince: answer.unbroken_since ?? undefined,
      toldAt: at,
    })
  }

  async function recall(symbol: string): Promise<void> {
    const found = await kept.get(symbol)
    const isWanted = untrack(options.symbol) === symbol && untrack(state).toldAt === 0
    if (!found || !isWanted) return
    take(found.answer, found.at)
    // The server's answer replaces it, whatever has come in between.
    cursor = undefined
  }

  function keep(symbol: string): void {
    const { list, day, toldAt } = untrack(state)
    if (day && cursor !== undefined) kept.put(symbol, { list, day, at: toldAt })
  }

  createEffect(
    on(options.symbol, (symbol) => {
      cursor = undefined
      setState(blank)
      void recall(symbol)
      void load()
      onCleanup(() => keep(symbol))
    }),
  )
  createEffect(
    on(options.visible, (visible) => {
      if (!visible) keep(untrack(options.symbol))
    }),
  )

  const watched = createMemo(() => options.connected() && options.visible())
  /** What a live price brings, whether or not it is another price. */
  const beat = () => {
    const row = options.row()
    return row && !row.cached ? `${row.epoch}.${row.sequence}` : undefined
  }
  createEffect(
    on(
      [watched, options.looking, beat],
      ([isWatched, isLooking, price]) => {
        if (!isWatched || price === undefined) return
        if (isDue()) {
          void load()
        } else if (isLooking) {
          // Else the last trades of a flurry would be missing until the next price, whenever that comes.
          const rest = askedAt + paceMs.looking - Date.now()
          const timer = setTimeout(() => isDue() && void load(), Math.max(0, rest))
          onCleanup(() => clearTimeout(timer))
        }
      },
      { defer: true },
    ),
  )

  onCleanup(() => request?.abort())

  return { state, retry: () => void load() }
}

export type Trades = ReturnType<typeof createTrades>
