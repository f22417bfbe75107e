import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'

/*
 * The default instruments as Binance trades them against USDT: base, decimals of the tick, decimals
 * of the lot, and a plausible price. Used until exchangeInfo answers, for recordings, and as the
 * simulated market's beginning. Ticks as of August 2026.
 */
const rows = [
  ['BTC', 2, 5, 78_000],
  ['ETH', 2, 4, 2_900],
  ['BNB', 2, 3, 820],
  ['SOL', 2, 3, 165],
  ['XRP', 4, 1, 2.35],
  ['ADA', 4, 1, 0.62],
  ['DOGE', 5, 0, 0.18],
  ['AVAX', 3, 2, 21.5],
  ['DOT', 3, 2, 3.4],
  ['POL', 5, 1, 0.21],
  ['LINK', 3, 2, 16.8],
  ['ATOM', 3, 2, 3.9],
  ['UNI', 3, 2, 7.2],
  ['LTC', 2, 3, 96],
  ['BCH', 1, 3, 510],
  ['FIL', 4, 2, 1.95],
] as const

/** The known instruments, as instruments of `venue`, by symbol. */
export function knownInstruments(venue: VenueName): Map<string, Instrument> {
  return new Map(
    rows.map(([base, decimals, sizeDecimals]) => {
      const symbol = `${base}USDT`
      const id = instrumentId(venue, symbol)
      return [symbol, { id, venue, symbol, base, quote: 'USDT', decimals, sizeDecimals }]
    }),
  )
}

/** What one of each may cost, by symbol, USDT. */
export const plausiblePrices: ReadonlyMap<string, number> = new Map(
  rows.map(([base, , , price]) => [`${base}USDT`, price]),
)
