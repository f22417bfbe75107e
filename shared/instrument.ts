/**
 * Where prices come from. `SIMULATED` and `REPLAY` are venues of their own, so that what they print can
 * never enter a real instrument's series.
 */
export const venues = [
  'BINANCE',
  'OKX',
  'BYBIT',
  'COINBASE',
  'KRAKEN',
  'FINNHUB',
  'ALPHAVANTAGE',
  'SIMULATED',
  'REPLAY',
] as const
export type VenueName = (typeof venues)[number]

/** `BINANCE:BTCUSDT`, as traders write it. */
export type InstrumentId = `${VenueName}:${string}`

/** A tradable thing. */
export interface Instrument {
  id: InstrumentId
  venue: VenueName
  /** The venue's own name, upper case: `BTCUSDT`. */
  symbol: string
  base: string
  quote: string
  /** Prices are integers that count 10^-decimals of the quote currency; 0 to 12. */
  decimals: number
  /** Sizes and volumes are integers that count 10^-sizeDecimals of the base currency; 0 to 12. */
  sizeDecimals: number
}

/** Whether figures of both are in the same units: only then do they go together. */
export function isCountedAlike(
  a: Pick<Instrument, 'decimals' | 'sizeDecimals'>,
  b: Pick<Instrument, 'decimals' | 'sizeDecimals'>,
): boolean {
  return a.decimals === b.decimals && a.sizeDecimals === b.sizeDecimals
}

export function instrumentId(venue: VenueName, symbol: string): InstrumentId {
  return `${venue}:${symbol}`
}

/** The venue's own name in an id: `BTC/USD` of `KRAKEN:BTC/USD`. */
export function symbolOf(id: InstrumentId): string {
  return id.slice(id.indexOf(':') + 1)
}

const idShape = /^(?:([A-Z]{2,16}):)?([\p{L}\p{N}._/-]{1,32})$/u

/**
 * What a person typed, split: `btcusdt` has no venue, `BINANCE:BTCUSDT` has one. The venue may be one
 * that nobody knows. `undefined` for anything that can't be an instrument's name.
 */
export function parseSymbol(
  text: string,
): { venue: string | undefined; symbol: string } | undefined {
  const match = idShape.exec(text.trim().toUpperCase())
  if (match?.[2] === undefined) return undefined
  return { venue: match[1], symbol: match[2] }
}

/** The default watchlist: symbols at the default venue, each against USDT. */
export const defaultSymbols = [
  'BTCUSDT',
  'ETHUSDT',
  'BNBUSDT',
  'SOLUSDT',
  'XRPUSDT',
  'ADAUSDT',
  'DOGEUSDT',
  'AVAXUSDT',
  'DOTUSDT',
  'POLUSDT',
  'LINKUSDT',
  'ATOMUSDT',
  'UNIUSDT',
  'LTCUSDT',
  'BCHUSDT',
  'FILUSDT',
] as const
