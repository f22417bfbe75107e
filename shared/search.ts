import type { VenueName } from './instrument.ts'

/*
 * How well an instrument matches what people type. The server's catalogue ranks by it, and so does a
 * client that is cut off, among what it knows.
 */

/** What is looked at of an instrument, made once by `termsOf`. */
export interface SearchTerms {
  venue: VenueName | undefined
  /** `BTCUSDT` of `BTC/USDT`: people leave the separators out, or type others. */
  symbol: string
  base: string
  name: string
}

/** What was typed, made once by `questionOf`. */
export interface Question {
  text: string
  compact: string
}

const separators = /[\s/_:.-]+/g

export function termsOf(instrument: {
  venue: VenueName | undefined
  symbol: string
  base: string
  /** What people call it, if anything. */
  fullName: string | undefined
}): SearchTerms {
  const { venue, symbol, base, fullName = '' } = instrument
  return {
    venue,
    symbol: symbol.toUpperCase().replace(separators, ''),
    base: base.toUpperCase(),
    name: fullName.toUpperCase(),
  }
}

export function questionOf(typed: string): Question {
  const text = typed.trim().toUpperCase()
  return { text, compact: text.replace(separators, '') }
}

/**
 * Lower is better, 0 the best; `undefined` doesn't match. Nothing typed matches everything.
 * `BINANCE:BTC` and `binance btc` look at one venue.
 */
export function rankOf(
  { venue, symbol, base, name }: SearchTerms,
  { text, compact }: Question,
): number | undefined {
  if (compact === '' || symbol === compact || base === compact) return 0
  if (name === text) return 1
  if (symbol.startsWith(compact)) return 2
  if (name.startsWith(text)) return 3
  if (name.includes(` ${text}`)) return 4
  if (venue && compact.startsWith(venue) && symbol.startsWith(compact.slice(venue.length))) return 2
  if (compact.length < 2) return undefined
  if (symbol.includes(compact)) return 5
  if (name.includes(text)) return 6
  return undefined
}
