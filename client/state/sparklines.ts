import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { CandlesResponse } from '../../shared/api.ts'
import { type Columns, emptyColumns, foldPrice } from '../chart/columns.ts'
import type { CandleRequest, FetchedCandles } from './fetch-candles.ts'
import type { Row } from './market.ts'

/** A line of 64 px has no room for more. */
const shown = 60
/** An hour by minutes; where the market is younger than ten of them, its last minutes by ten seconds. */
const coarseMs = 60_000
const fineMs = 10_000
const fewest = 10
/** The last point follows the price no faster than this. */
const followMs = 5_000

export interface SparklineOptions {
  symbols: readonly string[]
  row(symbol: string): Row | undefined
  /** The market's epoch while there is power and data to spare for a decoration; else `undefined`. */
  affordable(): string | undefined
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
}

/**
 * How each instrument of the list has moved lately. Fetched once, one instrument after another, and then
 * folded from live prices; where it isn't affordable, the lines grow from live prices alone.
 */
export function createSparklines(options: SparklineOptions): (symbol: string) => readonly number[] {
  const lines = new Map(options.symbols.map((symbol) => [symbol, createLine()]))
  const owner = new AbortController()
  onCleanup(() => owner.abort())

  for (const [symbol, line] of lines) {
    createEffect(
      on([() => options.row(symbol)?.price, () => options.row(symbol)?.time], () => {
        const row = options.row(symbol)
        if (row && !row.cached) line.follow(row)
      }),
    )
  }

  async function fetchAll(signal: AbortSignal) {
    for (const [symbol, line] of lines) {
      if (line.isFetched() || options.row(symbol) === undefined) continue
      const minutes = await options.fetchCandles({ symbol, interval: '1m', limit: shown, signal })
      // One that failed is enough of a sign: the rest waits for the next occasion.
      if (!minutes.ok) return
      if (minutes.candles.time.length >= fewest) {
        line.start(minutes.candles, coarseMs)
        continue
      }
      const limit = (shown * fineMs) / 1_000
      const seconds = await options.fetchCandles({ symbol, interval: '1s', limit, signal })
      if (!seconds.ok) return
      line.start(seconds.candles, fineMs)
    }
  }
  const affordable = createMemo(options.affordable)
  createEffect(
    on(affordable, (epoch) => {
      if (epoch === undefined) return
      const own = new AbortController()
      onCleanup(() => own.abort())
      fetchAll(AbortSignal.any([own.signal, owner.signal])).catch((error: unknown) => {
        if (!own.signal.aborted && !owner.signal.aborted) throw error
      })
    }),
  )

  const none: readonly number[] = []
  return (symbol) => lines.get(symbol)?.points() ?? none
}

function createLine() {
  const [points, setPoints] = createSignal<readonly number[]>([])
  let columns: Columns = emptyColumns()
  let intervalMs = fineMs
  let venue: string | undefined
  let fetched = false
  let shownAt = 0

  const show = () => {
    shownAt = Date.now()
    setPoints(columns.close.slice(-shown))
  }
  const enter = (next: string) => {
    if (venue !== undefined && venue !== next) {
      columns = emptyColumns()
      fetched = false
    }
    venue = next
  }

  return {
    points,
    isFetched: () => fetched,
    follow(row: Row) {
      enter(row.venue)
      const price = row.price / 10 ** row.decimals
      const began = foldPrice(columns, {
        price,
        start: Math.floor(row.time / intervalMs) * intervalMs,
      })
      if (began || Date.now() - shownAt >= followMs) show()
    },
    /** From now on by `every`, beginning with these. */
    start(candles: CandlesResponse, every: number) {
      enter(candles.venue)
      columns = emptyColumns()
      intervalMs = every
      for (const [index, timeMs] of candles.time.entries()) {
        const price = candles.close[index]
        if (price !== undefined)
          foldPrice(columns, { price, start: Math.floor(timeMs / intervalMs) * intervalMs })
      }
      fetched = true
      show()
    },
  }
}
