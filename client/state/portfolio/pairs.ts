import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { FoundInstrument } from '../../../shared/api.ts'
import type { Settings } from '../../db/settings.ts'
import type { FetchedInstruments, InstrumentsRequest } from '../search/fetch-instruments.ts'
import type { Pair } from './rates.ts'

/** What people count their money in, where a market turns it into something else. */
export const monies = [
  'USD',
  'USDT',
  'USDC',
  'EUR',
  'GBP',
  'JPY',
  'KRW',
  'CNY',
  'CHF',
  'AUD',
  'CAD',
  'BRL',
  'TRY',
  'BTC',
  'ETH',
] as const

/** Nearly every market is against one of these. */
const hubs = ['USDT', 'USD', 'EUR', 'BTC'] as const
const keptUnder = 'currency-pairs'
const dayMs = 86_400_000
const mostFound = 200
/** Of one pair at several venues; the second is for when the first is silent. */
const venuesOfPair = 2

interface Kept {
  at: number
  market: string
  /** Currencies that were asked for. */
  asked: readonly string[]
  pairs: readonly Pair[]
}

export interface PairsOptions {
  /** Currencies to be turned into others, and those into which. */
  currencies(): readonly string[]
  fetchInstruments(request: InstrumentsRequest): Promise<FetchedInstruments>
  settings: Settings
  /** Whether the server can be heard, and which market it has: what is asked of one says nothing of another. */
  market(): string | undefined
  now?: () => number
}

/**
 * The live markets by which currencies turn into each other, from the server's catalogue. They are
 * kept for a day, and for longer where nobody can be asked.
 */
export function createPairs({ currencies, market, now = Date.now, ...options }: PairsOptions) {
  const { fetchInstruments, settings } = options
  const [kept, setKept] = createSignal<Kept>({ at: 0, market: '', asked: [], pairs: [] })
  const [loaded, setLoaded] = createSignal(false)

  settings
    .get(keptUnder)
    .catch(() => undefined)
    .then((value) => {
      setKept((before) => (before.asked.length > 0 ? before : (parseKept(value) ?? before)))
      setLoaded(true)
    })

  async function ask(at: string, signal: AbortSignal): Promise<void> {
    const before = kept()
    const isOfNow = before.market === at && now() - before.at < dayMs
    let found: Kept = isOfNow ? before : { at: now(), market: at, asked: [], pairs: [] }
    for (const currency of new Set([...currencies(), ...hubs])) {
      if (found.asked.includes(currency)) continue
      const answer = await fetchInstruments({ query: currency, limit: mostFound, signal })
      if (!answer.ok) break
      const money = new Set<string>([...monies, ...currencies()])
      const pairs = answer.instruments.filter((each) => isPairOf(each, money))
      found = { ...found, asked: [...found.asked, currency], pairs: join(found.pairs, pairs) }
    }
    if (signal.aborted || found === before || found.pairs.length === 0) return
    setKept(found)
    settings.set(keptUnder, found).catch(() => {})
  }

  createEffect(
    on([loaded, market, () => currencies().join()], ([isLoaded, at]) => {
      if (!isLoaded || at === undefined || currencies().length === 0) return
      const asking = new AbortController()
      onCleanup(() => asking.abort())
      ask(at, asking.signal).catch((error: unknown) => {
        if (!asking.signal.aborted) throw error
      })
    }),
  )

  return () => kept().pairs
}

function isPairOf({ base, quote, kind, status }: FoundInstrument, monetary: ReadonlySet<string>) {
  return kind === 'spot' && status === 'trading' && monetary.has(base) && monetary.has(quote)
}

/** Those that any venue may give come first; of one pair no more than two. */
function join(known: readonly Pair[], found: readonly FoundInstrument[]): Pair[] {
  const all = new Map(known.map((pair) => [pair.symbol, pair]))
  const counts = new Map<string, number>()
  const keyOf = ({ base, quote }: Pair) => `${base}/${quote}`
  for (const pair of known) counts.set(keyOf(pair), (counts.get(keyOf(pair)) ?? 0) + 1)
  for (const { name: symbol, base, quote } of found) {
    const count = counts.get(keyOf({ symbol, base, quote })) ?? 0
    if (all.has(symbol) || count >= venuesOfPair) continue
    all.set(symbol, { symbol, base, quote })
    counts.set(keyOf({ symbol, base, quote }), count + 1)
  }
  const isOfOne = ({ symbol }: Pair) => Number(symbol.includes(':'))
  return [...all.values()].sort((a, b) => isOfOne(a) - isOfOne(b))
}

function parseKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { at, market, asked, pairs }: Partial<Record<keyof Kept, unknown>> = value
  if (typeof at !== 'number' || typeof market !== 'string') return undefined
  if (!Array.isArray(asked) || !Array.isArray(pairs)) return undefined
  const names = asked.filter((each) => typeof each === 'string')
  return { at, market, asked: names, pairs: pairs.filter(isPair) }
}

function isPair(value: unknown): value is Pair {
  if (typeof value !== 'object' || value === null) return false
  const { symbol, base, quote }: Partial<Record<keyof Pair, unknown>> = value
  return [symbol, base, quote].every((each) => typeof each === 'string')
}
