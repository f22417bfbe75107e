import { parseSymbol } from '../../shared/instrument.ts'
import { maxSymbols } from '../../shared/protocol.ts'

/** What pages want prices of, as they call it. */
export interface Wants {
  symbols: readonly string[]
  /** Those of which they want to see all: bid, ask and the exact time. */
  detail: readonly string[]
}

/** Symbols as the server takes them: upper case, each once, what can be no symbol left out, bounded. */
export function normalizeSymbols(symbols: Iterable<string>): string[] {
  const normal = new Set<string>()
  for (const text of symbols) {
    const parsed = parseSymbol(text)
    if (parsed === undefined) continue
    normal.add(parsed.venue === undefined ? parsed.symbol : `${parsed.venue}:${parsed.symbol}`)
    if (normal.size === maxSymbols) break
  }
  return [...normal]
}

/** Whether a row is among what was asked for; a symbol without a venue means any venue's. */
export function isWanted(row: { venue: string; symbol: string }, wanted: ReadonlySet<string>) {
  return wanted.has(row.symbol) || wanted.has(`${row.venue}:${row.symbol}`)
}

export function covers(all: readonly string[], some: readonly string[]): boolean {
  const known = new Set(all)
  return some.every((symbol) => known.has(symbol))
}
