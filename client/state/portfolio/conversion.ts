import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Row } from '../market.ts'
import { fromUnits } from './decimal.ts'
import { findWay, type Leg, type Pair, type Rate, rateAlong } from './rates.ts'

/** A pair that has no price after so long is left for another way, where there is one. */
const silentMs = 10_000

export interface ConversionOptions {
  /** By which currencies turn into others, the best first. */
  pairs(): readonly Pair[]
  /** Currencies that need turning. */
  from(): readonly string[]
  to(): string
  row(symbol: string): Row | undefined
  /** Symbols that nobody lists. */
  unknown(): readonly string[]
  connected(): boolean
}

/** How currencies turn into the chosen one: by live markets alone, never by a rate that is written anywhere. */
export function createConversion(options: ConversionOptions) {
  const { from, to, row, unknown, connected } = options
  const [silent, setSilent] = createSignal<ReadonlySet<string>>(new Set())

  /** Those that can be asked for, with what their prices are really in: another venue may stand in. */
  const pairs = createMemo<readonly Pair[]>(
    () =>
      options.pairs().flatMap((pair) => {
        if (unknown().includes(pair.symbol) || silent().has(pair.symbol)) return []
        return [{ ...pair, quote: row(pair.symbol)?.quote ?? pair.quote }]
      }),
    [],
    { equals: (a, b) => a.length === b.length && a.every((pair, i) => isSame(pair, b[i])) },
  )
  const ways = createMemo(
    () => new Map(from().map((currency) => [currency, findWay(pairs(), currency, to())])),
  )
  const symbols = createMemo<readonly string[]>(() => [
    ...new Set([...ways().values()].flatMap((way) => way?.map(({ pair }) => pair.symbol) ?? [])),
  ])

  createEffect(() => {
    const missing = symbols().filter((symbol) => row(symbol) === undefined)
    if (missing.length === 0 || !connected()) return
    const timer = setTimeout(() => setSilent((all) => new Set([...all, ...missing])), silentMs)
    onCleanup(() => clearTimeout(timer))
  })

  return {
    /** What must be subscribed to. */
    symbols,
    /** How a currency turns into the chosen one; `undefined` where no market does it. */
    wayOf: (currency: string): readonly Leg[] | undefined => ways().get(currency),
    /** By which instruments it does. */
    symbolsOf: (currency: string): readonly string[] =>
      ways()
        .get(currency)
        ?.map(({ pair }) => pair.symbol) ?? [],
    rateFrom(currency: string): Rate | undefined {
      const way = ways().get(currency)
      return way && rateAlong(way, (symbol) => tradedOf(row(symbol)))
    },
    /** Those of `candidates` into which everything there is can be turned. */
    reachable: (candidates: readonly string[]): string[] =>
      candidates.filter((candidate) =>
        from().every((currency) => findWay(pairs(), currency, candidate) !== undefined),
      ),
  }
}

export function tradedOf(row: Row | undefined) {
  if (row === undefined) return undefined
  return { price: fromUnits(row.price, row.decimals), change24h: row.change24h }
}

function isSame(a: Pair, b: Pair | undefined): boolean {
  return a.symbol === b?.symbol && a.base === b.base && a.quote === b.quote
}
