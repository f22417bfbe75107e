import { defaultSymbols, type Instrument, type InstrumentId } from '../../shared/instrument.ts'

export type Pair = Pick<Instrument, 'symbol' | 'base' | 'quote'>

/** Which of a venue's quotes may stand for USDT, the best first: all of them are about a dollar. */
const dollars = ['USDT', 'USD', 'USDC']

/**
 * The symbols without a venue, such as `BTCUSDT`, and what another venue has in their place: the same
 * base against the same dollar, or another. Their prices are that venue's own, and say so.
 */
export function aliasesAt(
  listed: readonly Instrument[],
  wanted: readonly Pair[],
): Map<string, InstrumentId> {
  const byPair = new Map(listed.map((each) => [`${each.base}/${each.quote}`, each.id]))
  const aliases = new Map<string, InstrumentId>()
  for (const { symbol, base, quote } of wanted) {
    const quotes = dollars.includes(quote) ? [quote, ...dollars] : [quote]
    const id = quotes.map((each) => byPair.get(`${base}/${each}`)).find(Boolean)
    if (id !== undefined) aliases.set(symbol, id)
  }
  return aliases
}

/** The default watchlist by pair. */
export const defaultPairs: readonly Pair[] = defaultSymbols.map((symbol) => ({
  symbol,
  base: symbol.slice(0, -'USDT'.length),
  quote: 'USDT',
}))
