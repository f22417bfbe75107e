import { venues } from '../../shared/instrument.ts'
import { sessionAt, tradedAt } from '../../shared/sessions.ts'
import { words } from '../words/words.ts'

/** Quote currencies, the longest first, so that `BTCFDUSD` is not split before `USD`. */
const quotes = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'USD', 'EUR', 'GBP', 'BTC', 'ETH', 'BNB']

/** `BTCUSDT` is BTC against USDT, and so is `BTC-USDT`. A name without a known quote currency is all base. */
export function splitSymbol(text: string): { base: string; quote: string } {
  const symbol = text.slice(text.indexOf(':') + 1)
  const quote = quotes.find((end) => symbol.endsWith(end) && symbol.length > end.length)
  if (!quote) return { base: symbol, quote: '' }
  return { base: symbol.slice(0, -quote.length).replace(/[-/_]$/, ''), quote }
}

/** A pair as people write it: `BTC/USDT`. */
export function pairName(symbol: string): string {
  const { base, quote } = splitSymbol(symbol)
  return quote === '' ? base : `${base}/${quote}`
}

/** What people call it; its code where it has no other name. */
export function nameOf(base: string): string {
  const names: Partial<Record<string, string>> = words().coins
  return names[base] ?? base
}

/** A venue's name as it writes itself; one that is newer than this app, by its code. */
export function venueName(venue: string | undefined): string | undefined {
  const known: Partial<Record<string, string>> = words().venues
  return venue === undefined ? undefined : (known[venue] ?? venue)
}

/** What it is called and, where its market has sessions, which one it is in outside the regular one. */
export function describe(base: string, { venue, now }: { venue: string; now: number }): string {
  const known = venues.find((name) => name === venue)
  const phase = known ? sessionAt(tradedAt(known), now).phase : 'regular'
  return phase === 'regular' ? nameOf(base) : `${nameOf(base)} · ${words().sessions[phase]}`
}
