import type { InstrumentStatus } from '../../shared/catalogue.ts'
import { defaultSymbols, type Instrument, type InstrumentId } from '../../shared/instrument.ts'

export type Pair = Pick<Instrument, 'symbol' | 'base' | 'quote'>

/** An instrument, and whether it trades where a list has told. */
export interface Known extends Instrument {
  status?: InstrumentStatus
}

/** Which of a venue's quotes may stand for USDT, the best first: all of them are about a dollar. */
const dollars = ['USDT', 'USD', 'USDC']

/**
 * The symbols without a venue, such as `BTCUSDT`, and what a venue has in their place: the same base
 * against the same dollar, or another. Their prices are that venue's own, and say so. What trades goes
 * before what is halted; what is dead stands for nothing.
 */
export function aliasesAt(
  known: readonly Known[],
  wanted: readonly Pair[],
): Map<string, InstrumentId> {
  const byPair = new Map<string, Known>()
  for (const each of known) {
    if (each.status === 'dead') continue
    const pair = `${each.base}/${each.quote}`
    const before = byPair.get(pair)
    if (before === undefined || (before.status === 'halted' && each.status !== 'halted')) {
      byPair.set(pair, each)
    }
  }
  const aliases = new Map<string, InstrumentId>()
  for (const { symbol, base, quote } of wanted) {
    const quotes = dollars.includes(quote) ? [quote, ...dollars] : [quote]
    const found = quotes.map((each) => byPair.get(`${base}/${each}`)).find(Boolean)
    if (found) aliases.set(symbol, found.id)
  }
  return aliases
}

/** The default watchlist by pair. */
export const defaultPairs: readonly Pair[] = defaultSymbols.map((symbol) => ({
  symbol,
  base: symbol.slice(0, -'USDT'.length),
  quote: 'USDT',
}))
